import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findReturn } from './find-return.js';
import type { ReturnRecord } from './return-record.entity.js';

/**
 * The county writes down that somebody who had come home left again. Where to work is said by a dispatch, or by
 * `correctWorker`. BAD_USER_INPUT/LEAVING_DAY outside the days since the return; CONFLICT/ALREADY_LEFT.
 */
export async function recordLeavingAgain(
  op: Operation,
  input: { id: string; leftOn?: string | null },
): Promise<ReturnRecord> {
  op.must('leavingAgain.record');
  const record = await findReturn(op, input.id);
  op.must('leavingAgain.record', { origin: record.origin });
  const day = input.leftOn ?? op.today;
  if (day < record.returnedOn || day > op.today)
    throw badInput('input.leftOn', 'LEAVING_DAY', {
      zh: '再次外出的日期应在返乡日期和今天之间。',
      en: 'The day of leaving again lies between the return and today.',
    });
  record.leave(day);
  return record;
}
