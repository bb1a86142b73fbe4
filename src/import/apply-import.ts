import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { HEADING_FAULTS } from '#sheet/heading-faults.js';
import { findImport } from './find-import.js';
import type { ImportMode, ImportRun } from './import-run.entity.js';
import { mustBring } from './must-bring.js';

/**
 * Has a judged file written (JUDGED → APPLYING), with the rights of whoever asks for it. The system does it, and goes on
 * where it was when a server ends. CONFLICT: IMPORT_HAS_REFUSALS when all or nothing is asked for and rows were
 * refused, IMPORT_HEADINGS_UNCLEAR, IMPORT_STEP_NOT_ALLOWED.
 */
export async function applyImport(op: Operation, input: { id: string; mode: string }): Promise<ImportRun> {
  op.must('import.apply');
  const run = await findImport(op, input.id);
  mustBring(op, run.kind);
  run.moveTo('APPLYING', op.now);
  if (HEADING_FAULTS.includes(run.fault?.reason ?? ''))
    throw conflict('IMPORT_HEADINGS_UNCLEAR', {
      zh: '表头还没有对应好，没有一行可写入：请先用 mapHeading 说明表头，再用 judgeImport 重新核对。',
      en: 'Its headings were not understood, so that there is no row to write: say what they mean by mapHeading, and have it judged anew by judgeImport.',
    });
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
