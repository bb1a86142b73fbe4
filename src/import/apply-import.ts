import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findImport } from './find-import.js';
import type { ImportMode, ImportRun } from './import-run.entity.js';
import { mustBring } from './must-bring.js';

/**
 * Has a judged file written (JUDGED → APPLYING), with the rights of whoever asks for it. The system does it, and goes on
 * where it was when a server ends. CONFLICT: IMPORT_HAS_REFUSALS when all or nothing is asked for and rows were
 * refused, IMPORT_STEP_NOT_ALLOWED.
 */
export async function applyImport(op: Operation, input: { id: string; mode: string }): Promise<ImportRun> {
  op.must('import.apply');
  const run = await findImport(op, input.id);
  mustBring(op, run.kind);
  run.moveTo('APPLYING', op.now);
  if (input.mode === 'ALL_OR_NOTHING' && run.refused > 0)
    throw conflict(
      'IMPORT_HAS_REFUSALS',
      {
        zh: `有 ${run.refused} 行被拒收，不能整份写入：请改正后重新上传，或选择逐行写入。`,
        en: `${run.refused} rows are refused, so that the whole cannot be applied: mend the file and send it again, or apply it row by row.`,
      },
      { field: 'input.mode', limit: 0 },
    );
  run.mode = input.mode as ImportMode;
  run.appliedBy = op.viewer.accountId;
  run.fault = null;
  run.reachedSheet = run.reachedRow = null;
  return run;
}
