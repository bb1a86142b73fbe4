import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import type { AssistancePlan } from './assistance-plan.entity.js';
import { findOpenPlan } from './find-plan.js';
import { mustBeFewMeasures, type NewMeasure, readMeasure } from './measure.rules.js';
import { dueAgain } from './next-due.js';

/** One more thing is to be done for the person (– → PLANNED). BAD_USER_INPUT: TOO_MANY_MEASURES, and what `readMeasure` refuses. */
export async function planMeasure(
  op: Operation,
  input: NewMeasure & { id: string },
): Promise<AssistancePlan> {
  op.must('measure.plan');
  const plan = await findOpenPlan(op, 'measure.plan', input.id);
  mustBeFewMeasures((await op.em.count(AssistanceMeasure, { planId: plan.id })) + 1, 'input.id');
  op.em.create(AssistanceMeasure, {
    id: uuidv7(op.now.getTime()),
    planId: plan.id,
    workerId: plan.workerId,
    ...readMeasure(input, op.today, 'input'),
    state: 'PLANNED',
    origin: plan.origin,
  });
  await dueAgain(op, plan);
  return plan;
}
