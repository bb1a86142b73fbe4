import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { ImportRun } from './import-run.entity.js';

/** Erases the file of a run as it came; its refusals stay. As the system. */
export async function eraseFile(op: Operation, runId: string): Promise<void> {
  await op.run(sql`delete from import_piece where run_id = ${runId}::uuid and part = 'FILE'`);
}

/** Erases what was said of the rows: refusals, and the workbook of them. As the system. */
export async function eraseRefusals(op: Operation, runId: string): Promise<void> {
  await op.run(sql`delete from import_piece where run_id = ${runId}::uuid and part = 'REFUSED'`);
  await op.run(sql`delete from import_refusal where run_id = ${runId}::uuid`);
}

/** Erases everything that a run holds of people, and the key with which it was sealed. As the system. */
export async function eraseAll(op: Operation, run: ImportRun): Promise<void> {
  run.keyEnc = null;
  run.hasWorkbook = false;
  await eraseFile(op, run.id);
  await eraseRefusals(op, run.id);
}
