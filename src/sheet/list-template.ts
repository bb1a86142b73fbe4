import type { Readable } from 'node:stream';
import type { HeadingTable } from './heading-book.js';
import type { ColumnToWrite, SheetToWrite } from './worksheet-xml.js';
import { writeWorkbook } from './write-workbook.js';

/** One sentence on how a list is filled in, in both languages. */
export type FillingRule = readonly [zh: string, en: string];

/** What the template of one kind of list is made of. */
export interface ListToFill<Field extends string> {
  /** What its sheet is called. */
  readonly sheet: string;
  readonly table: HeadingTable<Field>;
  /** Its columns, in their order. */
  readonly fields: readonly Field[];
  readonly mandatory: readonly Field[];
  /** Columns of long texts. */
  readonly wide: readonly Field[];
  /** Rows that nobody's are. */
  readonly examples: readonly Partial<Record<Field, string>>[];
  /** What is to be said of this kind of list alone. */
  readonly rules: readonly FillingRule[];
}

const WIDE = 24;
const NARROW = 14;

/** How any list is filled in. */
const RULES: readonly FillingRule[] = [
  [
    '带 * 的列必须填写，其他没有就不填。',
    'Columns with * must be filled in; leave the others empty where there is nothing.',
  ],
  ['单元格都是文本格式，请保留。', 'All cells are text; keep them so.'],
  ['列可以删除、换位；表头文字请保留。', 'Columns may be deleted or moved; keep the words of the heading.'],
  ['“示例”工作表不会被导入。', 'The sheet 示例 is not imported.'],
];

/**
 * An empty workbook for a list, in flat memory: the sheet to fill in with drop-downs for closed lists, a sheet of
 * invented rows that no import reads, and a sheet that explains every column.
 */
export function listTemplate<Field extends string>(list: ListToFill<Field>): Readable {
  const { sheet, fields, examples } = list;
  const columns = fields.map((field) => columnOf(list, field));
  return writeWorkbook([
    { name: sheet, columns, rows: [] },
    {
      name: '示例',
      columns,
      rows: examples.map((example) => fields.map((field) => example[field] ?? '')),
    },
    explanation(list),
  ]);
}

function columnOf<Field extends string>(
  { table, mandatory, wide }: ListToFill<Field>,
  field: Field,
): ColumnToWrite {
  const { says, names, words } = table[field];
  return {
    heading: `${mandatory.includes(field) ? '*' : ''}${names[0]}`,
    width: wide.includes(field) ? WIDE : NARROW,
    hint: `${says.zh}\n${says.en}`,
    ...(words && { choices: words }),
  };
}

function explanation<Field extends string>({
  table,
  fields,
  mandatory,
  rules,
}: ListToFill<Field>): SheetToWrite {
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
      ...[...rules, ...RULES].map(([zh, en]) => ['', '', zh, en]),
      ...fields.map((field) => {
        const { says, names, words = [] } = table[field];
        return [names[0], mandatory.includes(field) ? '是 yes' : '', says.zh, says.en, words.join('、')];
      }),
    ],
  };
}
