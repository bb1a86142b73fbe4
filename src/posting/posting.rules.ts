import { badInput } from '#kernel/error.js';
import { addDays } from '#kernel/business-day.js';
import type { Operation } from '#kernel/operation.js';
import { textOf, wordsOf } from '#kernel/plain-text.js';
import { isMunicipality } from '#kernel/region-code.js';
import type { Allocation, JobPosting, WagePeriod } from './job-posting.entity.js';
import { ageFault } from './posting-age.rules.js';
import { findUnlawfulWording } from './posting-text.rules.js';
import type { PostingContent } from './posting.type.js';

/** A posting is open for a year at most: after that it must be confirmed anew. */
const LONGEST_VALIDITY_DAYS = 366;
/** A million yuan, whatever the period: more is a slip of the pen. */
const HIGHEST_WAGE_FEN = 100_000_000;

const WORKPLACES = ['PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'] as const;

/** Writes the content into the posting after checking what its values mean (domain 3.2, 5.2). */
export function writeContent(op: Operation, posting: JobPosting, content: PostingContent): void {
  const region = op.regions.must(
    content.workRegion,
    'input.content.workRegion',
    // A province is no place of work, but for the four that are one city.
    isMunicipality(content.workRegion) ? ['PROVINCE', ...WORKPLACES] : WORKPLACES,
  );
  checkNumbers(content);
  checkAges(content);
  const texts = readTexts(content);
  checkWording(texts);
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
  posting.title = texts.title;
  posting.occupation = texts.occupation || null;
  posting.workRegion = region.code;
  posting.destination = region.path;
  posting.workAddress = texts.workAddress || null;
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
  posting.skills = texts.skills;
  posting.requirement = texts.requirement || null;
  posting.trainingProvided = content.trainingProvided ?? false;
  posting.allocations = allocations(op, posting, content);
  posting.validTo = content.validTo;
  posting.freshAt = op.now;
}

function checkNumbers({ headcount, wageMin, wageMax }: PostingContent): void {
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
}

/** The ages of `posting-age.rules`, with the field at fault: the highest where the two do not fit together. */
function checkAges({ ageMin, ageMax }: PostingContent): void {
  const [min, max] = [ageMin ?? null, ageMax ?? null];
  const low = ageFault(min, null);
  const fault = low ?? ageFault(min, max);
  if (fault) throw badInput(`input.content.${low ? 'ageMin' : 'ageMax'}`, fault.reason, fault.text);
}

/** Every text of a posting, trimmed; empty where it is left out. */
interface Texts {
  readonly title: string;
  readonly occupation: string;
  readonly workAddress: string;
  readonly requirement: string;
  readonly skills: string[];
}

function readTexts(content: PostingContent): Texts {
  const at = (field: string): string => `input.content.${field}`;
  return {
    title: textOf(at('title'), content.title, { least: 1, most: 200 }),
    occupation: textOf(at('occupation'), content.occupation, { least: 0, most: 100 }),
    workAddress: textOf(at('workAddress'), content.workAddress, { least: 0, most: 300 }),
    requirement: textOf(at('requirement'), content.requirement, { least: 0, most: 2000, lines: true }),
    skills: wordsOf(at('skills'), content.skills ?? []),
  };
}

/** Recruiting may not exclude by sex, ethnicity, religion, hukou or illness (就业促进法 26–31), in no text. */
function checkWording(texts: Texts): void {
  for (const [field, text] of Object.entries(texts)) {
    const found = [text].flat().flatMap(findUnlawfulWording);
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
