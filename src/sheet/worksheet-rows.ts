import { recordTooLarge, tooManyColumns } from './sheet-faults.js';
import { tooManyRows, workbookBroken } from './workbook-faults.js';
import { textOfCell, type WorkbookBooks, type WrittenCell } from './worksheet-cells.js';
import { XmlFeed, type XmlListener } from './xml-feed.js';

/** A filled row of a worksheet. */
export interface WorksheetRow {
  readonly row: number;
  /** From column A on; empty texts between. */
  readonly cells: readonly string[];
}

/** How wide and long a row may be; the name is for whoever is told. */
export interface RowBounds {
  readonly sheet: string;
  readonly maxColumns: number;
  readonly maxRecordBytes: number;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/**
 * The filled rows of a worksheet's part in flat memory, those that a filter hides among them. Blank cells count
 * for nothing, wherever somebody has formatted them. Throws BAD_USER_INPUT: TOO_MANY_ROWS, TOO_MANY_COLUMNS,
 * RECORD_TOO_LARGE, and what `XmlFeed` throws.
 */
export async function* worksheetRows(
  part: AsyncIterable<Buffer>,
  books: WorkbookBooks,
  bounds: RowBounds,
): AsyncGenerator<WorksheetRow, void, void> {
  const listener = new RowListener(books, bounds);
  const feed = new XmlFeed(listener);
  for await (const bytes of part) {
    feed.write(bytes);
    yield* listener.ready.splice(0);
  }
  feed.end();
  yield* listener.ready.splice(0);
}

class RowListener implements XmlListener {
  readonly ready: WorksheetRow[] = [];
  private inData = false;
  private row = 0;
  private column = -1;
  private letters = 0;
  private cells: string[] = [];
  private cell: WrittenCell | undefined;
  private collecting: 'value' | 'inline' | undefined;
  private sounds = 0;

  constructor(
    private readonly books: WorkbookBooks,
    private readonly bounds: RowBounds,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.inData = true;
    if (!this.inData) return;
    if (name === 'row') this.beginRow(attributes['r']);
    else if (name === 'c') this.beginCell(attributes);
    else if (name === 'rPh') this.sounds += 1;
    else if (!this.cell) return;
    else if (name === 'f') this.cell.hasFormula = true;
    else if (name === 'v') this.collect('value');
    else if (name === 't' && this.sounds === 0) this.collect('inline');
  }

  text(piece: string): void {
    if (!this.collecting || !this.cell) return;
    this.letters += piece.length;
    if (this.letters > this.bounds.maxRecordBytes) throw recordTooLarge(this.row, this.bounds.sheet);
    this.cell[this.collecting] = (this.cell[this.collecting] ?? '') + piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collecting = undefined;
    else if (name === 'rPh') this.sounds -= 1;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'sheetData') this.inData = false;
  }

  private collect(what: 'value' | 'inline'): void {
    this.collecting = what;
    if (this.cell) this.cell[what] ??= '';
  }

  private beginRow(written: string | undefined): void {
    const row = written === undefined ? this.row + 1 : Number(written);
    if (row > MOST_ROWS) throw tooManyRows(MOST_ROWS);
    if (!Number.isInteger(row) || row <= this.row) throw workbookBroken();
    this.row = row;
    this.column = -1;
    this.letters = 0;
    this.cells = [];
  }

  private beginCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    this.cell = { type: t, style: Number(s ?? 0), value: undefined, inline: '', hasFormula: false };
  }

  private endCell(): void {
    const { cell, column } = this;
    if (!cell) return;
    this.cell = undefined;
    const text = textOfCell(cell, this.books);
    if (text === '') return;
    if (column >= this.bounds.maxColumns)
      throw tooManyColumns(this.row, this.bounds.maxColumns, this.bounds.sheet);
    this.letters += text.length;
    if (this.letters > this.bounds.maxRecordBytes) throw recordTooLarge(this.row, this.bounds.sheet);
    while (this.cells.length < column) this.cells.push('');
    this.cells[column] = text;
  }

  private endRow(): void {
    if (this.cells.length > 0) this.ready.push({ row: this.row, cells: this.cells });
  }
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MOST_COLUMNS) throw workbookBroken();
  }
  if (column === 0) throw workbookBroken();
  return column - 1;
}
