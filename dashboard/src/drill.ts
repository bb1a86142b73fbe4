import { ARRIVED_ROWS, DEMAND, PASSENGERS, REFERRED, SUPPLY, WORKERS } from './documents.js';
import type { Pair } from './pairs.js';

export type CountName = 'laborBase' | 'intentToDestination' | 'trainingWilling' | 'suitablePosts';

const PARTS = ['employed', 'notEmployed', 'explicit', 'broad', 'openPotential', 'postings'] as const;

/** A part of a count whose rows can be asked for by themselves. */
export type PartName = (typeof PARTS)[number];

export function isPart(name: string): name is PartName {
  return PARTS.some((part) => part === name);
}

/** A number whose rows somebody wants to see. */
export type Drill =
  | { readonly kind: CountName; readonly pair: Pair; readonly part?: PartName }
  | { readonly kind: 'arrived'; readonly pair: Pair | undefined }
  | { readonly kind: 'passengers'; readonly id: string; readonly of: string }
  | { readonly kind: 'referred'; readonly id: string; readonly of: string };

/** How the rows behind a number are asked for. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Asker {
  readonly population: string;
  readonly role: string | undefined;
}

const TIERS: Partial<Record<PartName, readonly string[]>> = {
  explicit: ['EXPLICIT'],
  broad: ['BROAD'],
  openPotential: ['OPEN'],
};

/** The rows that are counted, and no others: the same conditions as in the API's own words for the number. */
export function questionOf(drill: Drill, asker: Asker): Question {
  if (drill.kind === 'passengers') return { query: PASSENGERS, variables: { id: drill.id } };
  if (drill.kind === 'referred') return { query: REFERRED, variables: { posting: drill.id } };
  const codes = { origin: drill.pair?.origin.code, destination: drill.pair?.destination.code };
  if (drill.kind === 'arrived') return { query: ARRIVED_ROWS, variables: codes };
  if (drill.kind === 'suitablePosts') return { query: SUPPLY, variables: codes };
  const { population } = asker;
  if (drill.kind === 'intentToDestination') {
    const tiers = (drill.part && TIERS[drill.part]) ?? ['EXPLICIT', 'BROAD'];
    return { query: DEMAND, variables: { ...codes, population, tiers } };
  }
  // A station may not ask who is of the labour base, but it may ask who wants to learn: that is in it.
  const isBase = drill.kind === 'laborBase' || asker.role !== 'STATION_LIAISON';
  const filter = {
    serviceRegion: codes.origin,
    ...(isBase ? { laborBase: true, population } : {}),
    ...(drill.kind === 'trainingWilling' ? { trainingWilling: true } : {}),
    ...(drill.part ? { employed: drill.part === 'employed' } : {}),
  };
  return { query: WORKERS, variables: { filter } };
}
