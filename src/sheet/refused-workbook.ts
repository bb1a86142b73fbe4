import type { Readable } from 'node:stream';
import type { RowRefusal } from './import-summary.js';
import { GROUP_SIGN, normalizeHeading } from './sheet-heading.js';
import type { SheetRow } from './sheet-row.js';
import { writeWorkbook } from './write-workbook.js';
import type { ColumnToWrite } from './worksheet-xml.js';

/** The columns that are ours; whoever sends the mended workbook again need not delete them. */
const WHY = '拒收原因 why refused';
const WHERE = '原位置 cell';
const OURS = [WHY, WHERE].map(normalizeHeading);
const TWIN = / \(\d+\)$/;
const SHEET = '拒收 refused';

/** The refusals of an import by row, as far as they are needed to write the rows out again. */
export class RefusedRows {
  private readonly said = new Map<string, { where: Set<string>; why: string[] }>();

  /** One refusal of a row. */
  add({ sheet, row, cell, column, text }: RowRefusal): void {
    const key = keyOf({ sheet, row });
    const of = this.said.get(key) ?? { where: new Set(), why: [] };
    of.where.add(cell);
    of.why.push(`${column === '' ? '' : `${column}：`}${text.zh} ${text.en}`);
    this.said.set(key, of);
  }

  /** How many rows were refused. */
  get size(): number {
    return this.said.size;
  }

  /**
   * The refused ones of these rows as a workbook of one sheet, under the headings they came under, with the reasons
   * behind: it can be mended and sent again. Rows of several sheets stand together. Null when `lines` holds none.
   */
  async workbook(lines: AsyncIterable<SheetRow>): Promise<Readable | null> {
    const rest = this.refused(lines);
    const first = await rest.next();
    if (first.done) return null;
    const headings = first.value.headings.filter((heading) => !OURS.includes(heading.replace(TWIN, '')));
    const columns = [
      ...headings.map(columnOf),
      { heading: WHY, width: 60, marked: true },
      { heading: WHERE },
    ];
    const cellsOf = (line: SheetRow): readonly string[] => {
      const { why = [], where = [] } = this.said.get(keyOf(line)) ?? {};
      return [...headings.map((heading) => line.cells[heading] ?? ''), why.join('\n'), [...where].join('、')];
    };
    async function* rows() {
      yield cellsOf(first.value as SheetRow);
      for await (const line of rest) yield cellsOf(line);
    }
    return writeWorkbook([{ name: SHEET, columns, rows: rows() }]);
  }

  private async *refused(lines: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow, undefined, void> {
    for await (const line of lines) if (this.said.has(keyOf(line))) yield line;
    return undefined;
  }
}

/** A heading as it stood: its group above it, and twins alike again. */
function columnOf(heading: string): ColumnToWrite {
  const at = heading.lastIndexOf(GROUP_SIGN);
  const bare = heading.slice(at + 1).replace(TWIN, '');
  return at > 0 ? { heading: bare, group: heading.slice(0, at) } : { heading: bare };
}

function keyOf({ sheet, row }: Pick<SheetRow, 'sheet' | 'row'>): string {
  return `${row} ${sheet}`;
}
