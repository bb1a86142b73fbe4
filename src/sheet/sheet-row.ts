/** One filled row of a sheet under its headings, from a workbook or a CSV file alike. */
export interface SheetRow {
  /** The sheet's name as its tab shows it; empty for a CSV file, which has one sheet without a name. */
  readonly sheet: string;
  /** Counted as a spreadsheet counts: the first row is 1. */
  readonly row: number;
  /** Trimmed texts by heading; empty where the cell is. A cell that Excel shows as an error holds its mark (`#N/A`). */
  readonly cells: Record<string, string>;
  /** The normalized headings from left to right, each once: see `HeadingFinder`. */
  readonly headings: readonly string[];
  /** The letter of each heading's column: heading → `C`. */
  readonly columns: Readonly<Record<string, string>>;
  /** How many filled cells stand beyond the last heading: above zero the row is shifted, or a quote is broken. */
  readonly surplus: number;
}

/** Why a sheet of a workbook is passed over. */
export const WHY_SKIPPED = ['HIDDEN', 'EXAMPLE', 'NO_TABLE', 'NO_HEADING', 'OTHER_HEADING'] as const;

/** A sheet of a workbook that was not read, and why. */
export interface SkippedSheet {
  readonly sheet: string;
  /**
   * HIDDEN: its tab is hidden. EXAMPLE: its name says so (示例). NO_TABLE: a chart or a macro sheet, or nothing is
   * filled in. NO_HEADING: none of its first rows is a heading that is looked for. OTHER_HEADING: its heading
   * is one, but not that of the sheets that are read.
   */
  readonly why: (typeof WHY_SKIPPED)[number];
}

/** How much of a sheet is read, and how its heading is known. */
export interface SheetLimits {
  /** Of the whole file as it arrives; default 200 MB. */
  readonly maxBytes?: number;
  /** Of a workbook unpacked, counted while it is; default 100 MB. */
  readonly maxUnpackedBytes?: number;
  /** Cells of one row; default 200. */
  readonly maxColumns?: number;
  /** Letters of one row; default 65 536. */
  readonly maxRecordBytes?: number;
  /** Says which of the first 20 rows is the heading; by default the first that is not blank. */
  readonly isHeading?: (headings: readonly string[]) => boolean;
  /** Told of each sheet of a workbook that is passed over, once. */
  readonly onSkipped?: (skipped: SkippedSheet) => void;
}

/** Where a cell stands, for whoever mends it: `Sheet1!C12`, or `C12` in a CSV file. */
export function cellAddress(line: Pick<SheetRow, 'sheet' | 'row' | 'columns'>, heading: string): string {
  const cell = `${line.columns[heading] ?? ''}${line.row}`;
  return line.sheet === '' ? cell : `${line.sheet}!${cell}`;
}
