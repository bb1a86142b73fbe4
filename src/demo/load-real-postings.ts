import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { systemViewer, type Viewer } from '#access/viewer.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { cityOf } from '#sheet/city-of.js';
import { importPostings } from '#sheet/import-postings.js';
import type { ImportRequest } from '#sheet/import-request.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import type { DemoWorld } from './demo-world.js';

const FILE = 'postings.csv';

/**
 * Brings every row of the real postings by the import that a station would run, each as the bureau of its own
 * city: the bureau of organizations.csv where it has one, else one that is made for the demo. What cannot be
 * understood is refused with its reason.
 */
export async function loadRealPostings(
  world: DemoWorld,
  op: Operation,
  onProgress: NonNullable<ImportRequest['onProgress']>,
): Promise<ImportSummary> {
  const bureaus = new Map<string, Operation>();
  const summary = await importPostings(op, {
    source: createReadStream(join(world.folder, FILE)),
    fileName: FILE,
    dryRun: false,
    onProgress,
    operationFor(workRegion) {
      const city = cityOf(op, workRegion.code);
      const known = bureaus.get(city.code) ?? world.open(bureauViewer(city));
      bureaus.set(city.code, known);
      return known;
    },
  });
  await nameBureaus(op, bureaus.keys());
  return summary;
}

/** The demo's loader in the role, and with the rights, of a city's bureau; its author in the journal is the system. */
function bureauViewer(city: RegionFact): Viewer {
  return {
    ...systemViewer('demo'),
    role: 'STATION_LIAISON',
    organizationName: `${city.name}人力资源和社会保障局`,
    regionCode: city.code,
    path: city.path,
  };
}

/** Every city that posts were brought for has a bureau that answers for them; nobody signs in there. */
async function nameBureaus(op: Operation, codes: Iterable<string>): Promise<void> {
  const cities = [...codes].map((code) => op.regions.must(code, 'regionCode'));
  const facts = cities.map(({ code, name, path }) => ({
    id: uuidv7(op.now.getTime()),
    key: `demo:bureau:${code}`,
    name: `${name}人力资源和社会保障局（演示）`,
    code,
    path,
  }));
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
