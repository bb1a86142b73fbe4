import { columnsAmbiguous, columnsMissing } from './heading-faults.js';
import { type OwnHeadings, recognize } from './heading-book.js';
import { POSTING_HEADINGS, type PostingField } from './posting-headings.js';
import type { ListColumns } from './list-columns.js';

/** Which heading stands for which field in the sheet at hand. */
export type PostingColumns = ReadonlyMap<PostingField, string>;

/** The columns of a vacancy list. */
export const POSTING_COLUMNS: ListColumns<PostingField> = {
  table: POSTING_HEADINGS,
  mandatory: [['employer'], ['title'], ['headcountText', 'headcount'], ['city']],
};
/** What must be there is told by its usual heading, and in English by what it is. */
const ENGLISH: Partial<Record<PostingField, string>> = {
  employer: 'employer',
  title: 'title',
  headcountText: 'headcount_text',
  city: 'city',
};

/** Whether a row can be the heading of a vacancy list: at least two of its cells are headings we know. */
export function isPostingHeading(headings: readonly string[], own?: OwnHeadings): boolean {
  return recognize(headings, POSTING_HEADINGS, { own }).known.size >= 2;
}

/** Headings that mean nothing in a vacancy list and are passed over. */
export function unknownPostingHeadings(headings: readonly string[], own?: OwnHeadings): readonly string[] {
  return recognize(headings, POSTING_HEADINGS, { own }).unknown;
}

/**
 * Finds the fields of a vacancy list in its (normalised) headings. Throws BAD_USER_INPUT: COLUMNS_MISSING,
 * naming every mandatory column that is not there, or COLUMNS_AMBIGUOUS, naming two headings that mean the same.
 */
export function mapPostingColumns(headings: readonly string[], own?: OwnHeadings): PostingColumns {
  const { table, mandatory } = POSTING_COLUMNS;
  const { known, unknown, missing, doubled } = recognize(headings, table, { mandatory, own });
  for (const [one, other] of doubled.values()) throw columnsAmbiguous(one, other, unknown);
  if (missing.length === 0) return new Map([...known].map(([heading, field]) => [field, heading]));
  const fields = missing.flatMap(([field]) => (field ? [field] : []));
  const nameOf = (field: PostingField) => table[field].names[0];
  throw columnsMissing(
    fields.map(nameOf),
    unknown,
    fields.map((field) => `${ENGLISH[field] ?? field} (${nameOf(field)})`),
  );
}
