import { Migration } from '@mikro-orm/migrations';

/** Licences of labour companies. Nothing here is about a person served. */
export class Migration20261123003220_licences extends Migration {
  override up(): void {
    this.addSql(`
      create table hr_licence (
        id uuid primary key default uuidv7(),
        organization_id uuid not null references organization (id),
        licence_no text not null check (length(licence_no) between 1 and 50),
        scope text[] not null check ('JOB_INTRODUCTION' = any (scope)
          and scope <@ array['JOB_INTRODUCTION','INFORMATION','GUIDANCE','CONSULTING','ASSESSMENT','TRAINING','OUTSOURCING']),
        online boolean not null default false,
        valid_from date not null,
        valid_to date not null check (valid_to >= valid_from),
        revoked_on date,
        revoked_because text check (length(revoked_because) between 2 and 500),
        version integer not null default 1,
        check ((revoked_on is null) = (revoked_because is null)),
        -- One at a time; what was withdrawn leaves its time to the next.
        constraint hr_licence_one_at_a_time exclude using gist (organization_id with =, daterange(valid_from, valid_to, '[]') with &&)
          where (revoked_on is null),
        -- A number is one company's, through all its renewals.
        constraint hr_licence_no_of_one exclude using gist (licence_no with =, organization_id with <>) where (revoked_on is null)
      );
      create index hr_licence_end on hr_licence (valid_to, id);
      create index hr_licence_organization on hr_licence (organization_id);
      call make_noun('hr_licence');
    `);
  }
}
