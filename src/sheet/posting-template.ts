import type { Readable } from 'node:stream';
import { type FillingRule, listTemplate } from './list-template.js';
import { POSTING_HEADINGS, type PostingField } from './posting-headings.js';

/** The columns of the template, in their order: what a station asks of an employer. */
const FIELDS: readonly PostingField[] = [
  'employer',
  'title',
  'headcountText',
  'city',
  'district',
  'workAddress',
  'wageText',
  'ageText',
  'educationText',
  'requirement',
  'publishedOn',
  'sourceId',
];
const MANDATORY: readonly PostingField[] = ['employer', 'title', 'headcountText', 'city'];
const WIDE: readonly PostingField[] = ['employer', 'workAddress', 'wageText', 'requirement'];

/** Posts of an employer that does not exist. */
const EXAMPLES: readonly Partial<Record<PostingField, string>>[] = [
  {
    employer: '佛山市示例陶瓷有限公司',
    title: '打磨工',
    headcountText: '20',
    city: '佛山市',
    district: '禅城区',
    workAddress: '禅城区示例工业园 1 号',
    wageText: '5000-6500元/月',
    ageText: '18-50岁',
    educationText: '不限',
    requirement: '无经验可培训',
    publishedOn: '2026-03-02',
    sourceId: 'A001',
  },
  {
    employer: '佛山市示例陶瓷有限公司',
    title: '质检员',
    headcountText: '3',
    city: '佛山市',
    wageText: '22元/小时',
    educationText: '高中及以上',
    sourceId: 'A002',
  },
];

const RULES: readonly FillingRule[] = [
  ['一个岗位一行；同一单位的不同岗位分行填写。', 'One post a row; each post of an employer has its own.'],
  [
    '岗位内容不得含有性别、民族、户籍等歧视性要求，否则该行被拒收。',
    'No demand of sex, ethnicity or hukou: such a row is refused.',
  ],
];

/** An empty workbook for a vacancy list, with invented posts. */
export function postingTemplate(): Readable {
  return listTemplate({
    sheet: '岗位',
    table: POSTING_HEADINGS,
    fields: FIELDS,
    mandatory: MANDATORY,
    wide: WIDE,
    examples: EXAMPLES,
    rules: RULES,
  });
}
