import { badInput } from '#kernel/error.js';
import { addDays } from '#kernel/business-day.js';
import type { Operation } from '#kernel/operation.js';
import { controlCharacter, isOneLine } from '#kernel/plain-text.js';
import type { Allocation, JobPosting, WagePeriod } from './job-posting.entity.js';
import { findUnlawfulWording } from './posting-text.rules.js';
import type { PostingContent } from './posting.type.js';

/** A posting is open for a year at most: after that it must be confirmed anew. */
const LONGEST_VALIDITY_DAYS = 366;
/** A million yuan, whatever the period: more is a slip of the pen. */
const HIGHEST_WAGE_FEN = 100_000_000;

/** Writes the content into the posting after checking what its values mean (domain 3.2, 5.2). */
export function writeContent(op: Operation, posting: JobPosting, content: PostingContent): void {
  const region = op.regions.must(content.workRegion, 'input.content.workRegion', [
    'PROVINCE',
    'PREFECTURE',
    'COUNTY',
    'TOWN',
    'VILLAGE',
    'RESETTLEMENT_SITE',
  ]);
  checkNumbers(content);
  checkWording(content);
  for (const field of ['title', 'occupation', 'workAddress'] as const) checkLine(field, content[field]);
  checkText('title', content.title, 1, 200);
  checkText('occupation', content.occupation, 0, 100);
  checkText('workAddress', content.workAddress, 0, 300);
  checkText('requirement', content.requirement, 0, 2000);
  if (content.validTo <= op.today || content.validTo > addDays(op.today, LONGEST_VALIDITY_DAYS))
    throw badInput(
      'input.content.validTo',
      'VALIDITY',
      {
        zh: '有效期应在今天之后、一年之内。',
        en: 'The day of expiry lies after today and within a year.',
      },
      { limit: LONGEST_VALIDITY_DAYS },
    );
  posting.title = content.title.trim();
  posting.occupation = content.occupation?.trim() || null;
  posting.workRegion = region.code;
  posting.destination = region.path;
  posting.workAddress = content.workAddress?.trim() || null;
  posting.headcount = content.headcount;
  posting.wageMinFen = content.wageMin ?? null;
  posting.wageMaxFen = content.wageMax ?? null;
  posting.wagePeriod = (content.wagePeriod ?? 'MONTH') as WagePeriod;
  posting.contractOffered = content.contractOffered ?? null;
  posting.insuranceOffered = content.insuranceOffered ?? null;
  posting.housing = content.housing ?? null;
  posting.meals = content.meals ?? null;
  posting.ageMin = content.ageMin ?? null;
  posting.ageMax = content.ageMax ?? null;
  posting.education = content.education ?? null;
  posting.skills = content.skills ?? [];
  posting.requirement = content.requirement?.trim() || null;
  posting.trainingProvided = content.trainingProvided ?? false;
  posting.allocations = allocations(op, posting, content);
  posting.validTo = content.validTo;
  posting.freshAt = op.now;
}

