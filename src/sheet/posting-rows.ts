import type { Operation } from '#kernel/operation.js';
import type { SourceFile } from '#worker/record-sources.js';
import { type BatchOutcome, NOTHING_DONE } from './batch-outcome.js';
import { bringPostings } from './bring-postings.js';
import { cityEmployers } from './city-employers.js';
import { findKnown, SHEET_SOURCE } from './find-known.js';
import type { ImportedRows } from './imported-rows.js';
import type { PlannedPosting } from './planned-posting.js';
import { isPostingHeading, POSTING_COLUMNS } from './posting-columns.js';
import { readPostings } from './read-postings.js';
import { UNSUITED_TEXT } from './suitability.rules.js';

/** The rows of a vacancy list, and how they become postings. Nothing but the verbs knows whose licence ran out. */
export const POSTING_ROWS: ImportedRows<PlannedPosting> = {
  verb: 'sheet.importPostings',
  batch: 100,
  atOnce: 1,
  columns: POSTING_COLUMNS,
  isHeading: isPostingHeading,
  reader: readPostings,
  bring,
};

async function bring(
  op: Operation,
  batch: readonly PlannedPosting[],
  file: SourceFile,
): Promise<BatchOutcome> {
  const known = await findKnown(op, batch);
  const fresh = batch.filter((planned) => !known.has(planned.externalId));
  if (fresh.length === 0) return { ...NOTHING_DONE, unchanged: batch.length };
  // An employer answers for its own posts alone; which they are was asked of each row.
  const isOwn = op.viewer.role === 'EMPLOYER';
  const employers = isOwn ? undefined : await cityEmployers(op, fresh);
  await bringPostings(
    op,
    fresh.map((planned) => ({
      employerId: employers?.of(planned).id ?? op.viewer.organizationId,
      content: planned.content,
      from: {
        externalSource: SHEET_SOURCE,
        externalId: planned.externalId,
        sourceFile: planned.sheet === '' ? file.name : `${file.name}!${planned.sheet}`,
        sourceRow: planned.row,
      },
      wageText: planned.wageText,
      suitable: planned.unsuited.length === 0,
    })),
  );
  // What the station opens it has judged; what an employer hands in waits for that.
  const judged = isOwn ? [] : fresh.map(({ unsuited }) => unsuited);
  return {
    ...NOTHING_DONE,
    created: fresh.length,
    unchanged: batch.length - fresh.length,
    places: fresh.reduce((sum, { content }) => sum + content.headcount, 0),
    suitable: judged.filter((unsuited) => unsuited.length === 0).length,
    employers: employers?.registered ?? [],
    notes: judged.map((unsuited) =>
      unsuited.map((why) => ({ reason: `UNSUITED_${why}`, text: UNSUITED_TEXT[why] })),
    ),
  };
}
