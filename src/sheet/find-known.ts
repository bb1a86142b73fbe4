import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { cityOf } from './city-of.js';
import type { PlannedPosting } from './planned-posting.js';

/** Under this external source stands every posting that came by a sheet. */
export const SHEET_SOURCE = 'sheet';

/** What of a batch is here already. */
export interface Known {
  /** External ids of postings that were imported before. */
  readonly postings: ReadonlySet<string>;
  /** The employers that would have to be registered for the others: city's path and name. */
  readonly newEmployers: readonly string[];
}

/** Looks at what the viewer may see, which is everything of the own region. */
export async function findKnown(op: Operation, batch: readonly PlannedPosting[]): Promise<Known> {
  const { rows } = await op.read(
    sql`select external_id from job_posting
      where external_source = ${SHEET_SOURCE} and external_id = any(${batch.map((p) => p.externalId)}::text[])`,
    sql`select name, path from organization
      where type in ('EMPLOYER', 'HR_COMPANY') and name = any(${batch.map((p) => p.employer)}::text[])`,
  );
  const postings = new Set((rows[0] ?? []).map((row) => String(row['external_id'])));
  const here = rows[1] ?? [];
  const missing = batch
    .filter((p) => !postings.has(p.externalId))
    .map((p) => ({ name: p.employer, city: cityOf(op, p.content.workRegion).path }))
    .filter(({ name, city }) => !here.some((o) => o['name'] === name && String(o['path']).startsWith(city)));
  return { postings, newEmployers: missing.map(({ name, city }) => `${city} ${name}`) };
}
