import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { badInput, conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findImport } from './find-import.js';
import type { ImportRun } from './import-run.entity.js';
import { bytesOfPiece, piecesOf } from './piece-ledger.rules.js';
import { sealOf } from './piece-seal.js';

/** A piece as it arrived. */
export interface Piece {
  /** Global id of the run. */
  readonly run: string;
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
  /** SHA-256 of these bytes as the sender says it. */
  readonly digest: Buffer;
}

/**
 * Takes a piece of a file, in any order; with the last one that was missing the file is there (RECEIVING → RECEIVED).
 * The same piece again is fine, at any time while the file is kept. BAD_USER_INPUT: PIECE_UNKNOWN,
 * PIECE_SIZE, PIECE_DAMAGED; CONFLICT: PIECE_DIFFERS from what came under its number before, IMPORT_STEP_NOT_ALLOWED.
 */
export async function keepPiece(op: Operation, piece: Piece): Promise<ImportRun> {
  op.must('import.upload');
  const run = await findImport(op, piece.run, 'run');
  mustBePiece(run, piece);
  const print = op.vault.fingerprint(piece.digest.toString('hex'));
  const [known] = await op.run(
    sql`select print from import_piece where run_id = ${run.id}::uuid and part = 'FILE' and number = ${piece.number}`,
  );
  if (known) {
    if (print.equals(known['print'] as Buffer)) return run;
    throw differs();
  }
  if (run.state !== 'RECEIVING') run.refusePieces('run');
  const sealed = sealOf(op.vault, run).seal(`FILE ${piece.number}`, piece.bytes);
  await op.run(sql`insert into import_piece (run_id, part, number, print, sealed)
    values (${run.id}::uuid, 'FILE', ${piece.number}, ${print}, ${sealed})`);
  const [here] = await op.run(
    sql`select count(*)::int as n from import_piece where run_id = ${run.id}::uuid and part = 'FILE'`,
  );
  if (Number(here?.['n']) === piecesOf(run)) run.moveTo('RECEIVED', op.now);
  return run;
}

function mustBePiece(run: ImportRun, { number, bytes, digest }: Piece): void {
  const size = bytesOfPiece(run, number);
  if (size === undefined)
    throw badInput(
      'number',
      'PIECE_UNKNOWN',
      {
        zh: `该文件的分片编号为 1 至 ${piecesOf(run)}。`,
        en: `The pieces of this file are numbered from 1 to ${piecesOf(run)}.`,
      },
      { limit: piecesOf(run) },
    );
  if (bytes.length !== size)
    throw badInput(
      'body',
      'PIECE_SIZE',
      {
        zh: `第 ${number} 片应为 ${size} 字节，实收 ${bytes.length} 字节，请重新发送。`,
        en: `Piece ${number} has ${size} bytes, and ${bytes.length} came. Send it again.`,
      },
      { limit: size },
    );
  if (!createHash('sha256').update(bytes).digest().equals(digest))
    throw badInput('content-digest', 'PIECE_DAMAGED', {
      zh: '收到的内容与 Content-Digest 不一致（可能传输中损坏），请重新发送这一片。',
      en: 'What came is not what Content-Digest says, damaged on its way perhaps. Send this piece again.',
    });
}

function differs() {
  return conflict(
    'PIECE_DIFFERS',
    {
      zh: '这个编号的分片此前已收到，内容不同。同一次导入的文件不能更换；要导入另一份文件，请新建导入。',
      en: 'Another content came under this number before. A file does not change while it is sent: open another import for another file.',
    },
    { field: 'number' },
  );
}
