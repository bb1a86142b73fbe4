import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { OwnHeadings } from '#sheet/heading-book.js';
import { readSheet } from '#sheet/read-sheet.js';
import { RefusedRows } from '#sheet/refused-workbook.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import type { PieceSeal } from './piece-seal.js';

/** Of the workbook, written down in pieces of this size (bytes). */
const PIECE = 256 * 1024;
/** Refusals that are read at once. */
const AT_ONCE = 2_000;

/** What it takes to write the workbook down. */
export interface RefusedPart {
  readonly runId: string;
  readonly kind: SheetKindName;
  readonly own: OwnHeadings;
  readonly seal: PieceSeal;
  /** The file once more. */
  readonly file: () => Readable;
  /** A fresh operation of the system. */
  readonly system: () => Operation;
  /** A transaction of the system: each piece is one, because a long list takes longer than any may last. */
  readonly write: (work: (op: Operation) => Promise<void>) => Promise<void>;
}

/**
 * Makes the workbook of a run's refused rows from its file and its refusals, and keeps it, sealed, with the run. Answers
 * whether there is one. Nothing is kept of a run that was cancelled meanwhile.
 */
export async function keepRefusedRows(part: RefusedPart): Promise<boolean> {
  const { runId, kind, own, file, system, write } = part;
  await write(async (op) => {
    await op.run(sql`delete from import_piece where run_id = ${runId}::uuid and part = 'REFUSED'`);
  });
  const refused = await readRefusals(system, runId);
  if (refused.size === 0) return false;
  const isHeading = (headings: readonly string[]) => SHEET_KINDS[kind].isHeading(headings, own);
  const workbook = await refused.workbook(readSheet(file(), { isHeading }));
  if (!workbook) return false;
  let number = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of workbook) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (; rest.length >= PIECE; rest = rest.subarray(PIECE))
      await keepOne(part, (number += 1), rest.subarray(0, PIECE));
  }
  if (rest.length > 0) await keepOne(part, number + 1, rest);
  return true;
}

function keepOne({ runId, seal, write }: RefusedPart, number: number, bytes: Buffer): Promise<void> {
  return write(async (op) => {
    const print = op.vault.fingerprint(createHash('sha256').update(bytes).digest('hex'));
    const sealed = seal.seal(`REFUSED ${number}`, bytes);
    await op.run(sql`with run as (
        select id from import_run where id = ${runId}::uuid and state in ('JUDGING', 'APPLYING') for update)
      insert into import_piece (run_id, part, number, print, sealed)
      select id, 'REFUSED', ${number}::integer, ${print}::bytea, ${sealed}::bytea from run`);
  });
}

async function readRefusals(system: () => Operation, runId: string): Promise<RefusedRows> {
  const refused = new RefusedRows();
  for (let after = '0'; ; ) {
    const { rows } =
      await system().read(sql`select number::text as number, sheet, row, cell, heading, reason, zh, en
      from import_refusal where run_id = ${runId}::uuid and number > ${after}::bigint order by number limit ${AT_ONCE}`);
    const found = rows[0] ?? [];
    for (const { number, sheet, row, cell, heading, reason, zh, en } of found) {
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
    if (found.length < AT_ONCE) return refused;
  }
}
