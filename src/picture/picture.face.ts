import type { Operation } from '#kernel/operation.js';
import { regionNode } from '#party/party.list.js';
import { DESTINATION_CLASSES, type Figures } from './four-counts.js';
import type { Pair } from './pair.js';
import { shownFigures, sightOf } from './sight.rules.js';

/** The figures as the face shows them to this viewer. */
export function pictureFace(op: Operation, pair: Pair, figures: Figures, position: string) {
  const persons = shownFigures(sightOf(op.viewer.role), figures);
  return {
    pair,
    origin: regionNode(op, pair.origin),
    destination: regionNode(op, pair.destination),
    population: pair.population,
    position,
    fourCounts: {
      laborBase: persons.laborBase,
      intentToDestination: persons.intent,
      trainingWilling: persons.trainingWilling,
      suitablePosts: figures.suitablePosts,
      laborBaseSplit: {
        employed: DESTINATION_CLASSES.map((c) => ({ destinationClass: c, workers: persons.employed[c] })),
        atWork: persons.atWork,
        notEmployed: persons.notEmployed,
        employmentRate: persons.employmentRate,
        byBarrier: named(persons.byBarrier),
        byTag: named(persons.byTag),
      },
      intentSplit: {
        explicit: persons.explicit,
        broad: persons.broad,
        openPotential: persons.open,
        alreadyThere: persons.alreadyThere,
        available: persons.available,
      },
      trainingSplit: { trainThenExport: persons.trainThenExport, inTraining: persons.inTraining },
      postsSplit: {
        postings: figures.postings,
        employers: figures.employers,
        allocated: figures.allocatedPosts,
        shared: figures.sharedPosts,
      },
    },
  };
}

function named(counts: Readonly<Record<string, number | null>>) {
  return Object.entries(counts).map(([name, workers]) => ({ name, workers }));
}
