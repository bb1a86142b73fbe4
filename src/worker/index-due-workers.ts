import { setImmediate as nextTurn } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Operation, Row } from '#kernel/operation.js';
import { learnToRead } from './name-readings.js';
import { tokenRows, type TokenRows, toIndex, uuids, writeTokens } from './index-workers.js';

/** At most this many people in one tick, a second or two of work: a million who were here before take some three hours. */
const MOST_AT_ONCE = 5_000;
/** So many are written by one statement. */
const A_PIECE = 500;
/** After so many the event loop has a turn: each person is some fifteen prints. */
const A_TURN = 50;

/**
 * The clock: people whose tokens are not those of their row any more, because they were here before there were
 * tokens or because a verb did not make them, are indexed. Resumable, because each tick takes who is left. Who cannot
 * be opened is set aside until written anew. Answers how many were indexed.
 */
export async function indexDueWorkers(op: Operation): Promise<number> {
  op.must('clock.indexWorkers');
  const due = await op.run(sql`
    select w.id, w.service_region, w.origin, w.hukou, i.name_enc, i.id_number_enc, i.phone_enc
    from worker_to_index d join worker w on w.id = d.worker_id join worker_identity i on i.worker_id = d.worker_id
    where not d.unreadable order by d.worker_id limit ${MOST_AT_ONCE} for update of d skip locked`);
  if (due.length > 0) await learnToRead();
  let indexed = 0;
  for (let at = 0; at < due.length; at += A_PIECE)
    indexed += await indexPiece(op, due.slice(at, at + A_PIECE));
  return indexed;
}

async function indexPiece(op: Operation, piece: readonly Row[]): Promise<number> {
  const rows: TokenRows[] = [];
  const indexed: string[] = [];
  const unreadable: string[] = [];
  for (const [at, row] of piece.entries()) {
    const person = toIndex(op.vault, row);
    if (person) rows.push(...tokenRows(op.vault, op.regions, person));
    (person ? indexed : unreadable).push(String(row['id']));
    if (at % A_TURN === A_TURN - 1) await nextTurn();
  }
  if (indexed.length > 0) await writeTokens(op, indexed, rows);
  if (unreadable.length > 0)
    await op.run(
      sql`update worker_to_index set unreadable = true where worker_id = any(${uuids(unreadable)}::uuid[])`,
    );
  return indexed.length;
}
