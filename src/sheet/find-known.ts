import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { PlannedPosting } from './planned-posting.js';

/** Under this external source stands every posting that came by a sheet. */
export const SHEET_SOURCE = 'sheet';

/**
 * External ids of the postings of a batch that were imported before, of those that the viewer may see: everything of
 * the own region or employer. Inside a transaction.
 */
export async function findKnown(
  op: Operation,
  batch: readonly PlannedPosting[],
): Promise<ReadonlySet<string>> {
  const rows = await op.run(
    sql`select external_id from job_posting
      where external_source = ${SHEET_SOURCE} and external_id in
        (select jsonb_array_elements_text(${JSON.stringify(batch.map((p) => p.externalId))}::jsonb))`,
  );
  return new Set(rows.map((row) => String(row['external_id'])));
}
