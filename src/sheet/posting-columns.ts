import { badInput } from '#kernel/error.js';
import { normalizeHeading } from './sheet-heading.js';

/** What a column of a vacancy list can mean to us. */
export type PostingField =
  | 'employer'
  | 'title'
  | 'headcount'
  | 'headcountText'
  | 'wageText'
  | 'monthlyWageText'
  | 'wageMin'
  | 'wageMax'
  | 'wageBasis'
  | 'city'
  | 'district'
  | 'workAddress'
  | 'ageMin'
  | 'ageMax'
  | 'ageText'
  | 'sexText'
  | 'educationText'
  | 'requirement'
  | 'publishedOn'
  | 'sourceUrl'
  | 'sourceKind'
  | 'sourceId';

/** Which heading stands for which field in the sheet at hand. */
export type PostingColumns = ReadonlyMap<PostingField, string>;

/**
 * The headings of demo/postings.csv and those of real vacancy lists (岗位对接报表, 用工需求表), normalised.
 * Headings that are not here (序号, 行业, 班次, 福利待遇, 联系电话, …) are passed over.
 */
const HEADINGS: Record<PostingField, readonly string[]> = {
  employer: [
    'employer',
    '企业名称',
    '用人单位',
    '用人单位名称',
    '用工单位',
    '用工企业',
    '招聘单位',
    '招聘企业',
    '单位名称',
    '公司名称',
  ],
  title: ['title', '岗位名称', '招聘岗位', '岗位', '职位名称', '招聘职位', '职位', '需求岗位'],
  headcount: ['headcount'],
  headcountText: [
    'headcount_text',
    '招聘人数',
    '需求人数',
    '用工人数',
    '招工人数',
    '岗位数',
    '招聘人数(人)',
    '需求人数(人)',
    '人数',
  ],
  wageText: ['wage_text', '薪资待遇', '工资待遇', '薪资', '工资', '薪酬', '薪酬待遇', '待遇', '薪资(元)'],
  monthlyWageText: [
    '月薪',
    '月薪(元)',
    '月工资',
    '月工资(元)',
    '月收入(元)',
    '务工月收入',
    '薪资(元/月)',
    '工资(元/月)',
    '薪资待遇(元/月)',
    '工资待遇(元/月)',
  ],
  wageMin: ['wage_min'],
  wageMax: ['wage_max'],
  wageBasis: ['wage_basis'],
  city: [
    'city',
    '城市',
    '工作城市',
    '地区',
    '工作地区',
    '用工地区',
    '务工地区',
    '就业地',
    '就业地点',
    '工作所在地',
    '务工所在地',
  ],
  district: ['district', '区县', '区(县)', '工作区县'],
  workAddress: ['work_address', '工作地址', '上班地址', '工作地点', '详细地址', '企业地址', '单位地址'],
  ageMin: ['age_min', '最低年龄'],
  ageMax: ['age_max', '最高年龄'],
  ageText: ['age_text', '年龄要求', '年龄', '年龄(周岁)', '年龄要求(周岁)'],
  sexText: ['sex_requirement_text', '性别', '性别要求'],
  educationText: ['education_text', '学历要求', '学历', '文化程度', '文化程度要求'],
  requirement: ['skill_text', '技能要求', '岗位要求', '招聘要求', '其他要求', '任职要求', '要求'],
  publishedOn: ['published_on', '发布日期', '发布时间', '登记日期'],
  sourceUrl: ['source_url', '来源网址', '信息来源'],
  sourceKind: ['source_kind'],
  sourceId: ['source_row_id', '岗位编号', '职位编号'],
};

const FIELD_OF = new Map(
  Object.entries(HEADINGS).flatMap(([field, names]) =>
    names.map((name): [string, PostingField] => [normalizeHeading(name), field as PostingField]),
  ),
);

/** One of each group must be there; the sentence names the usual Chinese heading. */
const MANDATORY: readonly (readonly [zh: string, en: string, oneOf: readonly PostingField[]])[] = [
  ['企业名称', 'employer', ['employer']],
  ['岗位名称', 'title', ['title']],
  ['招聘人数', 'headcount_text', ['headcountText', 'headcount']],
  ['工作城市', 'city', ['city']],
];

/** Whether a row can be the heading of a vacancy list: at least two of its cells are headings we know. */
export function isPostingHeading(headings: readonly string[]): boolean {
  return headings.filter((heading) => FIELD_OF.has(heading.toLowerCase())).length >= 2;
}

/**
 * Finds the fields of a vacancy list in its (normalised) headings. Throws BAD_USER_INPUT: COLUMNS_MISSING,
 * naming every mandatory column that is not there, or COLUMNS_AMBIGUOUS, naming two headings that mean the same.
 */
export function mapPostingColumns(headings: readonly string[]): PostingColumns {
  const columns = new Map<PostingField, string>();
  for (const heading of headings) {
    const field = FIELD_OF.get(heading.toLowerCase().replace(/ \(\d+\)$/, ''));
    if (!field) continue;
    const twin = columns.get(field);
    if (twin !== undefined) throw ambiguous(twin, heading);
    columns.set(field, heading);
  }
  const missing = MANDATORY.filter(([, , oneOf]) => !oneOf.some((field) => columns.has(field)));
  if (missing.length === 0) return columns;
  throw badInput(
    'file',
    'COLUMNS_MISSING',
    {
      zh: `表格缺少必需的列：${missing.map(([zh]) => zh).join('、')}。`,
      en: `The sheet lacks mandatory columns: ${missing.map(([zh, en]) => `${en} (${zh})`).join(', ')}.`,
    },
    { allowed: missing.map(([zh]) => zh) },
  );
}

function ambiguous(one: string, other: string) {
  return badInput('file', 'COLUMNS_AMBIGUOUS', {
    zh: `“${one}”和“${other}”两列含义相同，请只保留一列。`,
    en: `The columns ${one} and ${other} mean the same; keep one of them.`,
  });
}
