import type { FoundHeading } from './sheet-heading.js';
import type { SheetRow } from './sheet-row.js';

/** A row's cells, from column A on, under the heading of its table. */
export function underHeading(
  { headings, columns }: FoundHeading,
  sheet: string,
  row: number,
  cells: readonly string[],
): SheetRow {
  return {
    sheet,
    row,
    cells: Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? ''])),
    headings,
    columns,
    surplus: cells.slice(headings.length).filter((cell) => cell !== '').length,
  };
}
