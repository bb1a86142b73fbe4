import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import type { AssistancePlan, PlanOutcome } from './assistance-plan.entity.js';
import { findOpenPlan } from './find-plan.js';

/** The plan has come to its end, with this outcome (OPEN → CLOSED); what was still planned is dropped with it. */
export async function closeAssistancePlan(
  op: Operation,
  input: { id: string; outcome: string; note: string },
): Promise<AssistancePlan> {
  op.must('assistancePlan.close');
  const plan = await findOpenPlan(op, 'assistancePlan.close', input.id);
  const note = reasonText(input.note, 'input.note');
  for (const measure of await op.em.find(AssistanceMeasure, { planId: plan.id, state: 'PLANNED' }))
    measure.drop(note);
  plan.close(op.today, input.outcome as PlanOutcome, note);
  return plan;
}
