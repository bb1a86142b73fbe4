import type { Readable } from 'node:stream';
import { idCheckCharacter } from '#kernel/id-number.js';
import { WORKER_HEADINGS, type WorkerCells, type WorkerField } from './worker-headings.js';
import type { ColumnToWrite, SheetToWrite } from './worksheet-xml.js';
import { writeWorkbook } from './write-workbook.js';

/**
 * The columns of the template, in their order: what a county registers of a person. Sex, age and birth date are in
 * the ID number, so nobody types them.
 */
const FIELDS: readonly WorkerField[] = [
  'name',
  'idNumber',
  'verified',
  'phone',
  'ethnicity',
  'education',
  'workAbility',
  'county',
  'town',
  'village',
  'householdNumber',
  'relationToHead',
  'site',
  'building',
  'householdKind',
  'monitoredKind',
  'lowIncome',
  'relocated',
  'hardship',
  'disability',
  'skills',
  'certificate',
  'employmentForm',
  'workPlace',
  'employer',
  'occupation',
  'monthlyWage',
  'workSince',
  'wishesWork',
  'wishedPlaces',
  'wishedOccupations',
  'wishedWage',
  'wishedTraining',
  'remark',
];
const MANDATORY: readonly WorkerField[] = [
  'name',
  'idNumber',
  'education',
  'workAbility',
  'county',
  'town',
  'village',
];
const WIDE = 24;
const WIDE_FIELDS: readonly WorkerField[] = ['idNumber', 'employer', 'workPlace', 'wishedPlaces', 'remark'];

/** An ID number that was never issued: no address code begins with 999. Nor does an operator hold phones beginning 154. */
const invented = (first17: string): string => first17 + idCheckCharacter(first17);
const EXAMPLES: readonly Partial<WorkerCells>[] = [
  {
    name: '潘示例',
    idNumber: invented('99900119850612001'),
    verified: '查验身份证',
    phone: '15400000001',
    ethnicity: '侗族',
    education: '初中',
    workAbility: '普通劳动力',
    county: '从江县',
    town: '丙妹镇',
    village: '大塘村',
    householdNumber: 'H0001',
    relationToHead: '户主',
    householdKind: '脱贫户',
    lowIncome: '否',
    relocated: '否',
    skills: '砌筑、电焊',
    employmentForm: '单位就业',
    workPlace: '广东省佛山市',
    employer: '佛山市某某陶瓷有限公司',
    occupation: '打磨工',
    monthlyWage: '5200',
    workSince: '2026-03-02',
    wishesWork: '更换工作',
    wishedPlaces: '佛山市、珠三角',
    wishedOccupations: '电焊工',
    wishedWage: '6000',
    wishedTraining: '电焊',
  },
  {
    name: '王示例',
    idNumber: invented('99900119900208002'),
    ethnicity: '苗族',
    education: '小学',
    workAbility: '弱劳动力或半劳动力',
    county: '从江县',
    town: '丙妹镇',
    village: '大塘村',
    householdNumber: 'H0001',
    relationToHead: '配偶',
    householdKind: '脱贫户',
    lowIncome: '否',
    relocated: '否',
    wishesWork: '就近就业',
    remark: '照顾学龄前儿童',
  },
];

/** How the sheet is filled in, as a whole. */
const RULES: readonly (readonly [zh: string, en: string])[] = [
  ['一人一行；同一户填相同的户编号。', 'One person a row; the same household number for all of a household.'],
  [
    '带 * 的列必须填写，其他没有就不填。',
    'Columns with * must be filled in; leave the others empty where there is nothing.',
  ],
  [
    '单元格都是文本格式，请不要改成数字，否则身份证号末三位会丢失。',
    'All cells are text. Do not make them numbers, or ID numbers lose their last three digits.',
  ],
  ['列可以删除、换位；表头文字请保留。', 'Columns may be deleted or moved; keep the words of the heading.'],
  ['“示例”工作表不会被导入。', 'The sheet 示例 is not imported.'],
];

/**
 * An empty workbook for a list of workers and households, in flat memory: the sheet to fill in with drop-downs for
 * closed lists, a sheet of invented people that no import reads, and a sheet that explains every column.
 */
export function workerTemplate(): Readable {
  return writeWorkbook([
    { name: '劳动力', columns: FIELDS.map(columnOf), rows: [] },
    {
      name: '示例',
      columns: FIELDS.map(columnOf),
      rows: EXAMPLES.map((person) => FIELDS.map((field) => person[field] ?? '')),
    },
    explanation(),
  ]);
}

function columnOf(field: WorkerField): ColumnToWrite {
  const { says, names, words } = WORKER_HEADINGS[field];
  return {
    heading: `${MANDATORY.includes(field) ? '*' : ''}${names[0]}`,
    width: WIDE_FIELDS.includes(field) ? WIDE : 14,
    hint: `${says.zh}\n${says.en}`,
    choices: words,
  };
}

function explanation(): SheetToWrite {
  return {
    name: '填写说明',
    columns: [
      { heading: '列 Column', width: 20 },
      { heading: '必填 Mandatory', width: 12 },
      { heading: '说明', width: 44 },
      { heading: 'Explanation', width: 44 },
      { heading: '可选值 Choices', width: 60 },
    ],
    rows: [
      ...RULES.map(([zh, en]) => ['', '', zh, en]),
      ...FIELDS.map((field) => {
        const { says, names, words = [] } = WORKER_HEADINGS[field];
        return [names[0], MANDATORY.includes(field) ? '是 yes' : '', says.zh, says.en, words.join('、')];
      }),
    ],
  };
}
