import { type CountName, isPart, type PartName } from './drill.js';
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

/** A part of a count. */
export interface Part {
  readonly name: string;
  readonly n: number;
  /** Where its rows can be asked for by themselves. */
  readonly part?: PartName;
}

/** The parts of each count, by the words for them; those that are withheld are left out. */
export function partsOf(splits: Splits, words: Words['splits']): Record<CountName, readonly Part[]> {
  const { laborBaseSplit, intentSplit, trainingSplit, postsSplit } = splits;
  const told = laborBaseSplit.employed.map(({ workers }) => workers).filter((n) => n !== null);
  const employed = told.length > 0 ? told.reduce((sum, n) => sum + n, 0) : null;
  const part = (key: keyof typeof words, n: Shown): readonly Part[] => {
    if (n === null) return [];
    return [{ name: words[key], n, ...(isPart(key) ? { part: key } : {}) }];
  };
  return {
    laborBase: [...part('employed', employed), ...part('notEmployed', laborBaseSplit.notEmployed)],
    intentToDestination: [
      ...part('explicit', intentSplit.explicit),
      ...part('broad', intentSplit.broad),
      ...part('available', intentSplit.available),
      ...part('openPotential', intentSplit.openPotential),
      ...part('alreadyThere', intentSplit.alreadyThere),
    ],
    trainingWilling: [
      ...part('trainThenExport', trainingSplit.trainThenExport),
      ...part('inTraining', trainingSplit.inTraining),
    ],
    suitablePosts: [
      ...part('postings', postsSplit.postings),
      ...part('employers', postsSplit.employers),
      ...part('allocated', postsSplit.allocated),
      ...part('shared', postsSplit.shared),
    ],
  };
}

/** The four counts in their order, each with what it counts. */
export const COUNTS = {
  laborBase: 'people',
  intentToDestination: 'people',
  trainingWilling: 'people',
  suitablePosts: 'places',
} as const satisfies Record<CountName, string>;
