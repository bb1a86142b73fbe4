import { forbidden } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { ImportRequest } from './import-request.js';
import { importSheet } from './import-sheet.js';
import type { ImportSummary } from './import-summary.js';
import { ownPlaces } from './own-places.js';
import { workerRows } from './worker-rows.js';

/** What whoever brings a list of workers must be allowed to do. */
export const BRINGS_WORKERS = ['worker.register', 'worker.correct', 'worker.tag'] as const;

/**
 * Imports a list of the county's people (劳动力台账, a workbook or CSV in UTF-8 or GBK) as `importSheet` does: whoever is
 * new is registered, whoever is known in the county is corrected by what the row says and tagged.
 *
 * Refused row by row: what `readWorkerRow` refuses, DUPLICATE_IN_FILE, NUMBER_SHARED_IN_FILE,
 * WORKER_ALREADY_REGISTERED (by another county: it costs a look-up), LOOK_UPS_SPENT (nothing more is told in this
 * hour of numbers that are not the county's own), and what the verbs of the worker refuse. Thrown: FORBIDDEN when
 * the viewer's role registers nobody; BAD_USER_INPUT for the file: what `readSheet` and `mapWorkerColumns` throw.
 */
export async function importWorkers(op: Operation, request: ImportRequest): Promise<ImportSummary> {
  try {
    for (const action of BRINGS_WORKERS) op.must(action);
    const own = ownPlaces(op.regions, op.viewer.path);
    if (!own) throw forbidden('worker.register', ['COUNTY_BUREAU']);
    return await importSheet(op, request, workerRows(own));
  } finally {
    request.source.destroy();
  }
}
