import type { Operation } from '#kernel/operation.js';
import { refused } from '#kernel/reading.js';
import { meetMany } from '#worker/look-ups.js';
import type { SourceFile } from '#worker/record-sources.js';
import { bringWorkers, type ChangedWorker } from './bring-workers.js';
import type { Remark } from './cell-remark.js';
import { findKnownWorkers } from './find-known-workers.js';
import { refusalOf } from './import-request.js';
import type { RowRefusal } from './import-summary.js';
import type { PlannedWorker } from './planned-worker.js';
import { differencesOf } from './worker-differences.js';
import type { WorkerImportRequest } from './worker-import-request.js';
import { type BatchOutcome, NOTHING_DONE, type WorkerImportTally } from './worker-import-summary.js';

/** One import while it runs. */
export interface WorkerImportRun {
  readonly request: WorkerImportRequest;
  readonly tally: WorkerImportTally;
  readonly file: SourceFile;
}

const ELSEWHERE = refused(
  'WORKER_ALREADY_REGISTERED',
  '该公民身份号码已由其他县登记，请线下核实。',
  'This ID number is registered by another county; settle it with them.',
);
const UNTOLD = refused(
  'LOOK_UPS_SPENT',
  '本小时可核对的人员次数已用完，该行未导入；请在一小时后重新发送被拒收的行。',
  'This hour’s look-ups of persons are spent, so this row was not brought; send the refused rows again in an hour.',
);

/** How a batch is brought: in a transaction, which answers what became of its rows or throws what a row met. */
type Bring = (op: Operation, batch: readonly PlannedWorker[], run: WorkerImportRun) => Promise<BatchOutcome>;

/** Brings a batch in one transaction; where a row spoils it, in halves, so that only that one is refused. */
export function bringBatch(
  op: Operation,
  batch: readonly PlannedWorker[],
  run: WorkerImportRun,
): Promise<void> {
  return inHalves(op, batch, run, written);
}

/** As `bringBatch`, and takes back what it wrote: it finds the rows that nothing but the verbs themselves refuse. */
export function rehearseBatch(
  op: Operation,
  batch: readonly PlannedWorker[],
  run: WorkerImportRun,
): Promise<void> {
  return inHalves(op, batch, run, rehearsed);
}

async function inHalves(
  op: Operation,
  batch: readonly PlannedWorker[],
  run: WorkerImportRun,
  bring: Bring,
  isAgain = false,
): Promise<void> {
  const lawful = await refuseUnlawful(op, batch, run);
  if (lawful.length === 0) return;
  try {
    run.tally.countOutcome(await bring(op, lawful, run));
  } catch (cause) {
    const refusal = refusalOf(cause);
    if (lawful.length > 1) {
      const middle = Math.ceil(lawful.length / 2);
      await inHalves(op, lawful.slice(0, middle), run, bring);
      await inHalves(op, lawful.slice(middle), run, bring);
    } else if (isAgain) for (const planned of lawful) await refuseRow(run, [onNumber(planned, refusal)]);
    // Somebody else wrote the same person meanwhile: the second look finds that.
    else await inHalves(op, lawful, run, bring, true);
  }
}

const written: Bring = (op, batch, run) =>
  op.transact('sheet.importWorkers', async (inside) => {
    const dealt = await dealWith(inside, batch, run.file);
    await tellBrought(inside, run, dealt, batch.at(-1));
    return dealt;
  });

const rehearsed: Bring = async (op, batch, run) => {
  let dealt = NOTHING_DONE;
  const takenBack = new Error('taken back');
  await op
    .transact('sheet.importWorkers', async (inside) => {
      dealt = await dealWith(inside, batch, run.file);
      throw takenBack;
    })
    .catch((cause: unknown) => {
      if (cause !== takenBack) throw cause;
    });
  return dealt;
};

/** Says, within the transaction that wrote them, up to which row everything has been dealt with. */
export async function tellBrought(
  inside: Operation,
  { request }: Pick<WorkerImportRun, 'request'>,
  outcome: BatchOutcome,
  last: PlannedWorker | undefined,
): Promise<void> {
  if (last) await request.onBrought?.(inside, outcome, { sheet: last.sheet, row: last.row });
}

/**
 * Compares a batch with the registry, and with a file also brings what is new and what is otherwise. Inside a
 * transaction.
 */
export async function dealWith(
  op: Operation,
  batch: readonly PlannedWorker[],
  file?: SourceFile,
): Promise<BatchOutcome> {
  const prints = batch.map((planned) => op.vault.fingerprint(planned.idNumber).toString('hex'));
  const known = await findKnownWorkers(op, prints);
  const fresh: PlannedWorker[] = [];
  const changed: ChangedWorker[] = [];
  for (const [i, planned] of batch.entries()) {
    const here = known.get(prints[i] ?? '');
    if (!here) {
      fresh.push(planned);
      continue;
    }
    const differences = differencesOf(op.vault, planned, here);
    if (!differences.isEqual) changed.push({ planned, workerId: here.id, differences });
  }
  if (file && fresh.length + changed.length > 0) await bringWorkers(op, fresh, changed, file);
  return {
    created: fresh.length,
    corrected: changed.length,
    unchanged: batch.length - fresh.length - changed.length,
    renamed: changed.filter(({ differences }) => differences.correction.name != null).length,
  };
}

/** Refuses the rows of a batch that only the registry can speak against; answers the others. */
export async function refuseUnlawful(
  op: Operation,
  batch: readonly PlannedWorker[],
  run: WorkerImportRun,
): Promise<PlannedWorker[]> {
  const met = await meetMany(
    op,
    batch.map((planned) => op.vault.fingerprint(planned.idNumber)),
  );
  const lawful: PlannedWorker[] = [];
  for (const [i, planned] of batch.entries()) {
    if (met[i] === 'ELSEWHERE') await refuseRow(run, [onNumber(planned, ELSEWHERE)]);
    else if (met[i] === 'UNTOLD') await refuseRow(run, [onNumber(planned, UNTOLD)]);
    else if (met[i] === 'NEW' && planned.lacking.length > 0) await refuseRow(run, planned.lacking);
    else lawful.push(planned);
  }
  return lawful;
}

function onNumber({ numberCell }: PlannedWorker, { reason, text }: Remark): RowRefusal {
  return { ...numberCell, reason, text };
}

/** Counts and tells why one row was refused: all its faults. */
export async function refuseRow(
  { request, tally }: Pick<WorkerImportRun, 'request' | 'tally'>,
  refusals: readonly RowRefusal[],
): Promise<void> {
  tally.countRefused(refusals);
  for (const refusal of refusals) await request.onRefusal?.(refusal);
}
