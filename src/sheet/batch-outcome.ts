import type { Remark } from './cell-remark.js';

/** How many rows were written anew, and how many changed what was there. */
export interface Brought {
  readonly created: number;
  readonly corrected: number;
}

/** What became of the rows of a batch; in a dry run: what would. */
export interface BatchOutcome extends Brought {
  readonly unchanged: number;
  /** What nothing but the registry shows of rows that were taken: a list a row. */
  readonly notes: readonly (readonly Remark[])[];
  /** Of the created, where they are postings: their places (岗位数, 人), … */
  readonly places: number;
  /** … how many of them were found suitable, … */
  readonly suitable: number;
  /** … and the employers that were not known before, by city and name. */
  readonly employers: readonly string[];
}

/** Nothing was brought. */
export const NOTHING_DONE: BatchOutcome = {
  created: 0,
  corrected: 0,
  unchanged: 0,
  notes: [],
  places: 0,
  suitable: 0,
  employers: [],
};
