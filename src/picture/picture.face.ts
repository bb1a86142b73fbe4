import type { Operation } from '#kernel/operation.js';
import { regionNode } from '#party/party.list.js';
import { DESTINATION_CLASSES, type Figures } from './four-counts.js';
import type { Pair } from './pair.js';

/** Cells of fewer persons than this are withheld from who may only see aggregates (domain 3.4). */
export const SMALL_CELL = 5;

/** The figures as the face shows them to this viewer. */
export function pictureFace(op: Operation, pair: Pair, figures: Figures, position: string) {
  const { role } = op.viewer;
  const withheld = (n: number): boolean => n > 0 && n < SMALL_CELL;
  const persons = (n: number): number | null =>
    (role === 'OBSERVER' || role === 'ADMIN') && withheld(n) ? null : n;
  // A station learns that somebody is of the target, not why, nor why somebody is not at work: beside the
  // demand list a cell of one would tell.
  const ofAKind = (n: number): number | null => (role !== 'COUNTY_BUREAU' && withheld(n) ? null : n);
  const named = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, n]) => ({ name, workers: ofAKind(n) }));
  return {
    pair,
    origin: regionNode(op, pair.origin),
    destination: regionNode(op, pair.destination),
    population: pair.population,
    position,
    fourCounts: {
      laborBase: persons(figures.laborBase),
      intentToDestination: persons(figures.explicit + figures.broad),
      trainingWilling: persons(figures.trainingWilling),
      suitablePosts: figures.suitablePosts,
      laborBaseSplit: {
        employed: DESTINATION_CLASSES.map((c) => ({
          destinationClass: c,
          workers: persons(figures.employed[c]),
        })),
        notEmployed: persons(figures.notEmployed),
        byBarrier: named(figures.byBarrier),
        byTag: named(figures.byTag),
      },
      intentSplit: {
        explicit: persons(figures.explicit),
        broad: persons(figures.broad),
        openPotential: persons(figures.open),
        alreadyThere: persons(figures.alreadyThere),
        available: persons(figures.available),
      },
      trainingSplit: {
        trainThenExport: persons(figures.trainThenExport),
        inTraining: persons(figures.inTraining),
      },
      postsSplit: {
        postings: figures.postings,
        employers: figures.employers,
        allocated: figures.allocatedPosts,
        shared: figures.sharedPosts,
      },
    },
  };
}
