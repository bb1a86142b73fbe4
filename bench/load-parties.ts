import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';

/** The county whose bureau asks in every measure: 黎平县. */
export const COUNTY = '522631';
/** The city whose postings it asks for, and whose station opens new ones: 佛山市. */
export const CITY = '440600';
/** The path of that city. */
export const CITY_PATH = '4406';
/** Handle and token subject of the bench's two accounts. */
export const COUNTY_ACCOUNT = 'county@bench';
export const STATION_ACCOUNT = 'station@bench';
/** Invented employers, spread over the cities like the postings. */
export const EMPLOYERS = 5_000;

/** Cities of work, each as often as it stands here: the paired ones, Foshan with its districts before all. */
// biome-ignore format: a list of codes
export const CITIES = [
  '440600', '440604', '440605', '440606', '330100', '330109', '441900', '441900', '440300', '440300',
  '440100', '330400', '370100', '370100', '320400', '320411', '310117', '331081', '520100', '320583',
];

/** Who may ask and where: regions and pairings of the demo files, two bureaus with an account each, employers. */
export async function loadParties(client: pg.Client): Promise<void> {
  await client.query(
    `insert into region (code, name, level, parent_code, path, valid_from, valid_to, successor_code)
     select code, name, level, nullif(parent_code, ''), case when length(code) = 6 then regexp_replace(code, '(00)+$', '') else code end,
       nullif(valid_from, '')::date, nullif(valid_to, '')::date, nullif(successor_code, '')
     from json_to_recordset($1) as r (code text, name text, level text, parent_code text, valid_from text, valid_to text, successor_code text)`,
    [demoFile('regions')],
  );
  await client.query(
    `insert into region (code, name, level, path, members)
     select code, name, 'REGION_GROUP', code, string_to_array(member_codes, ';')
     from json_to_recordset($1) as r (code text, name text, member_codes text)`,
    [demoFile('region_groups')],
  );
  await client.query(
    `insert into pairing (origin_code, destination_code, origin, destination, basis, valid_from, valid_to)
     select q.origin_code, q.destination_code, o.path, d.path, q.basis, q.valid_from::date, nullif(q.valid_to, '')::date
     from json_to_recordset($1) as q (origin_code text, destination_code text, basis text, valid_from text, valid_to text)
     join region o on o.code = q.origin_code join region d on d.code = q.destination_code`,
    [demoFile('pairings')],
  );
  await client.query(
    `insert into organization (id, type, name, region_code, path, side, invented)
     select pg_temp.key('0001', x.n), x.type, x.name, r.code, r.path, x.side, true
     from (values (1, 'COUNTY_BUREAU', '人社局（虚构）', $1, 'ORIGIN'), (2, 'STATION', '服务站（虚构）', $2, 'DESTINATION')) as x (n, type, name, code, side)
     join region r on r.code = x.code`,
    [COUNTY, CITY],
  );
  await client.query(
    `insert into account (handle, subject, organization_id, role, name)
     values ($1::text, $1, pg_temp.key('0001', 1), 'COUNTY_BUREAU', '虚构'), ($2::text, $2, pg_temp.key('0001', 2), 'STATION_LIAISON', '虚构')`,
    [COUNTY_ACCOUNT, STATION_ACCOUNT],
  );
  await client.query(
    `insert into organization (id, type, name, region_code, path, side, invented)
     select pg_temp.key('0002', n), 'EMPLOYER', r.name || '企业' || n || '（虚构）', r.code, r.path, 'DESTINATION', true
     from generate_series(1, $1::int) n join region r on r.code = ($2::text[])[1 + n % cardinality($2::text[])]`,
    [EMPLOYERS, CITIES],
  );
}

function demoFile(name: string): string {
  const text = readFileSync(new URL(`../demo/${name}.csv`, import.meta.url), 'utf8');
  return JSON.stringify(parse(text, { columns: true, bom: true }));
}
