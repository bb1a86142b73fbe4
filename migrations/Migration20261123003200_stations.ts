import { Migration } from '@mikro-orm/migrations';

/** Service stations: where and when each serves, which is a branch of which, and what inspections found. Nothing here is about a person served. */
export class Migration20261123003200_stations extends Migration {
  override up(): void {
    this.addSql(`
      create table service_station (
        id uuid primary key default uuidv7(),
        organization_id uuid not null constraint service_station_once unique references organization (id),
        side text not null check (side in ('ORIGIN','DESTINATION')),
        level text not null check (level in ('CENTER','BRANCH','COMMUNITY')),
        center_id uuid,
        -- With the key below: what a branch names as its centre is a CENTER and stays one; a CENTER names none, so nothing goes in circles.
        center_level text not null default 'CENTER' check (center_level = 'CENTER'),
        region_code text collate "C" not null references region (code),
        path text collate "C" not null,
        address text check (length(address) between 2 and 200),
        latitude double precision check (latitude between 3 and 54),
        longitude double precision check (longitude between 73 and 136),
        phone text check (length(phone) between 5 and 20),
        hours text[] not null default '{}' check (array_to_string(hours, ',') ~ '^([1-7] \\d\\d:\\d\\d-\\d\\d:\\d\\d(,|$))*$'),
        warm_heart text[] not null default '{}' check (warm_heart <@ array['RIGHTS','TRAINING','JOB_CHANGE']),
        opened_on date,
        closed_on date check (closed_on >= opened_on),
        version integer not null default 1,
        unique (id, level),
        check ((latitude is null) = (longitude is null)),
        check (level <> 'CENTER' or center_id is null),
        constraint service_station_center foreign key (center_id, center_level) references service_station (id, level)
      );
      create index service_station_path on service_station (path, id);
      create index service_station_of_center on service_station (center_id) where center_id is not null;
      call make_noun('service_station');

      create table station_inspection (
        id uuid primary key default uuidv7(),
        station_id uuid not null references service_station (id),
        inspected_on date not null,
        inspector_id uuid not null references account (id),
        organization_id uuid not null references organization (id),
        office boolean not null,
        equipment boolean not null,
        rules boolean not null,
        staff boolean not null,
        operation boolean not null,
        evidence text[] not null check (cardinality(evidence) = 5 and array_position(evidence, null) is null),
        version integer not null default 1,
        check ((not office or evidence[1] <> '') and (not equipment or evidence[2] <> '') and (not rules or evidence[3] <> '')
          and (not staff or evidence[4] <> '') and (not operation or evidence[5] <> ''))
      );
      create index station_inspection_newest on station_inspection (station_id, inspected_on desc, id desc);
      call make_noun('station_inspection');
    `);
  }
}
