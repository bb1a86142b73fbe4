/** A list of many rows is read by pages: what its rows name is read for a page at once, never row by row. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { askExport, endedExport, FOR } from '../support/exports.js';
import { gauge } from '../support/gauges.js';
import { openWorld, type World } from '../support/world.js';

/** Less than a page, and each names others than the rest. */
const MANY = 150;
/** What the server asks beside, to follow the journal. */
const BESIDE = 60;

let world: World;
let county: Client;
beforeAll(async () => {
  world = await openWorld();
  county = await world.as('county@liping');
  await world.plant(
    `with named as (insert into organization (type, name, region_code, path)
        select 'STATION', '第' || n || '站', '522631', '522631' from generate_series(1, ${MANY}) n returning id, name),
      station as (insert into service_station (organization_id, side, level, region_code, path, warm_heart)
        select id, 'ORIGIN', 'CENTER', '522631', '522631', '{RIGHTS}' from named returning id, organization_id),
      inspection as (insert into station_inspection (station_id, inspected_on, inspector_id, organization_id, office, equipment, rules, staff,
          operation, evidence)
        select s.id, business_today(), a.id, s.organization_id, true, true, true, false, true, '{有,有,有,"",有}'
        from station s, account a where a.handle = 'county@liping'),
      visit as (insert into station_visit (station_id, organization_id, place, visited_on, service, purpose, helper)
        select id, organization_id, '522631', business_today(), 'RIGHTS', '咨询欠薪', '小李' from station),
      licence as (insert into hr_licence (organization_id, licence_no, scope, valid_from, valid_to)
        select id, name, '{JOB_INTRODUCTION}', business_today(), business_today() + 9 from named),
      agreement as (insert into export_agreement (origin, destination, company_id, employer_ids, agreement_no, signed_on, valid_from, valid_to)
        select '522631', '4406', id, array[id], name, business_today(), business_today(), business_today() + 9 from named),
      officer as (insert into officer (name, kind, region_code, origin)
        select '网格' || n, 'GRID_HEAD', '522631', '522631' from generate_series(1, ${MANY}) n returning id)
      insert into assignment (officer_id, region_code, origin, area_key, began_on, ended_on, ended_for)
        select id, '522631', '522631', 'R:522631', business_today(), business_today(), '岗位调整' from officer`,
  );
});
afterAll(() => world?.close());

describe('a list of many', () => {
  test.each<[list: string, filter: object]>([
    ['stations', {}],
    ['station-visits', {}],
    ['licences', {}],
    ['export-agreements', {}],
    ['officers', {}],
    ['assignments', { ended: true }],
  ])('%s is read in far fewer statements than it has rows', async (list, filter) => {
    const before = await gauge(world, 'labor_bridge_sql_statements_total');
    const answer = await askExport(county, `${list}.csv`, { ...FOR, filter: JSON.stringify(filter) });
    await answer.text();
    const { rows } = await endedExport(county, answer.headers.get('x-export-number'));
    expect(rows).toBeGreaterThanOrEqual(MANY);
    expect((await gauge(world, 'labor_bridge_sql_statements_total')) - before).toBeLessThan(BESIDE);
  });
});
