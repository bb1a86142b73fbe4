import { postingList, type PostingNode } from '#posting/posting.list.js';
import { POSTING_WORDS, type PostingState } from '#posting/job-posting.entity.js';
import type { Education } from '#kernel/education.js';
import type { PostingFilter } from '#posting/posting.type.js';
import type { RegionNode } from '#party/party.list.js';
import type { ColumnToWrite } from '#sheet/worksheet-xml.js';
import type { ExportList } from './export-list.js';
import { dayOf } from './said-moment.js';
import { EDUCATION_WORD, yuan } from './words-written.js';

const PER: Readonly<Record<string, string>> = { MONTH: '月', DAY: '天', HOUR: '小时', PIECE: '件' };

/** 5000-6500元/月, 5000元/月以上; empty where none is stated. */
function wageText({ wageMin, wageMax, wagePeriod }: PostingNode): string {
  const per = PER[String(wagePeriod)] ?? '';
  if (wageMin === null) return wageMax === null ? '' : `${yuan(wageMax)}元/${per}`;
  if (wageMax === null) return `${yuan(wageMin)}元/${per}以上`;
  return wageMin === wageMax ? `${yuan(wageMin)}元/${per}` : `${yuan(wageMin)}-${yuan(wageMax)}元/${per}`;
}

function ageText({ ageMin, ageMax }: PostingNode): string {
  if (ageMin == null) return ageMax == null ? '' : `${String(ageMax)}岁以下`;
  return ageMax == null ? `${String(ageMin)}岁以上` : `${String(ageMin)}-${String(ageMax)}岁`;
}

/** As the template of vacancy lists says it: 不限, 高中及以上. */
function schoolingAsked(education: Education | null): string {
  if (education === null) return '';
  if (education === 'NONE') return '不限';
  return `${EDUCATION_WORD[education].replace('及以上', '')}及以上`;
}

/** The name of the place of this level that a region is, or lies in. */
function above(region: RegionNode, level: string): string {
  for (let at: RegionNode | null = region; at; at = at.parent) if (at.level === level) return at.name;
  return '';
}

/** The cells of a posting under `POSTING_COLUMNS_WRITTEN`. */
export async function postingCells(posting: PostingNode): Promise<readonly string[]> {
  const employer = await posting.employer;
  const { workRegion } = posting;
  const state = posting.state as PostingState;
  return [
    String(employer?.name ?? ''),
    String(posting.title),
    String(posting.headcount),
    wageText(posting),
    above(workRegion, 'PREFECTURE') || above(workRegion, 'PROVINCE'),
    above(workRegion, 'COUNTY'),
    String(posting.workAddress ?? ''),
    ageText(posting),
    schoolingAsked(posting.education as Education | null),
    String(posting.requirement ?? ''),
    dayOf(posting.openedAt),
    posting.key,
    POSTING_WORDS.states[state],
    String(posting.remaining),
    String(posting.validTo ?? ''),
  ];
}

/** The columns of postings, for every list whose rows are postings. */
export const POSTING_COLUMNS_WRITTEN: readonly ColumnToWrite[] = [
  { heading: '企业名称', width: 24 },
  { heading: '岗位名称', width: 24 },
  { heading: '招聘人数' },
  { heading: '薪资待遇', width: 20 },
  { heading: '工作城市' },
  { heading: '区县' },
  { heading: '工作地址', width: 24 },
  { heading: '年龄要求' },
  { heading: '学历要求' },
  { heading: '技能要求', width: 40 },
  { heading: '发布日期' },
  { heading: '岗位编号', width: 38 },
  { heading: '状态' },
  { heading: '剩余人数' },
  { heading: '有效期至' },
];

/**
 * Postings by the filter of `jobPostings`, under the headings of vacancy lists. An import knows each by its number, the
 * key of the posting, and changes nothing of it.
 */
export const POSTINGS_EXPORT: ExportList = {
  name: 'postings',
  title: { zh: '岗位', en: 'Postings' },
  action: 'posting.read',
  filterType: 'PostingFilter',
  holdsIdentities: false,
  columns: POSTING_COLUMNS_WRITTEN,
  open(op, { filter }) {
    // By the key, which no change of a posting moves.
    const list = postingList(op, filter as PostingFilter, 'CREATED');
    return { ...list, node: (row) => postingCells(list.node(row)) };
  },
};
