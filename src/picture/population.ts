import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';

export const POPULATIONS = ['TARGET', 'TARGET_OR_RELOCATED', 'ALL_RURAL'] as const;
/** Whom a picture counts (parameter C of domain 4.1); part of the key of every figure. */
export type Population = (typeof POPULATIONS)[number];

/** The population as a condition on `standing s`; `inPopulation` is its twin over an image. */
export function populationCondition(population: Population): Sql {
  if (population === 'TARGET') return sql`s.target`;
  if (population === 'TARGET_OR_RELOCATED') return sql`(s.target or s.relocated)`;
  return sql`true`;
}

/** Is the worker of this standing in the population? */
export function inPopulation(population: Population, standing: Row): boolean {
  if (population === 'TARGET') return standing['target'] === true;
  if (population === 'TARGET_OR_RELOCATED') return standing['target'] === true || standing['relocated'] === true;
  return true;
}