function checkNumbers({ headcount, wageMin, wageMax, ageMin, ageMax, skills }: PostingContent): void {
  if (!Number.isInteger(headcount) || headcount < 1 || headcount > 100_000)
    throw badInput('input.content.headcount', 'HEADCOUNT', {
      zh: '招聘人数应为 1 到 100000 的整数；“若干”不能作为人数。',
      en: 'The headcount is a whole number from 1 to 100000.',
    });
  for (const [field, wage] of [
    ['wageMin', wageMin],
    ['wageMax', wageMax],
  ] as const)
    if (wage != null && wage > HIGHEST_WAGE_FEN)
      throw badInput(
        `input.content.${field}`,
        'WAGE_TOO_HIGH',
        {
          zh: `工资以分计，不超过 ${HIGHEST_WAGE_FEN} 分；请核对是否多写了零。`,
          en: `A wage is in fen, ${HIGHEST_WAGE_FEN} at most. Were there too many zeros?`,
        },
        { limit: HIGHEST_WAGE_FEN },
      );
  if (wageMin != null && wageMax != null && wageMax < wageMin)
    throw badInput('input.content.wageMax', 'WAGE_RANGE', {
      zh: '最高工资不能低于最低工资。',
      en: 'The highest wage is below the lowest.',
    });
  for (const [field, age] of [
    ['ageMin', ageMin],
    ['ageMax', ageMax],
  ] as const)
    if (age != null && (age < 16 || age > 100))
      throw badInput(`input.content.${field}`, 'AGE_OUT_OF_LAW', {
        zh: '年龄要求应在 16 至 100 周岁之间：禁止招用未满 16 周岁的未成年人。',
        en: 'Ages lie between 16 and 100: nobody under 16 may be hired.',
      });
  if (ageMin != null && ageMax != null && ageMax < ageMin)
    throw badInput('input.content.ageMax', 'AGE_RANGE', {
      zh: '最高年龄不能低于最低年龄。',
      en: 'The highest age is below the lowest.',
    });
  if ((skills?.length ?? 0) > 20 || skills?.some((s) => s.length > 50))
    throw badInput('input.content.skills', 'TOO_MANY_SKILLS', {
      zh: '技能要求不超过 20 项，每项不超过 50 字。',
      en: 'At most 20 skills of 50 characters.',
    });
}

/** Recruiting may not exclude by sex, ethnicity, religion, hukou or illness (就业促进法 26–31). */
function checkWording(content: PostingContent): void {
  for (const field of ['title', 'requirement'] as const) {
    const found = findUnlawfulWording(content[field] ?? '');
    if (found.length > 0)
      throw badInput(
        `input.content.${field}`,
        'DISCRIMINATORY_REQUIREMENT',
        {
          zh: `内容含有歧视性要求：${found.map((f) => f.words).join('、')}。请删除后再提交。`,
          en: `The text holds a discriminatory requirement (${found.map((f) => f.kind).join(', ')}). Remove it.`,
        },
        { allowed: [], words: found.map((f) => f.words) },
      );
  }
}

function checkLine(field: string, text: string | null | undefined): void {
  if (!isOneLine(text ?? '')) throw controlCharacter(`input.content.${field}`);
}

function checkText(field: string, text: string | null | undefined, least: number, most: number): void {
  const length = text?.trim().length ?? 0;
  if (length < least || length > most)
    throw badInput(
      `input.content.${field}`,
      'TEXT_LENGTH',
      {
        zh: `该字段长度应在 ${least} 到 ${most} 字之间。`,
        en: `This text has ${least} to ${most} characters.`,
      },
      { limit: most },
    );
}

function allocations(op: Operation, posting: JobPosting, content: PostingContent): Allocation[] {
  const used = new Map((posting.allocations ?? []).map((a) => [a.regionCode, a.used]));
  const found = (content.allocations ?? []).map((a): Allocation => {
    const region = op.regions.must(a.origin, 'input.content.allocations.origin', [
      'PROVINCE',
      'PREFECTURE',
      'COUNTY',
    ]);
    return { regionCode: region.code, origin: region.path, quota: a.quota, used: used.get(region.code) ?? 0 };
  });
  const total = found.reduce((sum, a) => sum + a.quota, 0);
  const overlap = found.some((a, i) => found.some((b, j) => i !== j && a.origin.startsWith(b.origin)));
  if (overlap || total > content.headcount || found.some((a) => a.quota < Math.max(1, a.used)))
    throw badInput(
      'input.content.allocations',
      'ALLOCATION_TOO_LARGE',
      {
        zh: '各输出地配额应为正数、互不重叠，合计不超过招聘人数，且不少于已用名额。',
        en: 'Quotas are positive, of regions that do not overlap, in all at most the headcount, and not below what is taken.',
      },
      { limit: content.headcount },
    );
  return found;
}
