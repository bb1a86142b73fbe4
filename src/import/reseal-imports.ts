import type { Operation } from '#kernel/operation.js';
import { ImportRun } from './import-run.entity.js';

/**
 * Seals the key of every run that still holds something anew under the current key of the vault; what was sealed by it
 * stays as it is. Answers of how many.
 */
export async function resealImports(op: Operation): Promise<number> {
  op.must('keys.rotate');
  const found = await op.em.find(ImportRun, { keyEnc: { $ne: null } });
  for (const run of found) if (run.keyEnc != null) run.keyEnc = op.vault.seal(op.vault.open(run.keyEnc));
  await op.em.flush();
  return found.length;
}
