import sql from 'sql-template-tag';
import { addDays } from '#kernel/business-day.js';
import type { Operation } from '#kernel/operation.js';
import { bringPostings, type PostingToBring } from '#sheet/bring-postings.js';
import { type FileRow, flagOf } from './demo-files.js';

/** Under this external source stand the invented postings; their key in the file is the external id. */
const SOURCE = 'demo';

/**
 * Brings invented postings, marked as invented, by the same verbs as every other. Those that are there already
 * stay as they are. `op` is the system's, in a transaction.
 */
export async function loadInventedPostings(op: Operation, rows: readonly FileRow[]): Promise<void> {
  const keys = rows.map((row) => row['key'] ?? '');
  const here = await op.run(
    sql`select external_id from job_posting
      where external_source = ${SOURCE} and external_id in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`,
  );
  const known = new Set(here.map((row) => String(row['external_id'])));
  const employers = await op.run(
    sql`select key, id from organization
      where key in (select jsonb_array_elements_text(${JSON.stringify(rows.map((row) => row['employer_key']))}::jsonb))`,
  );
  const idOf = new Map(employers.map((row) => [String(row['key']), String(row['id'])]));
  await bringPostings(
    op,
    rows.filter((row) => !known.has(row['key'] ?? '')).map((row) => postingOf(op, row, idOf)),
  );
}

function postingOf(op: Operation, row: FileRow, employers: ReadonlyMap<string, string>): PostingToBring {
  const place = op.regions.must(row['work_region_code'] ?? '', 'work_region_code');
  const number = (column: string): number => Number(row[column]);
  return {
    employerId: employers.get(row['employer_key'] ?? '') ?? '',
    content: {
      title: row['title'] ?? '',
      occupation: row['occupation'],
      workRegion: place.code,
      headcount: number('headcount'),
      wageMin: number('wage_min_fen'),
      wageMax: number('wage_max_fen'),
      ageMin: number('age_min'),
      ageMax: number('age_max'),
      education: row['education'],
      contractOffered: flagOf(row, 'contract_offered'),
      insuranceOffered: flagOf(row, 'social_insurance_offered'),
      housing: flagOf(row, 'housing'),
      meals: flagOf(row, 'meals'),
      trainingProvided: flagOf(row, 'training_provided'),
      validTo: addDays(op.today, number('valid_days')),
    },
    from: { externalSource: SOURCE, externalId: row['key'] ?? '', invented: true },
    suitable: flagOf(row, 'suitable_for_target'),
  };
}
