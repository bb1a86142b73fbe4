import { Migration } from '@mikro-orm/migrations';

/** The posts: what an employer offers in a city, to whom it is allocated, and how many places are left. */
export class Migration20261122000400_posts extends Migration {
  override up(): void {
    this.addSql(`
      create table job_posting (
        id uuid primary key default uuidv7(),
        employer_id uuid not null references organization (id),
        title text not null check (length(title) between 1 and 200),
        occupation text,
        work_region text collate "C" not null references region (code),
        destination text collate "C" not null,
        work_address text check (length(work_address) <= 300),
        headcount integer not null check (headcount between 1 and 100000),
        filled integer not null default 0 check (filled >= 0),
        held integer not null default 0 check (held >= 0),
        wage_min_fen bigint check (wage_min_fen between 0 and 100000000),
        wage_max_fen bigint check (wage_max_fen between 0 and 100000000),
        wage_period text not null default 'MONTH' check (wage_period in ('MONTH','DAY','HOUR','PIECE')),
        wage_text text check (length(wage_text) <= 200),
        contract_offered boolean,
        insurance_offered boolean,
        housing boolean,
        meals boolean,
        age_min smallint check (age_min between 16 and 100),
        age_max smallint check (age_max between 16 and 100),
        education text check (education in ('NONE','PRIMARY','JUNIOR_HIGH','SENIOR_HIGH','VOCATIONAL','COLLEGE','BACHELOR')),
        skills text[] not null default '{}',
        requirement text check (length(requirement) <= 2000),
        training_provided boolean not null default false,
        allocations jsonb not null default '[]',
        state text not null check (state in ('DRAFT','SUBMITTED','REJECTED','OPEN','PAUSED','FILLED','EXPIRED','WITHDRAWN','TAKEN_DOWN')),
        state_reason text check (length(state_reason) <= 500),
        suitable boolean not null default false,
        suitable_on date,
        valid_to date not null,
        opened_at timestamptz,
        fresh_at timestamptz not null default now(),
        external_source text,
        external_id text,
        source_file text,
        source_row integer,
        invented boolean not null default false,
        version integer not null default 1,
        unique (external_source, external_id),
        constraint job_posting_places check (filled + held <= headcount),
        check (wage_max_fen is null or wage_min_fen is null or wage_max_fen >= wage_min_fen),
        check (age_max is null or age_min is null or age_max >= age_min),
        check (not suitable or suitable_on is not null)
      );
      create index job_posting_open on job_posting (destination, id) where state = 'OPEN';
      create index job_posting_opened on job_posting (opened_at desc, id desc) where state = 'OPEN';
      create index job_posting_employer on job_posting (employer_id, id);
      create index job_posting_destination on job_posting (destination, id);
      create index job_posting_due on job_posting (valid_to) where state in ('OPEN', 'PAUSED', 'FILLED');
      call make_noun('job_posting');

      -- Places of a posting that workers of an origin may still take (domain 4.3): the posting's own rest,
      -- and, where it is allocated, at most the rest of that origin's quota. 0 when not offered to it.
      create function posting_remaining(p job_posting, from_origin text) returns integer
        language sql immutable parallel safe as $f$
        select greatest(0, case when p.allocations = '[]'::jsonb then p.headcount - p.filled - p.held
          else least(p.headcount - p.filled - p.held, coalesce((
            select sum((a ->> 'quota')::int - (a ->> 'used')::int)::int from jsonb_array_elements(p.allocations) a
            where starts_with(a ->> 'origin', from_origin) or starts_with(from_origin, a ->> 'origin')), 0)) end)
      $f$;
    `);
  }
}
