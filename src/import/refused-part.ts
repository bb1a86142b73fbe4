import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { readSheet } from '#sheet/read-sheet.js';
import { RefusedRows } from '#sheet/refused-workbook.js';
import { isWorkerHeading } from '#sheet/worker-columns.js';
import { addPiece } from './keep-piece.js';
import type { PieceSeal } from './piece-seal.js';

/** Of the workbook, written down in pieces of this size (bytes). */
const PIECE = 256 * 1024;
/** Refusals that are read at once. */
const AT_ONCE = 2_000;

/**
 * Makes the workbook of a run's refused rows from its file and its refusals, and keeps it, sealed, with the run. Answers
 * whether there is one. `inside` is a transaction of the system.
 */
export async function keepRefusedRows(
  inside: Operation,
  runId: string,
  seal: PieceSeal,
  again: () => Readable,
): Promise<boolean> {
  await inside.run(sql`delete from import_piece where run_id = ${runId}::uuid and part = 'REFUSED'`);
  const refused = await readRefusals(inside, runId);
  if (refused.size === 0) return false;
  const workbook = await refused.workbook(readSheet(again(), { isHeading: isWorkerHeading }));
  if (!workbook) return false;
  let number = 0;
  const keep = async (bytes: Buffer): Promise<void> => {
    number += 1;
    const print = inside.vault.fingerprint(createHash('sha256').update(bytes).digest('hex'));
    const sealed = seal.seal(`REFUSED ${number}`, bytes);
    await addPiece(inside, runId, { part: 'REFUSED', number, print, sealed });
  };
  let rest = Buffer.alloc(0);
  for await (const chunk of workbook) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (; rest.length >= PIECE; rest = rest.subarray(PIECE)) await keep(rest.subarray(0, PIECE));
  }
  if (rest.length > 0) await keep(rest);
  return true;
}

async function readRefusals(inside: Operation, runId: string): Promise<RefusedRows> {
  const refused = new RefusedRows();
  for (let after = '0'; ; ) {
    const rows = await inside.run(sql`select number::text as number, sheet, row, cell, heading, reason, zh, en
      from import_refusal where run_id = ${runId}::uuid and number > ${after}::bigint order by number limit ${AT_ONCE}`);
    for (const { number, sheet, row, cell, heading, reason, zh, en } of rows) {
      refused.add({
        sheet: String(sheet),
        row: Number(row),
        cell: String(cell),
        column: String(heading),
        reason: String(reason),
        text: { zh: String(zh), en: String(en) },
      });
      after = String(number);
    }
    if (rows.length < AT_ONCE) return refused;
  }
}
