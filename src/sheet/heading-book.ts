import type { Message } from '#kernel/error.js';
import { GROUP_SIGN, normalizeHeading } from './sheet-heading.js';

/** What one field is called in the sheets of offices. */
export interface FieldHeadings {
  /** What stands in the column, in both languages: for templates and for whoever maps a heading by hand. */
  readonly says: Message;
  /** Its headings; the first is the one that templates and lists of ours use. */
  readonly names: readonly [string, ...string[]];
  /** The words that the column takes, where they are a closed list: the drop-down of a template. */
  readonly words?: readonly string[];
  /** The field that a second column of this meaning is, as long as no other column is that: a second telephone. */
  readonly second?: string;
}

/** The fields that one kind of list can have. */
export type HeadingTable<Field extends string> = Readonly<Record<Field, FieldHeadings>>;

/** What the headings of a sheet mean. */
export interface Recognition<Field extends string> {
  /** heading → field; two headings may mean the same field: see `doubled`. */
  readonly known: ReadonlyMap<string, Field>;
  /** Headings that no field is called by, in the order of the sheet; blank ones are left out. */
  readonly unknown: readonly string[];
  /** The groups of `mandatory` of which the sheet has no field. */
  readonly missing: readonly (readonly Field[])[];
  /** Fields that several headings mean, with these in the order of the sheet. */
  readonly doubled: ReadonlyMap<Field, readonly string[]>;
}

/** What an organization calls its columns: from `headingKey` to the field; null: the column is passed over. */
export type OwnHeadings = ReadonlyMap<string, string | null>;

/** What is asked of `recognize` besides the table. */
export interface RecognizeOptions<Field extends string> {
  /** Of each group one field at least must be there. */
  readonly mandatory?: readonly (readonly [Field, ...Field[]])[];
  /** What this organization calls its columns; it goes before the table. A field that the table has no more counts for nothing. */
  readonly own?: OwnHeadings | undefined;
}

/** Traditional letters that occur in headings; each stands above its simplified one. */
const TRADITIONAL =
  '證號碼縣鄉鎮戶齡別業職話電聯繫機時間務單勞動區現學歷況類農險養醫療殘歲產員稱點編關係與貧難麼萬資標準確認識種補貼應屆畢結' +
  '狀態長訓級術專門內開國東來處發備註請選擇實親屬對幫監測體無雙語訊網絡從達協議簽約樓棟屬願圖緣';
const SIMPLE =
  '证号码县乡镇户龄别业职话电联系机时间务单劳动区现学历况类农险养医疗残岁产员称点编关系与贫难么万资标准确认识种补贴应届毕结' +
  '状态长训级术专门内开国东来处发备注请选择实亲属对帮监测体无双语讯网络从达协议签约楼栋属愿图缘';
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  [...TRADITIONAL].map((letter, i) => [letter, SIMPLE.charAt(i)]),
);
/** What offices write around a heading to say that it must be filled in, or how. */
const MARKS = /[*★☆※:]|\((?:必填|选填|可选|非必填|必填项|下拉选择|文本|文本格式)\)/g;
const ITS_NUMBER = / \(\d+\)$/;

/**
 * A heading as it is looked up: half width, without blanks, in small and simplified letters, without the marks of
 * a mandatory column and without the number that tells twins apart. `*身份證號（必填）` is `身份证号`.
 */
export function headingKey(heading: string): string {
  const plain = normalizeHeading(heading.replace(ITS_NUMBER, ''));
  const simple = [...plain].map((letter) => SIMPLIFIED.get(letter) ?? letter).join('');
  return simple
    .toLowerCase()
    .replace(MARKS, '')
    .replace(/^["'“”]+|["'“”]+$/g, '');
}

/**
 * Finds the fields of a table in the headings of a sheet. A heading below a group (`户主／姓名`) is looked up whole
 * first (`户主/姓名` in the table), then without its group. Nothing is guessed: what the table does not name is unknown.
 */
export function recognize<Field extends string>(
  headings: readonly string[],
  table: HeadingTable<Field>,
  { mandatory = [], own }: RecognizeOptions<Field> = {},
): Recognition<Field> {
  const fields = keysOf(table);
  const known = new Map<string, Field>();
  const unknown: string[] = [];
  const headingsOf = new Map<Field, string[]>();
  for (const heading of headings) {
    if (headingKey(heading) === '') continue;
    const meant = fieldOf(heading, table, fields, own);
    const second = meant && headingsOf.has(meant) ? (table[meant].second as Field | undefined) : undefined;
    const field = second && !headingsOf.has(second) ? second : meant;
    if (field === null) continue;
    if (field === undefined) {
      unknown.push(heading);
      continue;
    }
    known.set(heading, field);
    headingsOf.set(field, [...(headingsOf.get(field) ?? []), heading]);
  }
  return {
    known,
    unknown,
    missing: mandatory.filter((group) => !group.some((field) => headingsOf.has(field))),
    doubled: new Map([...headingsOf].filter(([, its]) => its.length > 1)),
  };
}

/** A row's cells by field. Of two columns of one field the first that is filled counts; a field without a column is left out. */
export function cellsByField<Field extends string>(
  cells: Readonly<Record<string, string>>,
  { known }: Pick<Recognition<Field>, 'known'>,
): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const [heading, field] of known) found[field] ||= cells[heading] ?? '';
  return found;
}

/** The field of a table that is called so in any of its names, or is it by its own; undefined: none. */
export function fieldCalled<Field extends string>(
  table: HeadingTable<Field>,
  name: string,
): Field | undefined {
  return keysOf(table).get(headingKey(name)) ?? (isFieldOf(table, name) ? name : undefined);
}

function fieldOf<Field extends string>(
  heading: string,
  table: HeadingTable<Field>,
  fields: ReadonlyMap<string, Field>,
  own: OwnHeadings | undefined,
): Field | null | undefined {
  const bare = heading.slice(heading.lastIndexOf(GROUP_SIGN) + 1);
  for (const name of [headingKey(heading), headingKey(bare)]) {
    const mapped = own?.get(name);
    if (mapped === null || (mapped !== undefined && isFieldOf(table, mapped))) return mapped;
    const field = fields.get(name);
    if (field !== undefined) return field;
  }
  return undefined;
}

function isFieldOf<Field extends string>(table: HeadingTable<Field>, name: string): name is Field {
  return Object.hasOwn(table, name);
}

const KEYS = new WeakMap<object, ReadonlyMap<string, string>>();

/** Every name of a table by its key; made once per table. */
function keysOf<Field extends string>(table: HeadingTable<Field>): ReadonlyMap<string, Field> {
  const made = KEYS.get(table) as ReadonlyMap<string, Field> | undefined;
  if (made) return made;
  const keys = new Map<string, Field>();
  for (const field of Object.keys(table) as Field[])
    for (const name of table[field].names) keys.set(headingKey(name), field);
  KEYS.set(table, keys);
  return keys;
}
