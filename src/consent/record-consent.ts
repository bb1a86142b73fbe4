import { badInput, conflict } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Organization } from '#party/organization.entity.js';
import { INELIGIBLE, notHere } from '#worker/eligible.rules.js';
import type { ConsentPurpose } from '#worker/disclosure.rules.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import { Consent, type ConsentChannel } from './consent.entity.js';

/** What somebody agreed to, as the county heard it. */
export interface NewConsent {
  readonly worker: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly channel: string;
  readonly notice: string;
  readonly givenOn?: string | null;
}

/**
 * The county writes down that one of its people agreed to what an employer may know. From this transaction on the
 * employer sees it. CONFLICT: ALREADY_AGREED (held by the database), or the reason of `notHere`. BAD_USER_INPUT: NOT_AN_EMPLOYER, CONSENT_DAY.
 */
export async function recordConsent(op: Operation, input: NewConsent): Promise<Consent> {
  op.must('consent.record');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('consent.record', { origin: worker.origin });
  await keepRecord(op, worker, 'input.worker');
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone], { field: 'input.worker' });
  const recipient = await op.em.findOne(Organization, {
    id: keyOf('Organization', input.recipient, 'input.recipient'),
  });
  if (recipient?.type !== 'EMPLOYER')
    throw badInput('input.recipient', 'NOT_AN_EMPLOYER', {
      zh: '同意只给予用人单位，请填写用人单位的编号。',
      en: 'A consent is given to an employer: name one.',
    });
  const givenOn = input.givenOn ?? op.today;
  if (givenOn > op.today)
    throw badInput('input.givenOn', 'CONSENT_DAY', {
      zh: '同意的日期不能在今天之后。',
      en: 'Nobody has agreed on a day to come.',
    });
  return op.em.create(Consent, {
    id: uuidv7(op.now.getTime()),
    workerId: worker.id,
    origin: worker.origin,
    recipientId: recipient.id,
    purpose: input.purpose as ConsentPurpose,
    channel: input.channel as ConsentChannel,
    notice: textOf('input.notice', input.notice, { least: 10, most: 2000, lines: true }),
    givenOn,
    recordedAt: op.now,
  });
}
