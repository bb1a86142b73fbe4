import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { TrainingEntrustment } from './training-entrustment.entity.js';

/** What a refusal calls it. */
export const TRAINING_ENTRUSTMENT = { zh: '培训委托书', en: 'training entrustment' } as const;

/** The county takes an entrustment back, and says why; it counts no more. CONFLICT/ENTRUSTMENT_CANCELLED. */
export async function cancelTrainingEntrustment(
  op: Operation,
  input: { id: string; reason: string },
): Promise<TrainingEntrustment> {
  op.must('trainingEntrustment.cancel');
  const id = keyOf('TrainingEntrustment', input.id, 'input.id');
  const found = await op.em.findOne(TrainingEntrustment, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found) throw notFound(TRAINING_ENTRUSTMENT, 'input.id');
  op.must('trainingEntrustment.cancel', { origin: found.origin });
  found.cancel(op.today, reasonText(input.reason));
  return found;
}
