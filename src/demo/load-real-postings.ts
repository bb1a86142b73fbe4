import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { cityOf } from '#party/city-of.js';
import { SHEET_SOURCE } from '#sheet/find-known.js';
import { importPostings } from '#sheet/import-postings.js';
import type { ImportRequest } from '#sheet/import-request.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import type { DemoWorld } from './demo-world.js';

const FILE = 'postings.csv';

/**
 * Brings every row of the real postings by the import that a station would run. What cannot be understood is refused
 * with its reason. `op` is the system's, to which every city is its own.
 */
export async function loadRealPostings(
  world: DemoWorld,
  op: Operation,
  onProgress: NonNullable<ImportRequest['onProgress']>,
): Promise<ImportSummary> {
  const summary = await importPostings(op, {
    source: createReadStream(join(world.folder, FILE)),
    fileName: FILE,
    mode: 'ROW_BY_ROW',
    onProgress,
  });
  await nameBureaus(op);
  return summary;
}

/** Every city that posts were brought for has a bureau that answers for them; nobody signs in there. */
async function nameBureaus(op: Operation): Promise<void> {
  const { rows } = await op.read(
    sql`select distinct work_region from job_posting where external_source = ${SHEET_SOURCE}`,
  );
  const cities = (rows[0] ?? []).map((row) => cityOf(op, String(row['work_region'])));
  const facts = [...new Map(cities.map((city) => [city.code, city])).values()].map(
    ({ code, name, path }) => ({
      id: uuidv7(op.now.getTime()),
      key: `demo:bureau:${code}`,
      name: `${name}人力资源和社会保障局（演示）`,
      code,
      path,
    }),
  );
  await op.transact('demo.load', (inside) =>
    inside.run(
      sql`insert into organization (id, key, type, name, region_code, path, side, invented)
        select b.id, b.key, 'DEST_BUREAU', b.name, b.code, b.path, 'DESTINATION', true
        from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as b (id uuid, key text, name text, code text, path text)
        where not exists (select from organization o where o.type = 'DEST_BUREAU' and o.region_code = b.code)
        on conflict (key) do nothing`,
    ),
  );
}
