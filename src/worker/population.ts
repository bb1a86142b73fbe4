import sql, { type Sql } from 'sql-template-tag';

/** Whose numbers (口径, domain 4.1 C): part of every count of the labour base. */
export const POPULATIONS = ['TARGET', 'RELOCATED', 'TARGET_OR_RELOCATED', 'ALL_RURAL'] as const;
export type Population = (typeof POPULATIONS)[number];

/** What decides it, of a standing row or of its image in the journal. */
export interface PopulationMarks {
  readonly target: boolean;
  readonly relocated: boolean;
}

/** Does the person belong to the population? The same rule as `populationCondition`. */
export function inPopulation(population: Population, marks: PopulationMarks): boolean {
  if (population === 'ALL_RURAL') return true;
  return (population !== 'RELOCATED' && marks.target) || (population !== 'TARGET' && marks.relocated);
}

const CONDITIONS: Readonly<Record<Population, Sql>> = {
  TARGET: sql`s.target`,
  RELOCATED: sql`s.relocated`,
  TARGET_OR_RELOCATED: sql`(s.target or s.relocated)`,
  ALL_RURAL: sql`true`,
};

/** The condition on a standing row named `s`. */
export function populationCondition(population: Population): Sql {
  return CONDITIONS[population];
}
