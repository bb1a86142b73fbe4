import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { AssistancePlan } from './assistance-plan.entity.js';
import { findMeasure } from './find-plan.js';
import { dueAgain } from './next-due.js';

/** It will not be done, and why (PLANNED → DROPPED). */
export async function dropMeasure(
  op: Operation,
  input: { id: string; reason: string },
): Promise<AssistancePlan> {
  op.must('measure.drop');
  const { plan, measure } = await findMeasure(op, 'measure.drop', input.id);
  measure.drop(reasonText(input.reason));
  await dueAgain(op, plan);
  return plan;
}
