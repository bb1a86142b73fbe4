import type { Words } from './words.js';

type Shown = number | null;

/** What the four numbers are made up of; null is withheld from the viewer. */
export interface Splits {
  readonly laborBaseSplit: {
    readonly notEmployed: Shown;
    readonly employed: readonly { readonly workers: Shown }[];
  };
  readonly intentSplit: {
    readonly explicit: Shown;
    readonly broad: Shown;
    readonly openPotential: Shown;
    readonly alreadyThere: Shown;
    readonly available: Shown;
  };
  readonly trainingSplit: { readonly inTraining: Shown; readonly trainThenExport: Shown };
  readonly postsSplit: {
    readonly postings: number;
    readonly employers: number;
    readonly allocated: number;
    readonly shared: number;
  };
}

/** The parts of each count, by the words for them; those that are withheld are left out. */
export function partsOf(
  splits: Splits,
  words: Words['splits'],
): Record<keyof typeof COUNTS, [string, number][]> {
  const { laborBaseSplit, intentSplit, trainingSplit, postsSplit } = splits;
  const told = laborBaseSplit.employed.map(({ workers }) => workers).filter((n) => n !== null);
  const employed = told.length > 0 ? told.reduce((sum, n) => sum + n, 0) : null;
  const parts = (...all: [string, Shown][]) =>
    all.filter((part): part is [string, number] => part[1] !== null);
  return {
    laborBase: parts([words.employed, employed], [words.notEmployed, laborBaseSplit.notEmployed]),
    intentToDestination: parts(
      [words.explicit, intentSplit.explicit],
      [words.broad, intentSplit.broad],
      [words.available, intentSplit.available],
      [words.openPotential, intentSplit.openPotential],
      [words.alreadyThere, intentSplit.alreadyThere],
    ),
    trainingWilling: parts(
      [words.trainThenExport, trainingSplit.trainThenExport],
      [words.inTraining, trainingSplit.inTraining],
    ),
    suitablePosts: parts(
      [words.postings, postsSplit.postings],
      [words.employers, postsSplit.employers],
      [words.allocated, postsSplit.allocated],
      [words.shared, postsSplit.shared],
    ),
  };
}

/** The four counts in their order, each with what it counts. */
export const COUNTS = {
  laborBase: 'people',
  intentToDestination: 'people',
  trainingWilling: 'people',
  suitablePosts: 'places',
} as const;
