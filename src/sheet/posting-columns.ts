import { badInput } from '#kernel/error.js';
import { recognize } from './heading-book.js';
import { POSTING_HEADINGS, type PostingField } from './posting-headings.js';

/** Which heading stands for which field in the sheet at hand. */
export type PostingColumns = ReadonlyMap<PostingField, string>;

/** One of each group must be there; each is told by its usual heading, and in English by what it is. */
const MANDATORY: readonly (readonly [PostingField, ...PostingField[]])[] = [
  ['employer'],
  ['title'],
  ['headcountText', 'headcount'],
  ['city'],
];
const ENGLISH: Partial<Record<PostingField, string>> = {
  employer: 'employer',
  title: 'title',
  headcountText: 'headcount_text',
  city: 'city',
};

/** Whether a row can be the heading of a vacancy list: at least two of its cells are headings we know. */
export function isPostingHeading(headings: readonly string[]): boolean {
  return recognize(headings, POSTING_HEADINGS).known.size >= 2;
}

/** Headings that mean nothing in a vacancy list and are passed over. */
export function unknownPostingHeadings(headings: readonly string[]): readonly string[] {
  return recognize(headings, POSTING_HEADINGS).unknown;
}

/**
 * Finds the fields of a vacancy list in its (normalised) headings. Throws BAD_USER_INPUT: COLUMNS_MISSING,
 * naming every mandatory column that is not there, or COLUMNS_AMBIGUOUS, naming two headings that mean the same.
 */
export function mapPostingColumns(headings: readonly string[]): PostingColumns {
  const { known, missing, doubled } = recognize(headings, POSTING_HEADINGS, { mandatory: MANDATORY });
  for (const [one, other] of doubled.values())
    throw badInput('file', 'COLUMNS_AMBIGUOUS', {
      zh: `“${one}”和“${other}”两列含义相同，请只保留一列。`,
      en: `The columns ${one} and ${other} mean the same; keep one of them.`,
    });
  if (missing.length === 0) return new Map([...known].map(([heading, field]) => [field, heading]));
  const names = missing.flatMap(([field]) =>
    field ? [{ zh: POSTING_HEADINGS[field].names[0], en: ENGLISH[field] ?? field }] : [],
  );
  throw badInput(
    'file',
    'COLUMNS_MISSING',
    {
      zh: `表格缺少必需的列：${names.map(({ zh }) => zh).join('、')}。`,
      en: `The sheet lacks mandatory columns: ${names.map(({ zh, en }) => `${en} (${zh})`).join(', ')}.`,
    },
    { allowed: names.map(({ zh }) => zh) },
  );
}
