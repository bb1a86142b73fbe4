import type { Refused } from '#kernel/reading.js';
import { EMPTY } from './cell-word.js';
import { type CellRemark, type Remark, remarkOn } from './cell-remark.js';
import type { RowRefusal } from './import-summary.js';
import { cellAddress, type SheetRow } from './sheet-row.js';
import type { SheetColumns } from './sheet-columns.js';
import type { WorkerField } from './worker-headings.js';

/** A row's cells by what they mean, and the remarks upon them, gathered while it is read. */
export class RowUnderReading<Field extends string = WorkerField> {
  readonly refusals: RowRefusal[] = [];
  readonly notes: CellRemark[] = [];

  constructor(
    private readonly line: SheetRow,
    private readonly columns: Pick<SheetColumns<Field>, 'of' | 'nameOf'>,
  ) {}

  readonly cell = (field: Field): string => {
    for (const heading of this.columns.of(field))
      if (this.line.cells[heading]) return this.line.cells[heading];
    return '';
  };
  readonly hasColumn = (field: Field): boolean => this.columns.of(field).length > 0;
  /** The heading of the cell that counts for a field, or its usual name where the sheet has none. */
  heading(field: Field): string {
    const headings = this.columns.of(field);
    return headings.find((heading) => this.line.cells[heading]) ?? headings[0] ?? this.columns.nameOf(field);
  }
  on(field: Field, { reason, text }: Remark): CellRemark {
    return remarkOn(this.heading(field), this.cell(field), { reason, text });
  }
  /** The same as a refusal, with its place. */
  refusal(field: Field, remark: Remark): RowRefusal {
    return { ...this.place(field), ...this.on(field, remark) };
  }
  /** Where the cell of a field stands; the row alone where the sheet has no column for it. */
  place(field: Field): Pick<RowRefusal, 'sheet' | 'row' | 'column' | 'cell'> {
    const { sheet, row } = this.line;
    const column = this.heading(field);
    return { sheet, row, column, cell: cellAddress(this.line, column) };
  }
  /** The cell of a field as it is shown with a refusal, for one that only the registry can speak. */
  shown(field: Field): Omit<RowRefusal, 'reason' | 'text'> {
    const { reason: _reason, text: _text, ...cell } = this.refusal(field, EMPTY);
    return cell;
  }
  refuse(field: Field, remark: Remark): void {
    this.refusals.push(this.refusal(field, remark));
  }
  note(field: Field, remark: Remark): void {
    this.notes.push(this.on(field, remark));
  }
  /** The meaning of a cell; where it has none the row is refused for it. */
  understood<T>(field: Field, reading: (T & { ok: true }) | Refused): (T & { ok: true }) | undefined {
    if (reading.ok) return reading;
    this.refuse(field, reading);
    return undefined;
  }
}
