import { Migration } from '@mikro-orm/migrations';

/** What the two sides of a pairing signed for a year. Nothing here is about a person served. */
export class Migration20261123003230_agreements extends Migration {
  override up(): void {
    this.addSql(`
      create table cooperation_agreement (
        id uuid primary key default uuidv7(),
        pairing_id uuid not null references pairing (id),
        origin text collate "C" not null,
        destination text collate "C" not null,
        year integer not null check (year between 1996 and 2199),
        level text not null check (level in ('PREFECTURE','COUNTY')),
        signed_on date not null check (extract(year from signed_on) between year - 1 and year),
        parties text[] not null check (cardinality(parties) between 2 and 10),
        document_ref text not null check (length(document_ref) between 1 and 100),
        clauses text[] not null default '{}' check (cardinality(clauses) <= 30),
        version integer not null default 1,
        constraint cooperation_agreement_once unique (pairing_id, year, level)
      );
      create index cooperation_agreement_year on cooperation_agreement (year, id);
      create index cooperation_agreement_origin on cooperation_agreement (origin, year);
      create index cooperation_agreement_destination on cooperation_agreement (destination, year);
      call make_noun('cooperation_agreement');
    `);
  }
}
