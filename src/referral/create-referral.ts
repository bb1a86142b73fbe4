import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { POSTING } from '#posting/posting.list.js';
import { Willingness } from '#willingness/willingness.entity.js';
import { findWorker, holdPerson } from '#worker/find-worker.js';
import { mustBeEligible } from './must-be-eligible.js';
import { Referral } from './referral.entity.js';

/**
 * The worker's county, or the station of the place of work, puts a willing worker of the labour base forward
 * (– → CREATED).
 */
export async function createReferral(
  op: Operation,
  input: { worker: string; posting: string; targeted?: boolean | null },
): Promise<Referral> {
  op.must('referral.create');
  const worker = await findWorker(op, input.worker, 'input.worker');
  const posting = await op.em.findOne(JobPosting, {
    id: keyOf('JobPosting', input.posting, 'input.posting'),
  });
  if (!posting) throw notFound(POSTING, 'input.posting');
  const stake = {
    origin: worker.origin,
    destination: posting.destination,
    employerId: posting.employerId,
  };
  op.must('referral.create', stake);
  mustBeEligible(op, await holdPerson(op, worker.id), posting, 'input.worker');
  await mustBeLicensed(op, posting.employerId, 'input.posting');
  await mustBeWilling(op, worker.id);
  await mustNotBeOnTheWay(op, worker.id);
  posting.mustHavePlace(worker.origin);
  return op.em.create(Referral, {
    id: uuidv7(op.now.getTime()),
    workerId: worker.id,
    postingId: posting.id,
    ...stake,
    state: 'CREATED',
    targeted: input.targeted ?? true,
    createdAt: op.now,
  });
}

/** Silence is no consent: only a confirmed wish to work counts (domain 4.5). */
async function mustBeWilling(op: Operation, workerId: string): Promise<void> {
  const wish = await op.em.findOne(Willingness, { workerId, kind: 'WORK', state: 'ACTIVE' });
  if (!wish || wish.intent === 'NONE' || wish.validTo <= op.today)
    throw conflict(
      'WORKER_NOT_WILLING',
      {
        zh: '该劳动力没有生效的求职意愿，请先登记并确认意愿。',
        en: 'The worker has no active willingness to work. Record and confirm one first.',
      },
      { field: 'input.worker' },
    );
}

/** Whoever is on the way is not referred again (domain 4.5); asked as the system, as it may be another city's. */
async function mustNotBeOnTheWay(op: Operation, workerId: string): Promise<void> {
  const journey = await op.asSystem(() =>
    op.em.findOne(Referral, { workerId, state: 'ACCEPTED', holdUntil: null }),
  );
  if (journey)
    throw conflict(
      'WORKER_IN_FLIGHT',
      {
        zh: '该劳动力已在输出途中，不能再次推荐。',
        en: 'The worker is already being dispatched and is not referred again.',
      },
      { field: 'input.worker' },
    );
}
