import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { dice, mix } from '#demo/random.js';
import { writeWorkbook } from '#sheet/write-workbook.js';
import { HOSTILE_NAMES, HOSTILE_PEOPLES, HOSTILE_SKILLS } from './hostile-texts.js';
import { fileOf } from './imports.js';
import { FAULTS, type LedgerRow, ledgerRow } from './worker-sheets.js';

/** People of all the ledgers of one draw. */
export const PEOPLE = 10;
const FORMATS = ['csv', 'xlsx'] as const;

/** A row of a ledger: of whom, which of a few things it says of them, and what is wrong with it. */
interface Line {
  readonly person: number;
  readonly said: number;
  /** The place in FAULTS. */
  readonly fault: number | null;
}

/** A ledger as some office keeps it. */
export interface Ledger {
  readonly format: (typeof FORMATS)[number];
  readonly lines: readonly Line[];
}

/** A file, and what it is called. */
export interface LedgerFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const aLine: fc.Arbitrary<Line> = fc.record({
  person: fc.nat(PEOPLE - 1),
  said: fc.nat(2),
  fault: fc.oneof({ arbitrary: fc.constant(null), weight: 7 }, fc.nat(FAULTS.length - 1)),
});

const someLines = fc
  .tuple(
    fc.uniqueArray(aLine, { selector: ({ person }) => person, minLength: 1, maxLength: 8 }),
    fc.array(aLine, { maxLength: 1 }),
  )
  .map((lines) => lines.flat());

/** Ledgers of the same few people: some are in several, with equal and with other values, or twice in one. */
export const someLedgers: fc.Arbitrary<Ledger[]> = fc.array(
  fc.record({ format: fc.constantFrom(...FORMATS), lines: someLines }),
  { minLength: 1, maxLength: 3 },
);

/** The ledger in so many, each person in one of them: which of them is applied first makes no difference. */
export function split({ format, lines }: Ledger, parts: number): Ledger[] {
  return Array.from({ length: parts }, (_, part) => ({
    format,
    lines: lines.filter(({ person }) => person % parts === part),
  })).filter((one) => one.lines.length > 0);
}

/** The ledger as a file; `from`: the people of the draw are those of the test's ledgers from here on. */
export async function ledgerFile({ format, lines }: Ledger, from: number): Promise<LedgerFile> {
  const rows = lines.map((line) => rowOf(line, from + line.person));
  if (format === 'csv') return { name: '台账.csv', bytes: fileOf(rows) };
  const columns = Object.keys(rows[0] ?? {}).map((heading) => ({ heading }));
  const cells = rows.map((row) => Object.values(row));
  return {
    name: '台账.xlsx',
    bytes: await buffer(writeWorkbook([{ name: '劳动力', columns, rows: cells }])),
  };
}

function rowOf({ said, fault }: Line, index: number): LedgerRow {
  const person = ledgerRow(1, index);
  const roll = dice(mix(said, index));
  const row = {
    ...ledgerRow(said, index),
    ...Object.fromEntries(WHO.map((heading) => [heading, person[heading] ?? ''])),
    ...(said === 2 && { 姓名: HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '' }),
    ...(said === 1 && { 成员联系电话: `154${String(50_000_000 + index)}` }),
    ...(roll.chance(0.3) && { 民族: roll.pick(HOSTILE_PEOPLES) ?? '' }),
    技能: roll.some(HOSTILE_SKILLS, roll.int(0, 3)).join('、'),
    备注: `${roll.pick(HOSTILE_SKILLS)}\r\n"${roll.pick(HOSTILE_SKILLS).repeat(roll.int(0, 6))}",`,
  };
  return fault === null ? row : (FAULTS[fault]?.[1](row) ?? row);
}

/** What is the same of a person in every ledger. */
const WHO = ['姓名', '性别', '出生日期', '证件号码', '成员联系电话'];
