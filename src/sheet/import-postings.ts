import type { Operation } from '#kernel/operation.js';
import { bringPostings } from './bring-postings.js';
import { cityEmployers } from './city-employers.js';
import { findKnown, SHEET_SOURCE } from './find-known.js';
import { type ImportRequest, operationFor, refusalOf, refuse } from './import-request.js';
import { type ImportSummary, ImportTally } from './import-summary.js';
import type { PlannedPosting } from './planned-posting.js';
import { readWholeSheet } from './read-whole-sheet.js';
import { Spool } from './spool.js';
import { UNSUITED_TEXT } from './suitability.rules.js';

/** Rows of one transaction: few enough that nobody waits long for their locks. */
const BATCH = 100;

/**
 * Imports a vacancy list (岗位表: XLSX, or CSV in UTF-8 or GBK): each row that is understood becomes an open posting of
 * its employer, under the rights of the importing viewer; every other row is refused with a reason and changes
 * nothing. The file is read to its end first, so a file that cannot be read changes nothing at all. The same
 * file twice changes nothing the second time. The source is closed
 * in every case. `op` stands outside any transaction.
 *
 * Refused row by row: what `readPostingRow` refuses, NOT_YOUR_CITY, DUPLICATE_IN_FILE, and what the verbs of
 * the posting refuse. Thrown: FORBIDDEN when the viewer's role imports nothing; BAD_USER_INPUT for the file:
 * what `readSheet` and `mapPostingColumns` throw.
 */
export async function importPostings(op: Operation, request: ImportRequest): Promise<ImportSummary> {
  try {
    for (const action of ['posting.draft', 'posting.open', 'organization.register'] as const) op.must(action);
    return await readThenBring(op, request);
  } finally {
    request.source.destroy();
  }
}

async function readThenBring(op: Operation, request: ImportRequest): Promise<ImportSummary> {
  const tally = new ImportTally();
  const spool = await Spool.open<PlannedPosting>();
  try {
    const understood = await readWholeSheet(op, request, tally, spool);
    const batches = new Map<Operation, PlannedPosting[]>();
    let done = 0;
    const bring = async (as: Operation, batch: PlannedPosting[]): Promise<void> => {
      await bringBatch(as, batch, request, tally);
      request.onProgress?.({ step: 'WRITE', done: (done += batch.length), total: understood });
    };
    for await (const planned of spool.values()) {
      const as = operationFor(op, request, planned.content.workRegion);
      const batch = batches.get(as) ?? [];
      batches.set(as, batch);
      if (batch.push(planned) < BATCH) continue;
      batches.delete(as);
      await bring(as, batch);
    }
    for (const [as, batch] of batches) await bring(as, batch);
    return tally.summary(request.fileName, request.dryRun);
  } finally {
    await spool.close();
  }
}

/** Brings a batch in one transaction; where a row spoils it, each row alone, so that only that one is refused. */
async function bringBatch(
  op: Operation,
  batch: readonly PlannedPosting[],
  request: ImportRequest,
  tally: ImportTally,
): Promise<void> {
  const known = await findKnown(op, batch);
  const fresh = batch.filter((planned) => !known.postings.has(planned.externalId));
  tally.countUnchanged(batch.length - fresh.length);
  if (fresh.length === 0) return;
  let registered = known.newEmployers;
  try {
    if (!request.dryRun)
      registered = await op.transact('sheet.importPostings', (inside) =>
        write(inside, fresh, request.fileName),
      );
  } catch (cause) {
    const refusal = refusalOf(cause);
    if (fresh.length > 1) for (const planned of fresh) await bringBatch(op, [planned], request, tally);
    // Somebody else imported the same row meanwhile.
    else if (refusal.reason === 'POSTING_ALREADY_IMPORTED') tally.countUnchanged(1);
    else for (const planned of fresh) await refuse(request, tally, planned, [refusal]);
    return;
  }
  tally.countEmployers(registered);
  for (const { content, unsuited } of fresh) {
    tally.countCreated(content.headcount, unsuited.length === 0);
    tally.countNotes(unsuited.map((why) => ({ reason: `UNSUITED_${why}`, text: UNSUITED_TEXT[why] })));
  }
}

async function write(
  op: Operation,
  fresh: readonly PlannedPosting[],
  fileName: string,
): Promise<readonly string[]> {
  const employers = await cityEmployers(op, fresh);
  await bringPostings(
    op,
    fresh.map((planned) => ({
      employerId: employers.of(planned).id,
      content: planned.content,
      from: {
        externalSource: SHEET_SOURCE,
        externalId: planned.externalId,
        sourceFile: planned.sheet === '' ? fileName : `${fileName}!${planned.sheet}`,
        sourceRow: planned.row,
      },
      wageText: planned.wageText,
      suitable: planned.unsuited.length === 0,
    })),
  );
  return employers.registered;
}
