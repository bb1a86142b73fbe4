import sql, { type Sql } from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { pathOf } from '#kernel/region-code.js';
import { cellOf, type DemoFile, type FileRow, flagOf, readDemoFile } from './demo-files.js';

/** Everybody and every place of the demo, in the order in which they lean on each other. Rows that are there stay. */
const STEPS: readonly { readonly files: readonly DemoFile[]; readonly write: (rows: FileRow[]) => Sql[] }[] =
  [
    { files: ['regions', 'region_groups'], write: regions },
    { files: ['organizations', 'invented-employers'], write: organizations },
    { files: ['accounts'], write: accounts },
    { files: ['pairings'], write: pairings },
  ];

/**
 * Loads regions, organizations, accounts and pairings from the files, and answers how many there are of all of them.
 * `op` is the system's, in a transaction.
 */
export async function loadParties(op: Operation, folder: string): Promise<number> {
  let count = 0;
  for (const { files, write } of STEPS) {
    const rows = files.flatMap((file) => readDemoFile(folder, file));
    for (const statement of write(rows)) await op.run(statement);
    count += rows.length;
  }
  return count;
}

/** A group of regions has no place in the tree: its code is its path, and a wish for it bears that. */
function regions(rows: FileRow[]): Sql[] {
  const facts = rows.map((row) => ({
    code: row['code'],
    name: row['name'],
    level: row['level'] ?? 'REGION_GROUP',
    parent: cellOf(row, 'parent_code'),
    path: pathOf(row['code'] ?? '') ?? row['code'],
    members: cellOf(row, 'member_codes')?.split(';') ?? [],
    from: cellOf(row, 'valid_from'),
    to: cellOf(row, 'valid_to'),
    successor: cellOf(row, 'successor_code'),
  }));
  return [
    sql`insert into region (code, name, level, parent_code, path, members, valid_from, valid_to, successor_code)
      select code, name, level, parent, path, members, "from", "to", successor
      from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as r (code text, name text, level text, parent text,
        path text, members text[], "from" date, "to" date, successor text)
      on conflict (code) do nothing`,
  ];
}

const STATION_LEVELS = ['CENTER', 'BRANCH', 'COMMUNITY'];

/** The level of a bureau is that of its region and is not repeated; a station has one of its own. */
function organizations(rows: FileRow[]): Sql[] {
  const facts = rows.map((row) => ({
    key: row['key'],
    type: row['type'],
    name: row['name'],
    region: row['region_code'],
    level: STATION_LEVELS.includes(row['level'] ?? '') ? row['level'] : null,
    side: cellOf(row, 'side'),
    uscc: cellOf(row, 'uscc'),
    parent: cellOf(row, 'parent_key'),
    invented: flagOf(row, 'invented'),
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as o (key text, type text, name text, region text,
    level text, side text, uscc text, parent text, invented boolean)`;
  return [
    sql`insert into organization (key, type, name, region_code, path, uscc, level, side, invented)
      select o.key, o.type, o.name, r.code, r.path, o.uscc, o.level, o.side, o.invented
      from ${given} join region r on r.code = o.region on conflict (key) do nothing`,
    sql`update organization set parent_id = above.id
      from ${given} join organization above on above.key = o.parent
      where organization.key = o.key and organization.parent_id is null`,
    // The licence of a real company was not published: its number says that it is the demo's.
    sql`insert into hr_licence (organization_id, licence_no, scope, valid_from, valid_to)
      select o.id, '演示-' || o.key, '{JOB_INTRODUCTION,GUIDANCE}', business_today() - 365, business_today() + 1460 from organization o
      where o.type = 'HR_COMPANY' and not exists (select from hr_licence l where l.organization_id = o.id)`,
    // Of real stations the articles tell no more than this; centres first, whom the others name.
    ...['CENTER', 'BRANCH', 'COMMUNITY'].map(
      (level) => sql`insert into service_station (organization_id, side, level, center_id, region_code, path)
      select o.id, o.side, o.level, c.id, o.region_code, o.path from organization o
      left join service_station c on c.organization_id = o.parent_id and c.level = 'CENTER' and o.level <> 'CENTER'
      where o.type = 'STATION' and o.level = ${level} and o.side is not null
      on conflict on constraint service_station_once do nothing`,
    ),
  ];
}

/** The subject of a demo account's token is its handle. */
function accounts(rows: FileRow[]): Sql[] {
  return [
    sql`insert into account (handle, subject, organization_id, role, name)
      select a.handle, a.handle, o.id, a.role, a.name
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (handle text, organization_key text, role text, name text)
      join organization o on o.key = a.organization_key on conflict (handle) do nothing`,
  ];
}

function pairings(rows: FileRow[]): Sql[] {
  const facts = rows.map((row) => ({ ...row, valid_to: cellOf(row, 'valid_to') }));
  return [
    sql`insert into pairing (origin_code, destination_code, origin, destination, basis, valid_from, valid_to)
      select o.code, d.code, o.path, d.path, p.basis, p.valid_from, p.valid_to
      from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as p (origin_code text, destination_code text, basis text,
        valid_from date, valid_to date)
      join region o on o.code = p.origin_code join region d on d.code = p.destination_code on conflict do nothing`,
  ];
}
