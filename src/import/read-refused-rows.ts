import type { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { pieceStream } from './import-pieces.js';
import { importStake } from './import-run.list.js';
import { sealOf } from './piece-seal.js';

/**
 * The refused rows of a run as a workbook, with the reasons behind, to be mended and sent again. NOT_FOUND when the run
 * is not there or is another organization's, or has no such workbook: nothing was refused, or it was erased.
 */
export async function readRefusedRows(op: Operation, run: string): Promise<Readable> {
  op.must('import.read');
  const id = keyOf('ImportRun', run, 'run');
  const { rows } = await op.read(
    sql`select r.key_enc from import_run r where ${importStake(op)} and r.id = ${id}::uuid and r.has_workbook`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound({ zh: '拒收表', en: 'workbook of refused rows' }, 'run');
  const seal = sealOf(op.vault, { id, keyEnc: row['key_enc'] as string | null });
  return pieceStream(() => op, id, 'REFUSED', seal);
}
