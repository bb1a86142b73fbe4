import { systemViewer } from '#access/viewer.js';
import type { Message } from '#kernel/error.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { readDemoFile } from './demo-files.js';
import type { DemoWorld } from './demo-world.js';
import { loadInventedPostings } from './load-invented-postings.js';
import { loadParties } from './load-parties.js';
import { loadRealPostings } from './load-real-postings.js';
import { loadWorkers } from './load-workers.js';

const STAGES = {
  parties: { zh: '区划、机构、账号和结对关系', en: 'regions, organizations, accounts, pairings' },
  invented: { zh: '虚构岗位', en: 'invented postings' },
  real: { zh: '真实岗位（逐行导入）', en: 'real postings, row by row' },
  workers: { zh: '虚构劳动者', en: 'invented workers' },
} as const satisfies Record<string, Message>;

/** Invented postings of one transaction. */
const BATCH = 200;

/**
 * Loads the demo world into a migrated database that is empty or holds part of it: regions, organizations,
 * accounts and pairings of demo/, invented employers and postings, every real posting by the import of a
 * station, and invented people. Everything is known by a key of its own, so an interrupted load is finished by
 * doing it again. Answers what the import of the real postings said.
 * @param day YYYY-MM-DD on which the load was first begun: who the invented people are follows from it
 */
export async function loadDemo(world: DemoWorld, day: string): Promise<ImportSummary> {
  const op = world.open(systemViewer('demo'));
  const tell = (stage: Message, total: number) => (done: number) => world.progress({ stage, done, total });

  tell(STAGES.parties, 0)(0);
  const parties = await op.transact('demo.load', (inside) => loadParties(inside, world.folder));
  await world.reloadRegions();
  tell(STAGES.parties, parties)(parties);

  const rows = readDemoFile(world.folder, 'invented-postings');
  const invented = tell(STAGES.invented, rows.length);
  invented(0);
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH);
    await op.transact('demo.load', (inside) => loadInventedPostings(inside, batch));
    invented(at + batch.length);
  }

  world.progress({ stage: STAGES.real, done: 0, total: 1 });
  const summary = await loadRealPostings(world, op, ({ step, done, total }) => {
    if (step === 'WRITE' && total !== null) tell(STAGES.real, total)(done);
  });

  const workers = tell(STAGES.workers, world.workers);
  workers(0);
  await loadWorkers(op, world.workers, day, workers);
  return summary;
}
