import type { Readable } from 'node:stream';
import { exampleNumber } from './example-number.js';
import { type FillingRule, listTemplate } from './list-template.js';
import { WORKER_HEADINGS, type WorkerCells, type WorkerField } from './worker-headings.js';

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
const WIDE: readonly WorkerField[] = ['idNumber', 'employer', 'workPlace', 'wishedPlaces', 'remark'];

/** People who do not exist; no operator holds phones beginning 154. */
const EXAMPLES: readonly Partial<WorkerCells>[] = [
  {
    name: '潘示例',
    idNumber: exampleNumber('99900119850612001'),
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
    idNumber: exampleNumber('99900119900208002'),
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

const RULES: readonly FillingRule[] = [
  ['一人一行；同一户填相同的户编号。', 'One person a row; the same household number for all of a household.'],
  [
    '身份证号请不要改成数字，否则末三位会丢失。',
    'Do not make ID numbers numbers, or they lose their last three digits.',
  ],
];

/** An empty workbook for a list of workers and households, with invented people. */
export function workerTemplate(): Readable {
  return listTemplate({
    sheet: '劳动力',
    table: WORKER_HEADINGS,
    fields: FIELDS,
    mandatory: MANDATORY,
    wide: WIDE,
    examples: EXAMPLES,
    rules: RULES,
  });
}
