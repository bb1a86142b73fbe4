import type { FieldHeadings } from './heading-book.js';

/** A field of a heading table: what it says, then its names, ours first. */
export function called(zh: string, en: string, first: string, ...others: readonly string[]): FieldHeadings {
  return { says: { zh, en }, names: [first, ...others] };
}

/** A field whose column takes these words and no others, under the names given. */
export function oneOf(words: readonly string[], field: FieldHeadings): FieldHeadings {
  return { ...field, words };
}
