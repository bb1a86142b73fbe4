import type { Operation } from '#kernel/operation.js';
import { findImport } from './find-import.js';
import type { ImportRun } from './import-run.entity.js';
import { mustBring } from './must-bring.js';

/**
 * Has a judged file judged anew without being sent again (JUDGED → RECEIVED): its headings are read as they are mapped now, and
 * its rows compared with what is on record now, with the rights of whoever asks for it. CONFLICT/IMPORT_STEP_NOT_ALLOWED.
 */
export async function judgeImport(op: Operation, input: { id: string }): Promise<ImportRun> {
  op.must('import.judge');
  const run = await findImport(op, input.id);
  mustBring(op, run.kind);
  run.judgeAgain(op.viewer.accountId, op.now);
  return run;
}
