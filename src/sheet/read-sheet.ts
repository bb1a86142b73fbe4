import type { Readable } from 'node:stream';
import { readCsv } from './read-csv.js';
import type { SheetLimits, SheetRow } from './sheet-row.js';

/**
 * Reads a sheet row by row in flat memory; what it is, its first bytes say and not its name. Throws BAD_USER_INPUT
 * for the file: what `readCsv` throws. Whoever stops early closes the source.
 */
export async function* readSheet(
  source: Readable,
  limits: SheetLimits = {},
): AsyncGenerator<SheetRow, void, void> {
  yield* readCsv(source, limits);
}
