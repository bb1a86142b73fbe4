import type { Operation } from '#kernel/operation.js';
import { refused } from '#kernel/reading.js';
import { meetMany } from '#worker/look-ups.js';
import type { SourceFile } from '#worker/record-sources.js';
import { type BatchOutcome, NOTHING_DONE } from './batch-outcome.js';
import { bringWorkers, type ChangedWorker } from './bring-workers.js';
import type { Remark } from './cell-remark.js';
import { findKnownWorkers } from './find-known-workers.js';
import type { RowRefusal } from './import-summary.js';
import type { ImportedRows } from './imported-rows.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { readWorkers } from './read-workers.js';
import { isWorkerHeading, WORKER_COLUMNS } from './worker-columns.js';
import { differencesOf } from './worker-differences.js';

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
const RENAMED = refused(
  'NAME_CORRECTED',
  '该身份证号已登记在另一姓名下，姓名按表格更正，请确认不是两个人。',
  'The number was registered under another name, which was corrected; make sure that it is one person.',
);

/** The rows of a list of workers, and how they are brought into the registry of the county of these places. */
export function workerRows(own: OwnPlaces): ImportedRows<PlannedWorker> {
  return {
    verb: 'sheet.importWorkers',
    batch: 500,
    // While the database writes one batch, the rows of the other are sealed.
    atOnce: 2,
    columns: WORKER_COLUMNS,
    isHeading: isWorkerHeading,
    reader: (op, tally, headings) => readWorkers(op, own, tally, headings),
    sift: refuseUnlawful,
    compare: (op, batch) => dealWith(op, batch),
    bring: dealWith,
  };
}

/** Compares a batch with the registry, and with a file also brings what is new and what is otherwise. */
async function dealWith(
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
    ...NOTHING_DONE,
    created: fresh.length,
    corrected: changed.length,
    unchanged: batch.length - fresh.length - changed.length,
    notes: changed.filter(({ differences }) => differences.correction.name != null).map(() => [RENAMED]),
  };
}

async function refuseUnlawful(
  op: Operation,
  batch: readonly PlannedWorker[],
  refuse: (refusals: readonly RowRefusal[]) => Promise<void>,
): Promise<PlannedWorker[]> {
  const met = await meetMany(
    op,
    batch.map((planned) => op.vault.fingerprint(planned.idNumber)),
  );
  const lawful: PlannedWorker[] = [];
  for (const [i, planned] of batch.entries()) {
    if (met[i] === 'ELSEWHERE') await refuse([onNumber(planned, ELSEWHERE)]);
    else if (met[i] === 'UNTOLD') await refuse([onNumber(planned, UNTOLD)]);
    else if (met[i] === 'NEW' && planned.lacking.length > 0) await refuse(planned.lacking);
    else lawful.push(planned);
  }
  return lawful;
}

function onNumber({ keyCell }: PlannedWorker, { reason, text }: Remark): RowRefusal {
  return { ...keyCell, reason, text };
}
