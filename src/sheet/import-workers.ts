import { forbidden } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import {
  bringBatch,
  dealWith,
  refuseUnlawful,
  rehearseBatch,
  tellBrought,
  type WorkerImportRun,
} from './bring-batch.js';
import { refusalOf } from './import-request.js';
import { inTurns } from './in-turns.js';
import { ownPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { readWorkerSheet } from './read-worker-sheet.js';
import { Spool } from './spool.js';
import type { WorkerImportRequest } from './worker-import-request.js';
import {
  addOutcomes,
  NOTHING_DONE,
  type WorkerImportSummary,
  WorkerImportTally,
} from './worker-import-summary.js';

/** Rows of one transaction: few enough that nobody waits long for their locks. */
const BATCH = 500;
/** Transactions at once: while the database writes one, the rows of the other are sealed. */
const AT_ONCE = 2;

/**
 * Imports a list of the county's people (劳动力台账, a workbook or CSV in UTF-8 or GBK): whoever is new is
 * registered, whoever is known in the county is corrected by what the row says and tagged, under the rights of the
 * importing viewer; every other row is refused with its reasons. The file is read to its end first, so that
 * one that cannot be read changes nothing. The same file twice changes nothing the second time, and one that was
 * cut short goes on where it stopped. The source is closed in every case. `op` stands outside any transaction.
 *
 * Refused row by row: what `readWorkerRow` refuses, DUPLICATE_IN_FILE, NUMBER_SHARED_IN_FILE,
 * WORKER_ALREADY_REGISTERED (by another county: it costs a look-up), LOOK_UPS_SPENT (nothing more is told in this
 * hour of numbers that are not the county's own), and what the verbs of the worker refuse. Thrown: FORBIDDEN when
 * the viewer's role registers nobody; BAD_USER_INPUT for the file: what `readSheet` and `mapWorkerColumns` throw.
 */
export async function importWorkers(
  op: Operation,
  request: WorkerImportRequest,
): Promise<WorkerImportSummary> {
  try {
    for (const action of ['worker.register', 'worker.correct', 'worker.tag'] as const) op.must(action);
    return await readThenBring(op, request);
  } finally {
    request.source.destroy();
  }
}

async function readThenBring(op: Operation, request: WorkerImportRequest): Promise<WorkerImportSummary> {
  const own = ownPlaces(op.regions, op.viewer.path);
  if (!own) throw forbidden('worker.register', ['COUNTY_BUREAU']);
  const tally = new WorkerImportTally();
  // It lies on the disk of the server for a while, and it is people.
  const spool = await Spool.open<PlannedWorker>(op.vault);
  try {
    const { understood, sha256 } = await readWorkerSheet(op, own, request, tally, spool);
    const run = { request, tally, file: { sha256, name: request.fileName.slice(0, 255) } };
    const batches = (step: 'JUDGE' | 'WRITE') => inBatches(spool, understood, request, step);
    const outcome = await OUTCOMES[request.mode](op, run, batches);
    return tally.summary(request.fileName, outcome);
  } finally {
    await spool.close();
  }
}

type Batches = (step: 'JUDGE' | 'WRITE') => AsyncIterable<readonly PlannedWorker[]>;
type Ends = (
  op: Operation,
  run: WorkerImportRun,
  batches: Batches,
) => Promise<WorkerImportSummary['outcome']>;

const OUTCOMES: Readonly<Record<WorkerImportRequest['mode'], Ends>> = {
  async DRY_RUN(op, run, batches) {
    await judge(op, run, batches);
    return 'JUDGED';
  },
  async ROW_BY_ROW(op, run, batches) {
    // Who goes on behind a row must know that everything before it is brought.
    const atOnce = run.request.onBrought ? 1 : AT_ONCE;
    await inTurns(batches('WRITE'), atOnce, (batch) => bringBatch(op, batch, run));
    return 'APPLIED';
  },
  async ALL_OR_NOTHING(op, run, batches) {
    await judge(op, run, batches);
    if (run.tally.refused > 0) return 'REFUSED_WHOLE';
    try {
      await op.transact('sheet.importWorkers', (inside) => writeWhole(inside, run, batches('WRITE')));
      return 'APPLIED';
    } catch (cause) {
      refusalOf(cause);
      // A row met what no comparison shows (its person was merged meanwhile): whoever sent the file is told which.
      run.tally.forgetOutcomes();
      for await (const batch of batches('JUDGE')) await rehearseBatch(op, batch, run);
      if (run.tally.refused === 0) throw cause;
      return 'REFUSED_WHOLE';
    }
  },
};

async function writeWhole(
  inside: Operation,
  run: WorkerImportRun,
  batches: AsyncIterable<readonly PlannedWorker[]>,
): Promise<void> {
  let outcome = NOTHING_DONE;
  let last: PlannedWorker | undefined;
  for await (const batch of batches) {
    outcome = addOutcomes(outcome, await dealWith(inside, batch, run.file));
    last = batch.at(-1) ?? last;
    // What is written needs no more room in memory.
    inside.em.clear();
  }
  await tellBrought(inside, run, outcome, last);
}

async function judge(op: Operation, run: WorkerImportRun, batches: Batches): Promise<void> {
  for await (const batch of batches('JUDGE')) {
    const lawful = await refuseUnlawful(op, batch, run);
    run.tally.countOutcome(await op.transact('sheet.importWorkers', (inside) => dealWith(inside, lawful)));
  }
}

async function* inBatches(
  spool: Spool<PlannedWorker>,
  total: number,
  { onProgress, after }: WorkerImportRequest,
  step: 'JUDGE' | 'WRITE',
): AsyncGenerator<readonly PlannedWorker[], void, void> {
  let done = 0;
  let batch: PlannedWorker[] = [];
  let isBehind = after === undefined;
  for await (const planned of spool.values()) {
    done += 1;
    if (isBehind) batch.push(planned);
    else isBehind = planned.sheet === after?.sheet && planned.row === after.row;
    if (batch.length < BATCH && (done < total || batch.length === 0)) continue;
    yield batch;
    onProgress?.({ step, done, total });
    batch = [];
  }
}
