import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { pathOf } from '#kernel/region-code.js';
import { normalizeUscc } from '#kernel/uscc.js';
import { uuidv7 } from '#kernel/uuid.js';
import { cityOf } from '#party/city-of.js';
import { Organization } from '#party/organization.entity.js';
import { employersNamed, lockNames, plainName } from '#party/same-name.js';
import { called, oneOf } from './called.js';
import { EMPTY, readWord } from './cell-word.js';
import { readEmployer } from './read-posting-words.js';
import { readWhere } from './read-where.js';
import { regionNames } from './region-names.js';
import type { RowUnderReading } from './row-under-reading.js';
import { type Fate, verbList } from './verb-list.js';

const TYPES = {
  用人单位: 'EMPLOYER',
  企业: 'EMPLOYER',
  人力资源公司: 'HR_COMPANY',
  劳务公司: 'HR_COMPANY',
} as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

const ORGANIZATION_HEADINGS = {
  name: called(
    '单位全称，与营业执照一致',
    'The full name as on the business licence',
    '单位名称',
    '企业名称',
    '用人单位',
    '用人单位名称',
    '公司名称',
  ),
  uscc: called(
    '统一社会信用代码，18 位，单元格设为文本；港澳台及境外单位可不填',
    'Unified social credit code of 18 characters, in a text cell; bodies from elsewhere have none',
    '统一社会信用代码',
    '社会信用代码',
    '信用代码',
    '营业执照号',
  ),
  type: oneOf(
    ['用人单位', '人力资源公司'],
    called(
      '单位类型；不填为用人单位',
      'What it is; by default an employer',
      '单位类型',
      '机构类型',
      '企业类型',
    ),
  ),
  region: called(
    '所在城市或区县，如“佛山市禅城区”',
    'Its city or district, such as 佛山市禅城区',
    '所在地区',
    '所在地',
    '地区',
    '城市',
    '区县',
  ),
};
type Field = keyof typeof ORGANIZATION_HEADINGS;

interface Said {
  readonly name: string;
  readonly type: Type;
  readonly region: string;
  /** Path of the city of the region: a name is one body within it. */
  readonly city: string;
  readonly uscc?: string;
}

const NOT_YOUR_CITY = refused(
  'NOT_YOUR_CITY',
  '该单位不在本机构负责的地区，只能登记本地区的单位。',
  'The organization is not in your region; you register those of your own region only.',
);
const CODE_TAKEN = refused(
  'USCC_TAKEN',
  '该统一社会信用代码已由另一单位使用，请对照营业执照核对。',
  'Another organization has this unified social credit code: compare it with the licence.',
);
const CODE_DIFFERS = refused(
  'USCC_DIFFERS',
  '本市同名单位已登记另一统一社会信用代码，请对照营业执照核对。',
  'An organization of this name in the city has another unified social credit code: compare it with the licence.',
);

/** Employers and labour companies of a station’s region (单位名录): a name is one body within a city, a credit code one anywhere. */
export const ORGANIZATION_LIST = verbList<Field, Said, OfRow>({
  word: 'organizations',
  says: { zh: '单位名录，一行一个单位', en: 'employers and labour companies, one a row' },
  verb: 'sheet.importOrganizations',
  needs: ['organization.register'],
  sheet: '单位',
  table: ORGANIZATION_HEADINGS,
  fields: ['name', 'uscc', 'type', 'region'],
  mandatory: ['name', 'region'],
  wide: ['name', 'uscc', 'region'],
  examples: [{ name: '佛山市示例陶瓷有限公司', type: '用人单位', region: '佛山市禅城区' }],
  rules: [
    [
      '同一城市内同名即为同一单位；已登记的单位补充信用代码，其他不变。',
      'A name is one organization within a city; one that is on record is given its code, and nothing else changes.',
    ],
  ],
  keyField: 'name',
  reader(op) {
    const resolve = regionNames(op.regions);
    return (row) => readOrganization(op, row, resolve);
  },
  sameAs: ({ name, city }) => `${plainName(name)} ${city}`,
  meet,
  bring,
});

function readOrganization(
  op: Operation,
  row: RowUnderReading<Field>,
  resolve: ReturnType<typeof regionNames>,
): Said | undefined {
  const name = row.understood('name', readEmployer(row.cell('name')));
  const type = row.understood('type', readWord<Type>(row.cell('type'), TYPES));
  const region = row.understood('region', readWhere(row.cell('region'), resolve));
  const uscc = row.understood('uscc', readCode(row.cell('uscc')));
  if (region && region.code === null) row.refuse('region', EMPTY);
  if (!name || !type || !region?.code || !uscc) return undefined;
  if (!op.may('organization.register', { destination: pathOf(region.code) })) {
    row.refuse('region', NOT_YOUR_CITY);
    return undefined;
  }
  return {
    name: name.employer,
    type: type.code ?? 'EMPLOYER',
    region: region.code,
    city: cityOf(op, region.code).path,
    ...(uscc.value !== null && { uscc: uscc.value }),
  };
}

function readCode(cell: string): Reading<{ value: string | null }> {
  return cell.trim() === '' ? { ok: true, value: null } : normalizeUscc(cell);
}

/** The body of a row, where it is on record. */
interface OfRow {
  readonly here: Organization | undefined;
}

async function meet(op: Operation, batch: readonly Said[]): Promise<Reading<OfRow>[]> {
  // Two lists of one city wait for each other, so neither registers a name twice; in one order, so that neither waits for ever.
  const cities = [...new Set(batch.map((said) => said.city))].toSorted();
  for (const city of cities) await lockNames(op, city);
  const names = batch.map(({ name }) => name);
  const named = await employersNamed(op, names, cities);
  const coded = await op.em.find(Organization, { uscc: { $in: batch.flatMap(({ uscc }) => uscc ?? []) } });
  return batch.map(({ name, city, uscc }) => {
    const here = named.find((one) => plainName(one.name) === plainName(name) && one.path.startsWith(city));
    const holder = uscc === undefined ? undefined : coded.find((one) => one.uscc === uscc);
    if (holder && holder !== here) return CODE_TAKEN;
    if (here?.uscc != null && uscc !== undefined && here.uscc !== uscc) return CODE_DIFFERS;
    return { ok: true, here };
  });
}

async function bring(op: Operation, said: Said, { here }: OfRow): Promise<Fate> {
  const { path } = op.regions.must(said.region, 'region');
  op.must('organization.register', { destination: path });
  if (!here) {
    op.em.create(Organization, {
      id: uuidv7(op.now.getTime()),
      type: said.type,
      name: said.name,
      regionCode: said.region,
      path,
      uscc: said.uscc ?? null,
      side: op.viewer.role === 'STATION_LIAISON' ? 'DESTINATION' : 'ORIGIN',
    });
    await op.em.flush();
    return { fate: 'CREATED' };
  }
  if (said.uscc === undefined || here.uscc === said.uscc) return { fate: 'UNCHANGED' };
  here.uscc = said.uscc;
  await op.em.flush();
  return { fate: 'CORRECTED' };
}
