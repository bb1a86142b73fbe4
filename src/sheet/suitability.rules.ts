import type { Message } from '#kernel/error.js';
import type { PostingContent } from '#posting/posting.type.js';

/** What speaks against counting a post among the suitable ones (适合, domain 4.3). */
export type Unsuited =
  | 'NO_WAGE'
  | 'NO_CONTRACT'
  | 'NO_INSURANCE'
  | 'BEYOND_WORKING_AGE'
  | 'SCHOOLING_TOO_HIGH';

/** Working age ends here for men (FIXED policy of domain 4.2); women leave it five years earlier. */
const WORKING_AGE_ENDS = 60;

/**
 * What of a post's content speaks against its suitability for the target population; empty when nothing does.
 * Lawful wording and free recruitment were checked before. A wage must be said, or nobody can hold it
 * against the local minimum. A written contract (劳动合同法 10) and social insurance (社会保险法 58) are every
 * employer's duty: a sheet that is silent about them does not deny them, one that says no does. College and
 * above is what the labour base cannot meet and no training on the job gives.
 */
export function unsuitedBy(content: PostingContent): Unsuited[] {
  const against: Unsuited[] = [];
  if (content.wageMin == null && content.wageMax == null) against.push('NO_WAGE');
  if (content.contractOffered === false) against.push('NO_CONTRACT');
  if (content.insuranceOffered === false) against.push('NO_INSURANCE');
  if (content.ageMin != null && content.ageMin >= WORKING_AGE_ENDS) against.push('BEYOND_WORKING_AGE');
  if (content.education === 'COLLEGE' || content.education === 'BACHELOR') against.push('SCHOOLING_TOO_HIGH');
  return against;
}

export const UNSUITED_TEXT: Readonly<Record<Unsuited, Message>> = {
  NO_WAGE: {
    zh: '没有写明工资，已开放但不计入适合岗位。',
    en: 'No wage is stated; opened, but not counted among the suitable posts.',
  },
  NO_CONTRACT: {
    zh: '不签订劳动合同，已开放但不计入适合岗位。',
    en: 'No contract is offered; opened, but not counted among the suitable posts.',
  },
  NO_INSURANCE: {
    zh: '不缴纳社会保险，已开放但不计入适合岗位。',
    en: 'No social insurance is paid; opened, but not counted among the suitable posts.',
  },
  BEYOND_WORKING_AGE: {
    zh: '年龄要求超出劳动年龄，已开放但不计入适合岗位。',
    en: 'The ages lie beyond working age; opened, but not counted among the suitable posts.',
  },
  SCHOOLING_TOO_HIGH: {
    zh: '学历要求在大专及以上，已开放但不计入适合岗位。',
    en: 'College or more is asked for; opened, but not counted among the suitable posts.',
  },
};
