import type { Operation } from '#kernel/operation.js';
import { eraseAll } from './erase-import.js';
import { findImport } from './find-import.js';
import type { ImportRun } from './import-run.entity.js';

/** An office gives an import up before it is applied (→ CANCELLED); the file is erased at once. */
export async function cancelImport(op: Operation, input: { id: string }): Promise<ImportRun> {
  op.must('import.cancel');
  const run = await findImport(op, input.id);
  run.moveTo('CANCELLED', op.now);
  await op.asSystem(() => eraseAll(op, run));
  return run;
}
