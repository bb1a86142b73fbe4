import sql from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation } from '#kernel/operation.js';
import type { PlannedPosting } from './planned-posting.js';

/** Under this external source stands every posting that came by a sheet. */
export const SHEET_SOURCE = 'sheet';

/**
 * Which postings of a batch are on record, by external id: imported before, or exported from here under their own key.
 * Of those that the viewer may see: everything of the own region or employer. Inside a transaction.
 */
export async function findKnown(
  op: Operation,
  batch: readonly PlannedPosting[],
): Promise<ReadonlySet<string>> {
  const { role, path, organizationId } = op.viewer;
  // Whoever gives the key of somebody else's posting has not given one of their own.
  const mine =
    role === 'EMPLOYER' ? sql`p.employer_id = ${organizationId}` : underPath(sql`p.destination`, path);
  const asked = batch.map(({ externalId, ownKey }) => ({ external: externalId, own: ownKey }));
  const rows = await op.run(
    sql`select b.external from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as b(external text, own uuid)
      where exists (select from job_posting p where p.external_source = ${SHEET_SOURCE} and p.external_id = b.external)
        or exists (select from job_posting p where p.id = b.own and ${mine})`,
  );
  return new Set(rows.map((row) => String(row['external'])));
}
