/** Rows to the text of a CSV file (RFC 4180: CRLF, quotes only where needed). */

/** A cell as the demo files know it; null and undefined become an empty cell. */
export type Cell = string | number | boolean | null | undefined;

function cellText(cell: Cell): string {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The whole file: a heading line, then one line per row, each ended by CRLF. */
export function csvText<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  const lines = rows.map((row) => columns.map((column) => cellText(row[column] as Cell)).join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}
