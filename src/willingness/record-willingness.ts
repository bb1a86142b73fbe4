import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { INELIGIBLE, notHere } from '#worker/eligible.rules.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import { activate } from './activate.js';
import { findFormerEmployer, withCityOf } from './former-employer.js';
import { type ContactMethod, Willingness } from './willingness.entity.js';
import { type Wish, writeWish } from './wish.rules.js';

/** A wish with how it was heard, and whether from the person. */
export interface NewWish extends Wish {
  readonly worker: string;
  readonly method: string;
  readonly confirmed?: boolean | null;
  readonly supersede?: boolean | null;
}

/**
 * The county writes down what one of its people wants (– → RECORDED). `confirmed` says that it is the person's
 * own word, or that the contact reached the person: then it is active at once. What a relative says is not. For
 * who has died or moved out nobody answers any more: CONFLICT with the reason of `notHere`.
 */
export async function recordWillingness(op: Operation, input: NewWish): Promise<Willingness> {
  op.must('willingness.record');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('willingness.record', { origin: worker.origin });
  await keepRecord(op, worker, 'input.worker');
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone], { field: 'input.worker' });
  const willingness = op.em.create(
    Willingness,
    {
      id: uuidv7(op.now.getTime()),
      workerId: worker.id,
      kind: 'WORK',
      state: 'RECORDED',
      destinationCodes: [],
      occupations: [],
      trainingTopics: [],
      barriers: [],
      method: input.method as ContactMethod,
      recordedAt: op.now,
      validTo: op.today,
      origin: worker.origin,
    },
    { persist: false },
  );
  const former = input.formerEmployer == null ? null : await findFormerEmployer(op, input.formerEmployer);
  willingness.formerEmployerId = former?.id ?? null;
  const destinations = former ? withCityOf(op, former, input.destinations ?? []) : input.destinations;
  writeWish(op, willingness, { ...input, destinations }, op.today);
  await op.em.persist(willingness).flush();
  if (input.confirmed) await activate(op, willingness, willingness.method, input.supersede ?? false);
  return willingness;
}
