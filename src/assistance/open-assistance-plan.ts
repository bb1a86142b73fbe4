import { badInput, conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { type Barrier, BARRIERS } from '#willingness/willingness.entity.js';
import { INELIGIBLE, notHere } from '#worker/eligible.rules.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import { AssistancePlan } from './assistance-plan.entity.js';
import { mustBeFewMeasures, type NewMeasure, readMeasure } from './measure.rules.js';
import { planOwner } from './plan-owner.js';

/** A plan with its first measures. */
export interface NewPlan {
  readonly worker: string;
  readonly barriers: readonly string[];
  readonly goal: string;
  readonly owner?: string | null;
  readonly measures?: readonly NewMeasure[] | null;
}

/**
 * The county sets down how one of its people is to be helped to work (– → OPEN). CONFLICT:
 * ASSISTANCE_PLAN_ALREADY_OPEN, which the database holds, and the reason of `notHere` for who has died or moved out.
 * BAD_USER_INPUT: BARRIER_MISSING, NOT_AN_OFFICER, and what `readMeasure` refuses.
 */
export async function openAssistancePlan(op: Operation, input: NewPlan): Promise<AssistancePlan> {
  op.must('assistancePlan.open');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('assistancePlan.open', { origin: worker.origin });
  await keepRecord(op, worker, 'input.worker');
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone], { field: 'input.worker' });
  const given = input.measures ?? [];
  mustBeFewMeasures(given.length, 'input.measures');
  const measures = given.map((one, i) => readMeasure(one, op.today, `input.measures.${i}`));
  const plan = op.em.create(AssistancePlan, {
    id: uuidv7(op.now.getTime()),
    workerId: worker.id,
    ownerId: await planOwner(op, input.owner, worker.origin),
    state: 'OPEN',
    barriers: readBarriers(input.barriers),
    goal: textOf('input.goal', input.goal, { least: 2, most: 200 }),
    nextDue: measures.map(({ dueOn }) => dueOn).toSorted()[0] ?? null,
    openedOn: op.today,
    origin: worker.origin,
  });
  // The measures lean on the plan's row, and nothing tells the unit of work so.
  await op.em.flush();
  for (const [i, measure] of measures.entries())
    op.em.create(AssistanceMeasure, {
      id: uuidv7(op.now.getTime() + i),
      planId: plan.id,
      workerId: worker.id,
      ...measure,
      state: 'PLANNED',
      origin: worker.origin,
    });
  return plan;
}

/** Each once, in the order of the glossary; one at least. BAD_USER_INPUT/BARRIER_MISSING. */
export function readBarriers(given: readonly string[]): Barrier[] {
  const barriers = BARRIERS.filter((barrier) => given.includes(barrier));
  if (barriers.length > 0) return barriers;
  throw badInput('input.barriers', 'BARRIER_MISSING', {
    zh: '请至少选择一项未就业原因（不愿干、不会干、不能干）。',
    en: 'Say at least one barrier: WILLINGNESS, SKILL or ABILITY.',
  });
}
