import { Migration } from '@mikro-orm/migrations';

/** What an operation of labour export keeps beside its people (八个一): papers of a county with companies, and groups. */
export class Migration20261123003320_eight_ones extends Migration {
  override up(): void {
    this.addSql(`
      create table export_agreement (
        id uuid primary key default uuidv7(),
        origin text collate "C" not null,
        destination text collate "C" not null,
        company_id uuid not null references organization (id),
        employer_ids uuid[] not null check (cardinality(employer_ids) between 1 and 100),
        agreement_no text not null check (length(agreement_no) between 1 and 100),
        signed_on date not null,
        valid_from date not null,
        valid_to date not null check (valid_to > valid_from),
        clauses text[] not null default '{}' check (cardinality(clauses) <= 30),
        version integer not null default 1,
        constraint export_agreement_no unique (origin, agreement_no)
      );
      create index export_agreement_company on export_agreement (company_id, id);
      create index export_agreement_origin on export_agreement (origin, id);
      call make_noun('export_agreement');

      create table training_entrustment (
        id uuid primary key default uuidv7(),
        origin text collate "C" not null,
        provider_id uuid not null references organization (id),
        entrustment_no text not null check (length(entrustment_no) between 1 and 100),
        occupation text not null check (length(occupation) between 1 and 50),
        persons integer not null check (persons between 1 and 100000),
        cost_fen bigint check (cost_fen between 0 and 100000000000),
        issued_on date not null,
        from_on date not null,
        to_on date not null check (to_on >= from_on),
        cancelled_on date,
        cancelled_because text check (length(cancelled_because) between 2 and 500),
        version integer not null default 1,
        constraint training_entrustment_no unique (origin, entrustment_no),
        constraint training_entrustment_cancelled check ((cancelled_on is null) = (cancelled_because is null))
      );
      create index training_entrustment_origin on training_entrustment (origin, id);
      create index training_entrustment_provider on training_entrustment (provider_id, id);
      call make_noun('training_entrustment');

      create table outreach_group (
        id uuid primary key default uuidv7(),
        region_code text not null references region (code),
        path text collate "C" not null,
        name text not null check (length(name) between 2 and 100),
        channel text not null check (channel in ('WECHAT','QQ','DINGTALK','OTHER')),
        members integer not null check (members between 0 and 100000),
        counted_on date not null,
        closed_on date,
        version integer not null default 1,
        constraint outreach_group_name unique (path, name)
      );
      create index outreach_group_path on outreach_group (path, id);
      call make_noun('outreach_group');
    `);
  }
}
