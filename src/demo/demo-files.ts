import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** One row of a file of demo/, by the names of its columns; an empty cell is an empty text. */
export type FileRow = Readonly<Record<string, string>>;

/** The files of demo/ that are held in memory whole: a few thousand rows of our own, not somebody's upload. */
export type DemoFile =
  | 'regions'
  | 'region_groups'
  | 'organizations'
  | 'pairings'
  | 'accounts'
  | 'invented-employers'
  | 'invented-postings';

/** Reads one file of the folder `demo/`. */
export function readDemoFile(folder: string, file: DemoFile): FileRow[] {
  return parse(readFileSync(join(folder, `${file}.csv`), 'utf8'), { columns: true });
}

/** A cell, or null where it is empty. */
export function cellOf(row: FileRow, column: string): string | null {
  return row[column] || null;
}

/** A cell that is `true` or `false`. */
export function flagOf(row: FileRow, column: string): boolean {
  return row[column] === 'true';
}
