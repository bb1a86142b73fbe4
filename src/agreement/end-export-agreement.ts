import { LockMode } from '@mikro-orm/core';
import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { ExportAgreement } from './export-agreement.entity.js';

/** What a refusal calls it. */
export const EXPORT_AGREEMENT = { zh: '劳务输出协议', en: 'export agreement' } as const;

/**
 * The county ends an export agreement before its day: `endsOn` is the first day on which it holds no more, by default today. It
 * never makes it longer. BAD_USER_INPUT/AGREEMENT_DAYS.
 */
export async function endExportAgreement(
  op: Operation,
  input: { id: string; endsOn?: string | null },
): Promise<ExportAgreement> {
  op.must('exportAgreement.end');
  const id = keyOf('ExportAgreement', input.id, 'input.id');
  const agreement = await op.em.findOne(ExportAgreement, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!agreement) throw notFound(EXPORT_AGREEMENT, 'input.id');
  op.must('exportAgreement.end', { origin: agreement.origin });
  const endsOn = input.endsOn ?? op.today;
  if (endsOn <= agreement.validFrom || endsOn > agreement.validTo)
    throw badInput('input.endsOn', 'AGREEMENT_DAYS', {
      zh: '终止日期应在有效期之内。',
      en: 'It ends within the days for which it holds.',
    });
  agreement.validTo = endsOn;
  return agreement;
}
