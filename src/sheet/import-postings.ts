import type { Operation } from '#kernel/operation.js';
import type { ImportRequest } from './import-request.js';
import { importSheet } from './import-sheet.js';
import type { ImportSummary } from './import-summary.js';
import { POSTING_ROWS } from './posting-rows.js';

/** What whoever brings a vacancy list must be allowed to do. */
export const BRINGS_POSTINGS = ['posting.draft', 'posting.submit'] as const;

/**
 * Imports a vacancy list (岗位表: XLSX, or CSV in UTF-8 or GBK) as `importSheet` does. Brought by the station, each row
 * is an open posting of its employer, who is registered where nobody knows it; brought by an employer, a posting of
 * its own that is handed in to the station's check.
 *
 * Refused row by row: what `readPostingRow` refuses, NOT_YOUR_CITY (a station's list), NOT_YOUR_EMPLOYER (an
 * employer's), DUPLICATE_IN_FILE, and what the verbs of the posting refuse. Thrown: FORBIDDEN when the viewer's role
 * posts nothing; BAD_USER_INPUT for the file: what `readSheet` and `mapPostingColumns` throw.
 */
export async function importPostings(op: Operation, request: ImportRequest): Promise<ImportSummary> {
  try {
    for (const action of BRINGS_POSTINGS) op.must(action);
    return await importSheet(op, request, POSTING_ROWS);
  } finally {
    request.source.destroy();
  }
}
