import type { Operation } from '#kernel/operation.js';
import { eraseAll } from './erase-import.js';
import { ENDED_STATES, ImportRun } from './import-run.entity.js';

/** A file that is not sent whole, or not applied, is kept for so many hours. */
const IDLE_HOURS = 24;
/** The refusals of a run that has ended are kept for so many hours: a week, in which rows are mended. */
const KEPT_HOURS = 7 * 24;
/** Runs of one tick. */
const PORTION = 200;

/**
 * The clock: a run that was opened a day ago and is not whole, or was judged a day ago, is cancelled, and what it holds of people is erased; of one that
 * has ended, the refusals are erased after a week. What is being worked on is left alone. Answers how many runs.
 */
export async function forgetImports(op: Operation): Promise<number> {
  op.must('clock.forgetImports');
  const hoursAgo = (hours: number) => new Date(op.now.getTime() - hours * 3_600_000);
  const found = await op.em.find(
    ImportRun,
    {
      keyEnc: { $ne: null },
      $or: [
        { state: { $in: ['RECEIVING', 'JUDGED'] }, updatedAt: { $lt: hoursAgo(IDLE_HOURS) } },
        { state: { $in: [...ENDED_STATES] }, updatedAt: { $lt: hoursAgo(KEPT_HOURS) } },
      ],
    },
    { orderBy: { updatedAt: 'asc' }, limit: PORTION },
  );
  for (const run of found) {
    if (!ENDED_STATES.includes(run.state)) {
      run.moveTo('CANCELLED', op.now);
      run.fault = LEFT;
    }
    await eraseAll(op, run);
  }
  return found.length;
}

const LEFT = {
  reason: 'LEFT_FOR_A_DAY',
  zh: '一天之内没有上传完或没有写入，已自动取消，文件已删除。请重新上传。',
  en: 'It was not sent whole or not applied within a day, so that it was cancelled and its file erased. Send the file again.',
};
