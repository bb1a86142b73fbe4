import { badInput, type HouseError } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import type { Population } from './population.js';

/** How finely a destination sees where people are from, and so how finely it may ask. */
const SHOWN_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY'];

/**
 * The region by which people are asked for. A county names any place; whoever is shown places as counties
 * would learn the village by asking for it (security T5), and names a county or what lies above.
 * BAD_USER_INPUT/FILTER_NOT_YOURS otherwise; an unknown code is refused as the region book does.
 */
export function askedPlace(op: Operation, code: string, field: string): RegionFact {
  const region = op.regions.must(code, field);
  if (!seesPlaces(op) && !SHOWN_LEVELS.includes(region.level)) throw filterNotYours(field);
  return region;
}

/** Is the viewer's side shown the place itself, and not only the county? */
export function seesPlaces(op: Operation): boolean {
  return op.viewer.role === 'COUNTY_BUREAU' || op.viewer.role === 'SYSTEM';
}

/**
 * The population by which people are counted. A flag that makes one is asked for by whoever is shown the flag:
 * who was relocated is the county's knowledge, who is of the target is shown to the city too, and to observers
 * in aggregates. BAD_USER_INPUT/FILTER_NOT_YOURS otherwise.
 */
export function askedPopulation(op: Operation, population: Population, field: string): void {
  if (BY_RELOCATION.includes(population) && !seesPlaces(op)) throw filterNotYours(field);
}
const BY_RELOCATION: readonly Population[] = ['RELOCATED', 'TARGET_OR_RELOCATED'];

/** BAD_USER_INPUT/FILTER_NOT_YOURS: a role cannot ask by what it does not see. */
export function filterNotYours(field: string): HouseError {
  return badInput(field, 'FILTER_NOT_YOURS', {
    zh: '您的角色看不到该信息，不能按它筛选。',
    en: 'Your role does not see this of a person and cannot filter by it.',
  });
}
