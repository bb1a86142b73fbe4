import { LockMode } from '@mikro-orm/core';
import { badInput, conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { HrLicence } from './hr-licence.entity.js';
import { mustAnswerForLicences } from './may-licence.js';
import { Organization } from './organization.entity.js';

/** What a refusal calls it. */
const LICENCE = { zh: '许可证', en: 'licence' } as const;

/**
 * A licence ends before its day: withdrawn, given back, or written down wrongly. CONFLICT/LICENCE_REVOKED the second time;
 * BAD_USER_INPUT/LICENCE_DAYS for a day to come, or before its first.
 */
export async function revokeLicence(
  op: Operation,
  input: { id: string; reason: string; revokedOn?: string | null },
): Promise<HrLicence> {
  op.must('licence.revoke');
  const key = keyOf('HrLicence', input.id, 'input.id');
  const licence = await op.em.findOne(HrLicence, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!licence) throw notFound(LICENCE, 'input.id');
  const { path } = await op.em.findOneOrFail(Organization, { id: licence.organizationId });
  await mustAnswerForLicences(op, 'licence.revoke', path);
  if (licence.revokedOn != null)
    throw conflict('LICENCE_REVOKED', {
      zh: '该许可证已注销。',
      en: 'The licence has been withdrawn already.',
    });
  const revokedOn = input.revokedOn ?? op.today;
  // Written down wrongly: from its first day on. One that has not begun is withdrawn today.
  if (revokedOn > op.today || (revokedOn < op.today && revokedOn < licence.validFrom))
    throw badInput('input.revokedOn', 'LICENCE_DAYS', {
      zh: '注销日期不能晚于今天，也不能早于许可证的起始日期。',
      en: 'A licence is withdrawn on a day that has come, and not before its first day.',
    });
  licence.revokedOn = revokedOn;
  licence.revokedBecause = textOf('input.reason', input.reason, { least: 2, most: 500, lines: true });
  return licence;
}
