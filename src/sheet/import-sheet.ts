import type { Operation } from '#kernel/operation.js';
import { bringBatch, rehearseBatch, type SheetImport, sift, tellBrought } from './bring-batch.js';
import { type ImportRequest, refusalOf } from './import-request.js';
import type { ImportSummary } from './import-summary.js';
import { ImportTally } from './import-tally.js';
import type { ImportedRows, PlannedRow } from './imported-rows.js';
import { inTurns } from './in-turns.js';
import { marked } from './marked-file.js';
import { readRows } from './read-rows.js';
import { Spool } from './spool.js';

/**
 * Imports a list of any kind: what its rows say is brought by the verbs that a person would use, under the rights of
 * the importing viewer; every other row is refused with its reasons. The file is read to its end first, so that one
 * that cannot be read changes nothing. The same file twice changes nothing the second time, and one that was cut
 * short goes on where it stopped. The source is closed in every case. `op` stands outside any transaction.
 * Thrown is what is wrong with the file: what `readSheet` and the kind's reader throw.
 */
export async function importSheet<Planned extends PlannedRow>(
  op: Operation,
  request: ImportRequest,
  rows: ImportedRows<Planned>,
): Promise<ImportSummary> {
  const tally = new ImportTally();
  // It lies on the disk of the server for a while, and it may be people.
  const spool = await Spool.open<Planned>(op.vault);
  try {
    const { flow, sha256 } = marked(request.source);
    const understood = await readRows(op, rows, flow, request, { tally, spool });
    const file = { sha256: sha256(), name: request.fileName.slice(0, 255) };
    const batches = (step: 'JUDGE' | 'WRITE') => inBatches(spool, understood, rows.batch, request, step);
    const outcome = await OUTCOMES[request.mode](op, { rows, request, tally, file }, batches);
    return tally.summary(request.fileName, outcome);
  } finally {
    await spool.close();
    request.source.destroy();
  }
}

type Batches<Planned> = (step: 'JUDGE' | 'WRITE') => AsyncIterable<readonly Planned[]>;
type Ends = <Planned extends PlannedRow>(
  op: Operation,
  run: SheetImport<Planned>,
  batches: Batches<Planned>,
) => Promise<ImportSummary['outcome']>;

const OUTCOMES: Readonly<Record<ImportRequest['mode'], Ends>> = {
  async DRY_RUN(op, run, batches) {
    await judge(op, run, batches('JUDGE'));
    return 'JUDGED';
  },
  async ROW_BY_ROW(op, run, batches) {
    // Who goes on behind a row must know that everything before it is brought.
    const atOnce = run.request.onBrought ? 1 : run.rows.atOnce;
    await inTurns(batches('WRITE'), atOnce, (batch) => bringBatch(op, batch, run));
    return 'APPLIED';
  },
  async ALL_OR_NOTHING(op, run, batches) {
    await judge(op, run, batches('JUDGE'));
    if (run.tally.refused > 0) return 'REFUSED_WHOLE';
    try {
      await op.transact(run.rows.verb, (inside) => writeWhole(inside, run, batches('WRITE')));
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

async function writeWhole<Planned extends PlannedRow>(
  inside: Operation,
  run: SheetImport<Planned>,
  batches: AsyncIterable<readonly Planned[]>,
): Promise<void> {
  let [created, corrected] = [0, 0];
  let last: Planned | undefined;
  for await (const batch of batches) {
    const outcome = await run.rows.bring(inside, batch, run.file);
    created += outcome.created;
    corrected += outcome.corrected;
    last = batch.at(-1) ?? last;
    // What is written needs no more room in memory.
    inside.em.clear();
  }
  await tellBrought(inside, run, { created, corrected }, last);
}

async function judge<Planned extends PlannedRow>(
  op: Operation,
  run: SheetImport<Planned>,
  batches: AsyncIterable<readonly Planned[]>,
): Promise<void> {
  const { rows, tally } = run;
  for await (const batch of batches) {
    if (!rows.compare) {
      await rehearseBatch(op, batch, run);
      continue;
    }
    const lawful = await sift(op, batch, run);
    const compared = await op.transact(rows.verb, async (inside) => rows.compare?.(inside, lawful));
    if (compared) tally.countOutcome(compared);
  }
}

async function* inBatches<Planned extends PlannedRow>(
  spool: Spool<Planned>,
  total: number,
  size: number,
  { onProgress, after }: ImportRequest,
  step: 'JUDGE' | 'WRITE',
): AsyncGenerator<readonly Planned[], void, void> {
  let done = 0;
  let batch: Planned[] = [];
  let isBehind = after === undefined;
  for await (const planned of spool.values()) {
    done += 1;
    if (isBehind) batch.push(planned);
    else isBehind = planned.sheet === after?.sheet && planned.row === after.row;
    if (batch.length < size && (done < total || batch.length === 0)) continue;
    yield batch;
    onProgress?.({ step, done, total });
    batch = [];
  }
}
