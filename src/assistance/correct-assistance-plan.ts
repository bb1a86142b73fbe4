import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { AssistancePlan } from './assistance-plan.entity.js';
import { findOpenPlan } from './find-plan.js';
import { readBarriers } from './open-assistance-plan.js';
import { planOwner } from './plan-owner.js';

/** The county says anew what keeps the person from work, what is to come of it, or who answers for it; what is left out stays. */
export async function correctAssistancePlan(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    barriers?: readonly string[] | null;
    goal?: string | null;
    owner?: string | null;
  },
): Promise<AssistancePlan> {
  op.must('assistancePlan.correct');
  const plan = await findOpenPlan(op, 'assistancePlan.correct', input.id);
  if (input.version != null) await op.em.lock(plan, LockMode.OPTIMISTIC, input.version);
  if (input.barriers != null) plan.barriers = readBarriers(input.barriers);
  if (input.goal != null) plan.goal = textOf('input.goal', input.goal, { least: 2, most: 200 });
  if (input.owner != null) plan.ownerId = await planOwner(op, input.owner, plan.origin);
  return plan;
}
