/**
 * Ledgers of invented workers as a county has them, made from the headings of the national export; one row in
 * thirty-three is faulty, each in a way that is known. The same seed makes the same ledger, of any length.
 */
import { idCheckCharacter } from '#kernel/id-number.js';
import { type Dice, dice, mix } from '#demo/random.js';

/** Cells by heading. */
export type LedgerRow = Readonly<Record<string, string>>;

export interface PlantedRow {
  readonly row: LedgerRow;
  /** Why the row will be refused; left out: it will be taken. */
  readonly reason?: string;
}

const SURNAMES = [...'王李张刘陈杨黄吴周潘石龙欧'];
const GIVEN = [...'虚构拟造假设试演'];
/** Of the test ground: towns of the county of Liping, with the villages that `VILLAGES` plants. */
const PLACES = [
  ['龙形街道', '五里桥村'],
  ['龙形街道', '城关社区'],
  ['中潮镇', ''],
] as const;
/** Villages of one town; the other has none on record. Code, name, town. */
export const VILLAGES = [
  ['522631003201', '五里桥村', '522631003'],
  ['522631003001', '城关社区', '522631003'],
] as const;
const WORK = [
  ['广东省佛山市', '佛山虚构陶瓷厂', '自行外出务工'],
  ['县内', '', '帮扶车间'],
  ['浙江省杭州市萧山区', '', '劳务协作'],
  ['', '', ''],
  ['', '', ''],
] as const;

/** The ID number of the invented person at this place: no two have the same one below 498 501. */
export function ledgerIdNumber(index: number, birth: string, sex: 1 | 2): string {
  const lap = Math.floor(index / 999);
  const first = `${999_001 + (index % 999)}${birth}${String((lap % 499) * 2 + (sex === 1 ? 1 : 2)).padStart(3, '0')}`;
  return first + idCheckCharacter(first);
}

