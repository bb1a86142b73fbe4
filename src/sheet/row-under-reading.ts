import type { Refused } from '#kernel/reading.js';
import { type CellRemark, type Remark, remarkOn } from './cell-remark.js';
import type { RowRefusal } from './import-summary.js';
import { cellAddress, type SheetRow } from './sheet-row.js';
import type { WorkerColumns } from './worker-columns.js';
import type { WorkerField } from './worker-headings.js';

/** A row's cells by what they mean, and the remarks upon them, gathered while it is read. */
export class RowUnderReading {
  readonly refusals: RowRefusal[] = [];
  readonly notes: CellRemark[] = [];

  constructor(
    private readonly line: SheetRow,
    private readonly columns: WorkerColumns,
  ) {}

  readonly cell = (field: WorkerField): string => {
    for (const heading of this.columns.of(field))
      if (this.line.cells[heading]) return this.line.cells[heading];
    return '';
  };
  readonly hasColumn = (field: WorkerField): boolean => this.columns.of(field).length > 0;
  /** The heading of the cell that counts for a field, or its usual name where the sheet has none. */
  heading(field: WorkerField): string {
    const headings = this.columns.of(field);
    return headings.find((heading) => this.line.cells[heading]) ?? headings[0] ?? this.columns.nameOf(field);
  }
  on(field: WorkerField, { reason, text }: Remark): CellRemark {
    return remarkOn(this.heading(field), this.cell(field), { reason, text });
  }
  /** The same as a refusal, with its place. */
  refusal(field: WorkerField, remark: Remark): RowRefusal {
    return { ...this.place(field), ...this.on(field, remark) };
  }
  /** Where the cell of a field stands; the row alone where the sheet has no column for it. */
  place(field: WorkerField): Pick<RowRefusal, 'sheet' | 'row' | 'column' | 'cell'> {
    const { sheet, row } = this.line;
    const column = this.heading(field);
    return { sheet, row, column, cell: cellAddress(this.line, column) };
  }
  refuse(field: WorkerField, remark: Remark): void {
    this.refusals.push(this.refusal(field, remark));
  }
  note(field: WorkerField, remark: Remark): void {
    this.notes.push(this.on(field, remark));
  }
  /** The meaning of a cell; where it has none the row is refused for it. */
  understood<T>(field: WorkerField, reading: (T & { ok: true }) | Refused): (T & { ok: true }) | undefined {
    if (reading.ok) return reading;
    this.refuse(field, reading);
    return undefined;
  }
}
