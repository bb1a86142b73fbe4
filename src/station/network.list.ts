import sql from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { type RegionNode, regionOf } from '#party/party.list.js';
import { serves } from './station.list.js';

/** How many bodies of a type stand on a level. */
interface NetworkCount {
  readonly level: string;
  readonly type: string;
  readonly organizations: number;
}

/** How many stations serve on a level, and how many of them comply with the five haves. */
interface StationCount {
  readonly level: string;
  readonly stations: number;
  readonly compliant: number;
}

/** The service network of a region as it stands today; two statements, one snapshot. Bodies and stations are no secret. */
export async function serviceNetwork(
  op: Operation,
  { path }: RegionFact,
): Promise<{ bodies: NetworkCount[]; stations: StationCount[]; position: string }> {
  const { rows, position } = await op.read(
    sql`select r.level, o.type, count(*)::int as organizations from organization o join region r on r.code = o.region_code
      where ${underPath(sql`o.path`, path)} and o.status = 'ACTIVE' and o.type not in ('PLATFORM', 'OBSERVER')
      group by r.level, o.type order by min(length(r.path)), r.level, o.type`,
    sql`select r.level, count(*)::int as stations, count(*) filter (where (
        select i.office and i.equipment and i.rules and i.staff and i.operation from station_inspection i
        where i.station_id = s.id order by i.inspected_on desc, i.id desc limit 1))::int as compliant
      from service_station s join region r on r.code = s.region_code
      where ${underPath(sql`s.path`, path)} and ${serves(op.today)}
      group by r.level order by min(length(r.path)), r.level`,
  );
  const [bodies = [], stations = []] = rows as unknown as [NetworkCount[], StationCount[]];
  return { bodies, stations, position };
}

/** Towns, villages and resettlement sites of a region in which neither a body of theirs nor a station serves, by code. */
export function unservedList(op: Operation, { path }: RegionFact): ListQuery<RegionNode> {
  return {
    name: 'unserved',
    columns: sql`r.code`,
    from: sql`from region r where ${underPath(sql`r.path`, path)} and r.level in ('TOWN', 'VILLAGE', 'RESETTLEMENT_SITE')
      and (r.valid_from is null or r.valid_from <= ${op.today}::date) and (r.valid_to is null or r.valid_to > ${op.today}::date)
      and not exists (select from organization o where o.path = r.path and o.status = 'ACTIVE'
        and o.type in ('TOWNSHIP', 'VILLAGE_COMMITTEE'))
      and not exists (select from service_station s where s.path = r.path and ${serves(op.today)})`,
    keys: [sql`r.code`],
    descending: false,
    node: (row) => regionOf(op, row['code']),
  };
}
