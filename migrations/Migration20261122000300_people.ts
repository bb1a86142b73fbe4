import { Migration } from '@mikro-orm/migrations';

/**
 * The people: workers, what identifies them (encrypted, in a table of its own), their tags, what they
 * want, and who read an identity in full. The policies are the second wall; they are written in
 * Migration20261122000600_walls, when every table that they lean on stands.
 */
export class Migration20261122000300_people extends Migration {
  override up(): void {
    this.addSql(`
      create table worker (
        id uuid primary key default uuidv7(),
        service_region text collate "C" not null references region (code),
        origin text collate "C" not null,
        hukou_region text collate "C" not null references region (code),
        hukou text collate "C" not null,
        display_name text not null,
        sex_code smallint not null check (sex_code in (1, 2)),
        birth_date date not null,
        ethnicity text,
        education text not null check (education in ('NONE','PRIMARY','JUNIOR_HIGH','SENIOR_HIGH','VOCATIONAL','COLLEGE','BACHELOR')),
        work_ability text not null check (work_ability in ('FULL','SKILLED','WEAK','HALF','NONE')),
        constraints text[] not null default '{}',
        skills text[] not null default '{}',
        life_status text not null default 'ALIVE' check (life_status in ('ALIVE','DEAD','MOVED_OUT')),
        activity text not null default 'NONE' check (activity in ('NONE','STUDENT','SERVICE','CUSTODY')),
        employment_form text check (employment_form in ('CONTRACT','FLEXIBLE','SELF','FARM','PUBLIC_POST')),
        employment_region text collate "C" references region (code),
        employment_path text collate "C",
        in_training boolean not null default false,
        verify_method text check (verify_method in ('ID_CARD_SEEN','VILLAGE_CONFIRMED','POLICE_LIST','SOCIAL_CARD')),
        real_name_verified_on date,
        merged_into uuid references worker (id),
        invented boolean not null default false,
        registered_at timestamptz not null default now(),
        version integer not null default 1,
        check ((employment_form is null) = (employment_region is null)),
        check ((employment_region is null) = (employment_path is null))
      );
      create index worker_origin on worker (origin, id);
      create index worker_hukou on worker (hukou, id);
      call make_noun('worker');

      create table worker_identity (
        worker_id uuid primary key references worker (id),
        name_enc text not null,
        id_number_enc text not null,
        id_number_hmac bytea not null unique,
        phone_enc text,
        phone_hmac bytea,
        version integer not null default 1
      );
      create index worker_identity_phone on worker_identity (phone_hmac);
      call make_noun('worker_identity', 'worker_id');

      create table identity_reading (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        account_id uuid not null references account (id),
        purpose text not null check (purpose in ('REGISTRATION','DISPATCH','CONTRACT','INSURANCE','SUBSIDY','RIGHTS_CASE','CORRECTION')),
        note text check (length(note) <= 500),
        origin text collate "C" not null,
        read_at timestamptz not null default now()
      );
      create index identity_reading_worker on identity_reading (worker_id, id);
      call make_noun('identity_reading');

      create table worker_tag (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        tag text not null check (tag in ('POVERTY_ALLEVIATED','MONITORED','PREVENTION_TARGET','LOW_INCOME','RELOCATED','DISABLED','HARD_TO_EMPLOY','GRADUATE','VETERAN')),
        subtype text check (subtype in ('UNSTABLE','MARGINAL','SUDDEN')),
        valid_from date not null,
        valid_to date check (valid_to > valid_from),
        source text not null,
        origin text collate "C" not null,
        version integer not null default 1,
        check ((tag = 'MONITORED') = (subtype is not null)),
        exclude using gist (worker_id with =, tag with =, daterange(valid_from, valid_to) with &&)
      );
      create index worker_tag_worker on worker_tag (worker_id);
      call make_noun('worker_tag');

      create table willingness (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        kind text not null check (kind in ('WORK','TRAINING')),
        state text not null check (state in ('RECORDED','ACTIVE','SUPERSEDED','WITHDRAWN','EXPIRED','SATISFIED')),
        intent text check (intent in ('GO_OUT','LOCAL','CHANGE_JOB','STARTUP','NONE')),
        destination_codes text[] not null default '{}',
        any_destination boolean not null default false,
        occupations text[] not null default '{}',
        wage_min_fen bigint check (wage_min_fen >= 0),
        available_from date,
        wants_training boolean not null default false,
        training_topics text[] not null default '{}',
        barriers text[] not null default '{}',
        method text not null check (method in ('SELF','VISIT','PHONE','SMS')),
        recorded_at timestamptz not null default now(),
        confirmed_at timestamptz,
        valid_to date not null,
        superseded_by uuid references willingness (id),
        origin text collate "C" not null,
        version integer not null default 1,
        check ((kind = 'WORK') = (intent is not null)),
        check (state <> 'ACTIVE' or confirmed_at is not null)
      );
      create unique index willingness_one_active on willingness (worker_id, kind) where state = 'ACTIVE';
      create index willingness_worker on willingness (worker_id, id);
      create index willingness_due on willingness (valid_to) where state in ('ACTIVE', 'RECORDED');
      call make_noun('willingness');
    `);
  }
}
