import sql from 'sql-template-tag';
import { conflict, HouseError, notFound } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { audienceOf, DISCLOSURE, type Extent, type Matter, shownInFull } from './disclosure.rules.js';
import { findWorker, WORKER } from './find-worker.js';
import { IdentityReading, type ReadingPurpose } from './identity-reading.entity.js';
import { findMatter } from './find-matter.js';

/** How long the answer of one reading may be fetched again with the same idempotency key, in seconds. */
const OPEN_FOR_SECONDS = 60;

/** An identity as it stands on the card. */
export interface RevealedIdentity {
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string | null;
  readonly position: string;
}

/**
 * Somebody reads an identity in full and says for what: the reading is a noun, so the journal has who, when,
 * of whom and why. The county of the person; a station only after check-in in its city, before that
 * FORBIDDEN/NOT_CHECKED_IN; an employer whose offer the person took, for contract and insurance and while the person agrees, otherwise
 * FORBIDDEN/NOT_AGREED. NOT_FOUND when the person is not the viewer's to know of.
 */
export async function revealIdentity(
  op: Operation,
  input: { id: string; purpose: string; note?: string | null },
): Promise<IdentityReading> {
  op.must('worker.revealIdentity');
  const worker = await findWorker(op, input.id);
  const matter = await findMatter(op, worker.id);
  const audience = audienceOf(op.viewer, matter);
  if (audience === 'NOBODY') throw notFound(WORKER, 'input.id');
  const extent = DISCLOSURE[audience].idNumberOnReveal;
  if (op.viewer.role === 'EMPLOYER') mustBeAgreed(extent, matter, input.purpose);
  else if (extent !== 'FULL')
    throw new HouseError('FORBIDDEN', 'NOT_CHECKED_IN', {
      zh: '该人员在本市报到后才能查看完整身份信息。',
      en: 'The identity may be read in full only after the worker has checked in in your city.',
    });
  const note = textOf('input.note', input.note, { least: 0, most: 500, lines: true }) || null;
  return op.em.create(IdentityReading, {
    id: uuidv7(op.now.getTime()),
    workerId: worker.id,
    accountId: op.viewer.accountId,
    purpose: input.purpose as ReadingPurpose,
    note,
    origin: worker.origin,
    readAt: op.now,
  });
}

function mustBeAgreed(extent: Extent, matter: Matter, purpose: string): void {
  const agreed = shownInFull(extent, matter, 'CONTRACT_AND_INSURANCE');
  if (!agreed || !['CONTRACT', 'INSURANCE'].includes(purpose)) throw notAgreed();
}

function notAgreed(): HouseError {
  return new HouseError('FORBIDDEN', 'NOT_AGREED', {
    zh: '录用后经本人同意（由服务县登记），用人单位方可为签订合同或办理社保查看完整身份信息。',
    en: 'An employer whose offer was accepted reads an identity in full for CONTRACT or INSURANCE alone, while the person agrees; the county records the consent.',
  });
}

/**
 * What a reading of the viewer's own brought, while it is open; CONFLICT/READING_CLOSED afterwards. Rights are
 * asked again by the database: whoever lost the person in between gets NOT_FOUND, and an employer whom the person took
 * the consent back from gets FORBIDDEN/NOT_AGREED.
 */
export async function readRevealed(op: Operation, readingKey: string): Promise<RevealedIdentity> {
  const { rows, position } = await op.read(sql`select i.name_enc, i.id_number_enc, i.phone_enc, r.read_at,
      exists (select from consent c where c.worker_id = r.worker_id and c.recipient_id = ${op.viewer.organizationId}::uuid
        and c.purpose = 'CONTRACT_AND_INSURANCE' and c.withdrawn_on is null) as agreed
    from identity_reading r join worker_identity i on i.worker_id = r.worker_id
    where r.id = ${readingKey} and r.account_id = ${op.viewer.accountId}`);
  const row = rows[0]?.[0];
  if (!row) throw notFound(WORKER);
  if (op.viewer.role === 'EMPLOYER' && row['agreed'] !== true) throw notAgreed();
  if (op.now.getTime() - new Date(row['read_at'] as Date).getTime() > OPEN_FOR_SECONDS * 1000)
    throw conflict(
      'READING_CLOSED',
      {
        zh: '该次查看已结束；如需再看，请重新说明用途并换一个幂等键。',
        en: 'This reading is over. State the purpose again, with a new idempotency key.',
      },
      { limit: OPEN_FOR_SECONDS },
    );
  return {
    idNumber: op.vault.open(String(row['id_number_enc'])),
    name: op.vault.open(String(row['name_enc'])),
    phone: row['phone_enc'] == null ? null : op.vault.open(String(row['phone_enc'])),
    position,
  };
}
