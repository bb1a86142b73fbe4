/** Levels of schooling (文化程度), lowest first: of a worker, and asked for by a posting. */
export const EDUCATIONS = [
  'NONE',
  'PRIMARY',
  'JUNIOR_HIGH',
  'SENIOR_HIGH',
  'VOCATIONAL',
  'COLLEGE',
  'BACHELOR',
] as const;
export type Education = (typeof EDUCATIONS)[number];
