import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { erased, type PieceSeal } from './piece-seal.js';

/** What is kept of a run in pieces: the file as it came, and the workbook of its refused rows. */
export type ImportPart = 'FILE' | 'REFUSED';

/** Opens the pieces of a part one after the other, in flat memory. CONFLICT/IMPORT_ERASED when there is none. */
export async function* openPieces(
  operation: () => Operation,
  runId: string,
  part: ImportPart,
  seal: PieceSeal,
): AsyncGenerator<Buffer, void, void> {
  for (let number = 1; ; number += 1) {
    const { rows } = await operation().read(
      sql`select encode(sealed, 'base64') as sealed from import_piece where run_id = ${runId}::uuid and part = ${part} and number = ${number}`,
    );
    const sealed = rows[0]?.[0]?.['sealed'];
    if (sealed != null) yield seal.open(`${part} ${number}`, Buffer.from(String(sealed), 'base64'));
    else if (number === 1) throw erased();
    else return;
  }
}

/** The same as a stream. */
export function pieceStream(...what: Parameters<typeof openPieces>): Readable {
  return Readable.from(openPieces(...what));
}

/** SHA-256 of everything that came, in 64 hexadecimal digits. */
export async function sha256OfPieces(...what: Parameters<typeof openPieces>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of openPieces(...what)) hash.update(piece);
  return hash.digest('hex');
}
