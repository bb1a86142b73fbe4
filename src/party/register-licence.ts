import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { HrLicence } from './hr-licence.entity.js';
import { mustBeDaysOfLicence, readScope } from './licence.rules.js';
import { mustAnswerForLicences } from './may-licence.js';
import { Organization } from './organization.entity.js';

/** Characters of a licence's number. */
const LONGEST_NO = 50;

/**
 * A bureau writes down the licence of a labour company of its region. BAD_USER_INPUT: NOT_AN_HR_COMPANY, LICENCE_SCOPE, LICENCE_DAYS,
 * WORD_LENGTH. CONFLICT: LICENCE_OVERLAPS, LICENCE_NO_TAKEN, which the database holds.
 */
export async function registerLicence(
  op: Operation,
  input: {
    organization: string;
    licenceNo: string;
    scope: readonly string[];
    online?: boolean | null;
    validFrom: string;
    validTo: string;
  },
): Promise<HrLicence> {
  op.must('licence.register');
  const company = await op.em.findOne(Organization, {
    id: keyOf('Organization', input.organization, 'input.organization'),
  });
  if (company?.type !== 'HR_COMPANY')
    throw badInput('input.organization', 'NOT_AN_HR_COMPANY', {
      zh: '请填写类型为人力资源公司（HR_COMPANY）的机构编号。',
      en: 'Name an organization of type HR_COMPANY.',
    });
  await mustAnswerForLicences(op, 'licence.register', company.path);
  mustBeDaysOfLicence(input.validFrom, input.validTo, op.today, 'input.validTo');
  const licence = op.em.create(HrLicence, {
    id: uuidv7(op.now.getTime()),
    organizationId: company.id,
    licenceNo: wordOf('input.licenceNo', input.licenceNo, LONGEST_NO),
    scope: readScope(input.scope, 'input.scope'),
    online: input.online ?? false,
    validFrom: input.validFrom,
    validTo: input.validTo,
  });
  await op.em.flush();
  return licence;
}
