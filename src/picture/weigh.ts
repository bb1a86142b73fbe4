import type { Row } from '#kernel/operation.js';
import { type Allocation, remainingFor } from '#posting/job-posting.entity.js';
import type { DestinationClass, Figures } from './four-counts.js';
import { inPopulation, type PopulationMarks } from '#worker/population.js';
import type { Pair } from './pair.js';

export const TIERS = ['EXPLICIT', 'BROAD', 'OPEN'] as const;
export type Tier = (typeof TIERS)[number];

/** The tier of a standing's image for a pair; the same rule as standing_tier in the database. */
export function tier(pair: Pair, standing: Row): Tier | 'NONE' {
  const names = (column: string, keys: readonly string[]) =>
    (standing[column] as string[]).some((mark) => keys.includes(mark));
  if (names('explicit', pair.explicitKeys)) return 'EXPLICIT';
  if (names('broad', pair.broadKeys)) return 'BROAD';
  return standing['open_destination'] === true ? 'OPEN' : 'NONE';
}

/** Adds (sign 1) or takes away (sign -1) what one worker's standing weighs in the figures of a pair. */
export function weighStanding(figures: Figures, pair: Pair, standing: Row | null, sign: 1 | -1): void {
  if (
    !standing?.['in_base'] ||
    !String(standing['origin']).startsWith(pair.origin.path) ||
    !inPopulation(pair.population, standing as unknown as PopulationMarks)
  )
    return;
  const employed = standing['employed'] === true;
  const demand = standing['in_demand'] === true;
  figures.laborBase += sign;
  for (const tag of standing['tags'] as string[]) bump(figures.byTag, tag, sign);
  if (employed) figures.employed[standing['destination_class'] as DestinationClass] += sign;
  else {
    figures.notEmployed += sign;
    for (const barrier of standing['barriers'] as string[]) bump(figures.byBarrier, barrier, sign);
  }
  if (employed && !demand && String(standing['employment_path']).startsWith(pair.destination.path))
    figures.alreadyThere += sign;
  if (standing['in_training']) figures.inTraining += sign;
  if (standing['wants_training']) figures.trainingWilling += sign;
  if (!demand) return;
  const wish = tier(pair, standing);
  if (wish === 'NONE') return;
  figures[wish === 'EXPLICIT' ? 'explicit' : wish === 'BROAD' ? 'broad' : 'open'] += sign;
  if (wish !== 'OPEN' && standing['in_flight_to'] === null && !standing['in_training'])
    figures.available += sign;
  if (standing['wants_training']) figures.trainThenExport += sign;
}

/** Adds or takes away what one posting weighs; `employers` counts its supply rows per employer. */
export function weighPosting(
  figures: Figures,
  employers: Map<string, number>,
  pair: Pair,
  posting: Row | null,
  sign: 1 | -1,
): void {
  if (
    posting?.['state'] !== 'OPEN' ||
    posting['suitable'] !== true ||
    !String(posting['destination']).startsWith(pair.destination.path)
  )
    return;
  const allocations = posting['allocations'] as Allocation[];
  const rest = remainingFor(
    {
      headcount: Number(posting['headcount']),
      filled: Number(posting['filled']),
      held: Number(posting['held']),
      allocations,
    },
    pair.origin.path,
  );
  if (rest === 0) return;
  figures.suitablePosts += sign * rest;
  figures.postings += sign;
  if (allocations.length > 0) figures.allocatedPosts += sign * rest;
  else figures.sharedPosts += sign * rest;
  const employer = String(posting['employer_id']);
  const left = (employers.get(employer) ?? 0) + sign;
  if (left === 0) employers.delete(employer);
  else employers.set(employer, left);
  figures.employers = employers.size;
}

function bump(counts: Record<string, number>, name: string, sign: 1 | -1): void {
  const left = (counts[name] ?? 0) + sign;
  if (left === 0) delete counts[name];
  else counts[name] = left;
}
