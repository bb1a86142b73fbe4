import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Organization } from '#party/organization.entity.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { readClauses } from './agreement.rules.js';
import { countyOf } from './county-of.js';
import { ExportAgreement } from './export-agreement.entity.js';
import { namedOrganization } from './named-organization.js';

/** What is said of a signed export agreement. */
export interface SignedExport {
  readonly company: string;
  readonly destination: string;
  readonly employers: readonly string[];
  readonly agreementNo: string;
  readonly signedOn: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly clauses?: readonly string[] | null;
}

const MOST_EMPLOYERS = 100;
const LONGEST_NO = 100;
/** An agreement for longer than five years is a slip of the pen. */
const LONGEST_DAYS = 1_830;
const DESTINATION_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY'];

/**
 * The county writes down that a licensed labour company sends its people to named employers. BAD_USER_INPUT: WRONG_ORGANIZATION,
 * EMPLOYERS, DESTINATION_AT_HOME, AGREEMENT_DAYS, WORD_LENGTH, TOO_MANY_CLAUSES; CONFLICT: LICENCE_LAPSED, EXPORT_AGREEMENT_EXISTS, which the database holds.
 */
export async function signExportAgreement(op: Operation, input: SignedExport): Promise<ExportAgreement> {
  op.must('exportAgreement.sign');
  const county = countyOf(op);
  op.must('exportAgreement.sign', { origin: county.path });
  const company = await namedOrganization(op, input.company, 'HR_COMPANY', 'input.company');
  await mustBeLicensed(op, company.id, 'input.company');
  mustBeDays(input, op.today);
  if (input.employers.length === 0 || input.employers.length > MOST_EMPLOYERS) throw employersOf();
  const keys = input.employers.map((id, i) => keyOf('Organization', id, `input.employers.${i}`));
  // All at once; each is looked at below.
  await op.em.find(Organization, { id: { $in: keys } });
  const employerIds = new Set<string>();
  for (const [i, id] of input.employers.entries())
    employerIds.add((await namedOrganization(op, id, 'EMPLOYER', `input.employers.${i}`)).id);
  const agreement = op.em.create(ExportAgreement, {
    id: uuidv7(op.now.getTime()),
    origin: county.path,
    destination: elsewhere(op, input.destination, county.path),
    companyId: company.id,
    employerIds: [...employerIds],
    agreementNo: wordOf('input.agreementNo', input.agreementNo, LONGEST_NO),
    signedOn: input.signedOn,
    validFrom: input.validFrom,
    validTo: input.validTo,
    clauses: readClauses(input.clauses ?? [], 'input.clauses'),
  });
  await op.em.flush();
  return agreement;
}

/** The path of a destination outside the county. BAD_USER_INPUT/DESTINATION_AT_HOME. */
function elsewhere(op: Operation, destination: string, home: string): string {
  const { path } = op.regions.must(destination, 'input.destination', DESTINATION_LEVELS);
  if (path !== home) return path;
  throw badInput('input.destination', 'DESTINATION_AT_HOME', {
    zh: '输入地不能是本县。',
    en: 'The destination lies outside the county.',
  });
}

function mustBeDays({ signedOn, validFrom, validTo }: SignedExport, today: string): void {
  const field = signedOn > today ? 'input.signedOn' : 'input.validTo';
  if (signedOn <= today && validTo > validFrom && validTo <= addDays(validFrom, LONGEST_DAYS)) return;
  throw badInput(field, 'AGREEMENT_DAYS', {
    zh: '签订日期不晚于今天；有效期自起始日起最长五年。',
    en: 'It was signed today at the latest, and holds for five years at most from its first day.',
  });
}

function employersOf() {
  return badInput(
    'input.employers',
    'EMPLOYERS',
    { zh: `应写明 1 至 ${MOST_EMPLOYERS} 家用人单位。`, en: `It names 1 to ${MOST_EMPLOYERS} employers.` },
    { limit: MOST_EMPLOYERS },
  );
}