/** One good row. */
export function ledgerRow(seed: number, index: number): LedgerRow {
  const roll = dice(mix(seed, index));
  const sex = roll.chance(0.5) ? 1 : 2;
  const birth = `${roll.int(1966, 2006)}${two(roll.int(1, 12))}${two(roll.int(1, 28))}`;
  const [town, village] = roll.pick(PLACES);
  const [place, employer, channel] = roll.pick(WORK);
  const monitored = roll.chance(0.1);
  return {
    县: '黎平县',
    乡: town,
    村: village,
    户编号: String(100_000 + Math.floor(index / 3)),
    姓名: roll.pick(SURNAMES) + roll.pick(GIVEN) + roll.pick(GIVEN),
    性别: sex === 1 ? '男' : '女',
    出生日期: spelled(roll, birth),
    证件号码: written(roll, ledgerIdNumber(index, birth, sex)),
    民族: roll.pick(['侗族', '苗族', '汉']),
    成员联系电话: `154${String(index).padStart(8, '0')}`,
    文化程度: roll.pick(['小学', '初中', '高中', '大专', '文盲或半文盲']),
    在校生状况: '',
    劳动技能: roll.pick(['普通劳动力', '普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '丧失劳动力']),
    户类型: monitored ? '监测户' : roll.pick(['脱贫户', '一般农户']),
    监测对象类别: monitored ? roll.pick(['脱贫不稳定户', '边缘易致贫户', '突发严重困难户']) : '',
    是否享受低保: roll.pick(['是', '否', '']),
    务工所在地: place,
    '务工时间（月）': place === '' ? '' : '6',
    务工企业名称: employer,
    就业渠道: channel,
  };
}

/** What is done to a good row, and why it will be refused then. */
export const FAULTS: readonly (readonly [reason: string, spoil: (row: LedgerRow) => LedgerRow])[] = [
  [
    'BAD_CHECK_DIGIT',
    (row) => ({ ...row, 证件号码: plain(row).slice(0, 17) + (plain(row).endsWith('1') ? '2' : '1') }),
  ],
  ['ID_NUMBER_LOST_DIGITS', (row) => ({ ...row, 证件号码: '9.99001E+17' })],
  ['BAD_LENGTH', (row) => ({ ...row, 证件号码: plain(row).slice(0, 16) })],
  ['IMPOSSIBLE_BIRTH_DATE', (row) => ({ ...row, 证件号码: `999001199002300${'0'.repeat(2)}X` })],
  ['REAL_IDENTITY', (row) => ({ ...row, 证件号码: '11010519491231002x', 性别: '', 出生日期: '' })],
  ['SEX_DIFFERS', (row) => ({ ...row, 性别: row['性别'] === '男' ? '女' : '男' })],
  ['BIRTH_DATE_DIFFERS', (row) => ({ ...row, 出生日期: '1959-02-28' })],
  ['NAME', (row) => ({ ...row, 姓名: '杨3' })],
  ['OTHER_COUNTY', (row) => ({ ...row, 县: '从江县' })],
  ['TOWN_UNKNOWN', (row) => ({ ...row, 乡: '无此镇' })],
  ['VILLAGE_UNKNOWN', (row) => ({ ...row, 乡: '龙形街道', 村: '无此村' })],
  ['EDUCATION_UNKNOWN', (row) => ({ ...row, 文化程度: '上过学' })],
  ['EDUCATION_MISSING', (row) => ({ ...row, 文化程度: '' })],
  ['WORK_ABILITY_UNKNOWN', (row) => ({ ...row, 劳动技能: '能干' })],
  ['WORK_ABILITY_MISSING', (row) => ({ ...row, 劳动技能: '' })],
  ['HOUSEHOLD_KIND_UNKNOWN', (row) => ({ ...row, 户类型: '某户' })],
  ['MONITORED_KIND_UNKNOWN', (row) => ({ ...row, 户类型: '监测户', 监测对象类别: '' })],
  ['WORK_PLACE_UNKNOWN', (row) => ({ ...row, 务工所在地: '很远的地方', '务工时间（月）': '3' })],
];
const TWINS = ['DUPLICATE_IN_FILE', 'NUMBER_SHARED_IN_FILE'] as const;
const EVERY = 33;

/** Rows of a ledger, as many as asked for; `faulty`: every 33rd is refused, for each reason in turn. */
export function* ledger(count: number, { seed = 1, faulty = false } = {}): Generator<PlantedRow> {
  let before = ledgerRow(seed, 0);
  for (let index = 0; index < count; index += 1) {
    const row = ledgerRow(seed, index);
    const fault = faulty && index % EVERY === EVERY - 1 ? Math.floor(index / EVERY) : undefined;
    if (fault === undefined) {
      before = row;
      yield { row };
      continue;
    }
    const kind = fault % (FAULTS.length + TWINS.length);
    const [reason, spoil] = FAULTS[kind] ?? [];
    const twin = TWINS[kind - FAULTS.length];
    if (reason && spoil) yield { row: spoil(row), reason };
    else yield { row: twin === 'DUPLICATE_IN_FILE' ? before : { ...before, 姓名: '另一虚构' }, reason: twin };
  }
}

/** The ledger as a CSV file in pieces, so that one of any length needs no room. */
export function* ledgerCsv(rows: Iterable<LedgerRow>): Generator<Buffer> {
  let headings: string[] | undefined;
  let piece = '';
  for (const row of rows) {
    if (!headings) {
      headings = Object.keys(row);
      piece = `\ufeff${headings.join(',')}\r\n`;
    }
    piece += `${headings.map((heading) => cell(row[heading] ?? '')).join(',')}\r\n`;
    if (piece.length < 60_000) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** As offices write days. */
function spelled(roll: Dice, birth: string): string {
  const [year, month, day] = [birth.slice(0, 4), Number(birth.slice(4, 6)), Number(birth.slice(6))];
  return roll.pick([
    `${year}-${two(month)}-${two(day)}`,
    `${year}/${month}/${day}`,
    `${year}年${month}月`,
    birth,
  ]);
}

/** As offices and their spreadsheets write numbers. */
function written(roll: Dice, number: string): string {
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return roll.weighted([
    [number, 20],
    [`="${number}"`, 2],
    [number.toLowerCase(), 2],
    [wide(number), 1],
    [` ${number.slice(0, 6)} ${number.slice(6)}`, 1],
  ]);
}

/** The number of a row in plain digits. */
function plain(row: LedgerRow): string {
  const half = (row['证件号码'] ?? '').replace(/[０-９]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - 0xfee0),
  );
  return half.replace(/[="\s]/g, '').toUpperCase();
}
