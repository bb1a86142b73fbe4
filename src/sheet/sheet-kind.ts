/** What a file may hold, under the names of the API. Each has its entry in `SHEET_KINDS`. */
export const SHEET_KIND_NAMES = [
  'WORKERS',
  'RETURNS',
  'SURVEY_ANSWERS',
  'POSTINGS',
  'ORGANIZATIONS',
  'ARRIVALS',
] as const;
export type SheetKindName = (typeof SHEET_KIND_NAMES)[number];
