import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { recordWillingness } from '#willingness/record-willingness.js';
import type { Wish } from '#willingness/wish.rules.js';
import type { Brought } from './survey-answer.entity.js';

/** What somebody wants to work, and to learn; null or left out: not spoken of. */
export interface Wishes {
  readonly work?: Omit<Wish, 'kind' | 'wantsTraining' | 'trainingTopics'> | null;
  readonly training?: Pick<Wish, 'wantsTraining' | 'trainingTopics' | 'validTo'> | null;
}

/**
 * What was heard, written down by the willingness room: the person’s own word is active at once and takes the place of
 * the wish before it, a relative’s is only recorded (domain 4.5). Refusals name the field within the survey’s input.
 */
export async function recordWishes(
  op: Operation,
  worker: string,
  { method, respondent }: Pick<Brought, 'method' | 'respondent'>,
  { work, training }: Wishes,
): Promise<void> {
  const heard = { worker, method, confirmed: respondent === 'WORKER', supersede: true };
  if (work != null) await within('work', () => recordWillingness(op, { ...heard, ...work, kind: 'WORK' }));
  if (training != null)
    await within('training', () => recordWillingness(op, { ...heard, ...training, kind: 'TRAINING' }));
}

async function within(wish: keyof Wishes, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    const field = fault instanceof HouseError ? fault.details.field : undefined;
    if (!(fault instanceof HouseError) || field === undefined || field === 'input.worker') throw fault;
    const { code, reason, text, details, cause } = fault;
    throw new HouseError(
      code,
      reason,
      text,
      { ...details, field: field.replace(/^input\./, `input.${wish}.`) },
      cause,
    );
  }
}
