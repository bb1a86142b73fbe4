import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { AssistancePlan } from './assistance-plan.entity.js';
import { findMeasure } from './find-plan.js';
import { doneDay } from './measure.rules.js';
import { dueAgain } from './next-due.js';

/** It was done, and this came of it (PLANNED → DONE). BAD_USER_INPUT/DONE_DAY. */
export async function finishMeasure(
  op: Operation,
  input: { id: string; doneOn?: string | null; result?: string | null },
): Promise<AssistancePlan> {
  op.must('measure.finish');
  const { plan, measure } = await findMeasure(op, 'measure.finish', input.id);
  const result = textOf('input.result', input.result, { least: 0, most: 500, lines: true });
  measure.finish(doneDay(input.doneOn, op.today, plan.openedOn), result === '' ? null : result);
  await dueAgain(op, plan);
  return plan;
}
