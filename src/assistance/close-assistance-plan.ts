import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { AssistancePlan, PlanOutcome } from './assistance-plan.entity.js';
import { concludePlan } from './conclude-plan.js';
import { findOpenPlan } from './find-plan.js';

/** The plan has come to its end, with this outcome (OPEN → CLOSED); what was still planned is dropped with it. */
export async function closeAssistancePlan(
  op: Operation,
  input: { id: string; outcome: string; note: string },
): Promise<AssistancePlan> {
  op.must('assistancePlan.close');
  const plan = await findOpenPlan(op, 'assistancePlan.close', input.id);
  await concludePlan(op, plan, input.outcome as PlanOutcome, reasonText(input.note, 'input.note'));
  return plan;
}
