import { Migration } from '@mikro-orm/migrations';

/** Who and where: regions, organizations, accounts, pairings. Nothing here is about a person served. */
export class Migration20261122000200_party extends Migration {
  override up(): void {
    this.addSql(`
      create table region (
        code text collate "C" primary key,
        name text not null,
        level text not null check (level in ('PROVINCE','PREFECTURE','COUNTY','TOWN','VILLAGE','RESETTLEMENT_SITE','REGION_GROUP')),
        parent_code text collate "C" references region (code),
        path text collate "C" not null,
        members text[] not null default '{}',
        valid_from date,
        valid_to date,
        successor_code text collate "C"
      );
      create index region_path on region (path);
      create index region_parent on region (parent_code);
      call make_noun('region', 'code');
    `);
    this.addSql(`
      create table organization (
        id uuid primary key default uuidv7(),
        key text unique,
        type text not null check (type in ('COUNTY_BUREAU','TOWNSHIP','VILLAGE_COMMITTEE','DEST_BUREAU','STATION','EMPLOYER','HR_COMPANY','TRAINING_PROVIDER','COOPERATIVE','COUNTY_LABOR_COMPANY','OBSERVER','PLATFORM')),
        name text not null check (length(name) between 1 and 200),
        region_code text collate "C" not null references region (code),
        path text collate "C" not null,
        uscc text unique,
        parent_id uuid references organization (id),
        level text check (level in ('CENTER','BRANCH','COMMUNITY')),
        side text check (side in ('ORIGIN','DESTINATION')),
        status text not null default 'ACTIVE' check (status in ('ACTIVE','CLOSED')),
        verified_on date,
        invented boolean not null default false,
        version integer not null default 1
      );
      create index organization_path on organization (path);
      create index organization_name on organization (name);
      call make_noun('organization');
    `);
    this.addSql(`
      create table account (
        id uuid primary key default uuidv7(),
        handle text not null unique check (length(handle) between 3 and 100),
        subject text not null unique,
        organization_id uuid not null references organization (id),
        role text not null check (role in ('COUNTY_BUREAU','STATION_LIAISON','EMPLOYER','OBSERVER','ADMIN')),
        name text not null,
        status text not null default 'ACTIVE' check (status in ('ACTIVE','REVOKED')),
        version integer not null default 1
      );
      call make_noun('account');
    `);
    this.addSql(`
      create extension if not exists btree_gist;
      create table pairing (
        id uuid primary key default uuidv7(),
        origin_code text collate "C" not null references region (code),
        destination_code text collate "C" not null references region (code),
        origin text collate "C" not null,
        destination text collate "C" not null,
        basis text not null check (basis in ('NATIONAL','LOCAL')),
        valid_from date not null,
        valid_to date check (valid_to > valid_from),
        version integer not null default 1,
        exclude using gist (origin_code with =, destination_code with =, daterange(valid_from, valid_to) with &&)
      );
      create index pairing_destination on pairing (destination, origin);
      create index pairing_origin on pairing (origin, destination);
      call make_noun('pairing');
    `);
  }
}
