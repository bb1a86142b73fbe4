/**
 * What of a person an officer's words met, the best first: the order in which people are found. A place in this
 * list, from 1, stands in the database (worker_token.found_by), so new ones go to the end.
 */
export const FOUND_BY = [
  'ID_NUMBER',
  'PHONE',
  'NAME',
  'NAME_BEGINS',
  'NAME_PART',
  'ID_LAST_FOUR',
  'PHONE_LAST_FOUR',
  'PINYIN',
  'PINYIN_PART',
  'PLACE',
  'TAG',
] as const;
export type FoundBy = (typeof FOUND_BY)[number];

/** The place of it in the order of finding, from 1. */
export function placeOfFound(by: FoundBy): number {
  return FOUND_BY.indexOf(by) + 1;
}
