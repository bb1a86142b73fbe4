import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** Entries that one run goes over: a part of a second, and many times what a province writes in a minute. */
const PORTION = 20_000;

/**
 * The clock: what streams need of the journal is forgotten `days` after it was seen; undefined: never. The hour is noted
 * in any case, so that days which are set later count from before. Answers how many entries it went over.
 */
export function forgetJournal(days: number | undefined): (op: Operation) => Promise<number> {
  return async (op) => {
    op.must('clock.forgetJournal');
    const [row] = await op.run(sql`select forget_journal(${days ?? null}::integer, ${PORTION}) as met`);
    return Number(row?.['met']);
  };
}
