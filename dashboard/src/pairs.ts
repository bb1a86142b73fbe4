import type { Place, ViewerAnswer } from './documents.js';

/** An origin and a destination whose picture the viewer may look at. */
export interface Pair {
  readonly origin: Place;
  readonly destination: Place;
}

export function keyOf({ origin, destination }: Pair): string {
  return `${origin.code}-${destination.code}`;
}

/** GB/T 2260: a code of six digits ends in 00 for what lies above; what it contains begins with the rest. */
function stem(code: string): string {
  return code.replace(/(00)+$/, '');
}

/** Does `outer` contain `inner`, or are they the same? */
export function contains(outer: Place, inner: Place): boolean {
  return stem(inner.code).startsWith(stem(outer.code));
}

/**
 * The pairs that the viewer may choose from: a county its own region with its destinations, and what is paired
 * within it; a station the origins of its city; who sees aggregates every pairing. Those of the national scheme
 * come first, and of them the greater city.
 */
export function pairsOf({ viewer, pairings }: ViewerAnswer): Pair[] {
  const own = viewer.organization?.region;
  const national = new Set(pairings.nodes.filter(({ basis }) => basis === 'NATIONAL').map(keyOf));
  const rank = (pair: Pair) => (national.has(keyOf(pair)) ? 0 : 10) + stem(pair.destination.code).length;
  const distinct = (pairs: readonly Pair[]): Pair[] =>
    [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()].toSorted((a, b) => rank(a) - rank(b));
  if (viewer.role === 'EMPLOYER' || !own) return [];
  if (viewer.role === 'STATION_LIAISON')
    return distinct(viewer.pairedOrigins.map((origin) => ({ origin, destination: own })));
  if (viewer.role === 'COUNTY_BUREAU')
    return distinct([
      ...viewer.pairedDestinations.map((destination) => ({ origin: own, destination })),
      ...pairings.nodes.filter(({ origin }) => contains(own, origin)),
    ]);
  const isOwn = ({ origin, destination }: Pair) => contains(own, origin) || contains(own, destination);
  const others = distinct(pairings.nodes.filter((pair) => !isOwn(pair)));
  return [...distinct(pairings.nodes.filter(isOwn)), ...others];
}

/**
 * The pairs that a flow diagram shows beside each other, at most `most`: none that lies within another one of them
 * by its destination, and none that contains another by its origin, or the same people would be drawn twice.
 */
export function flowPairs(pairs: readonly Pair[], most: number): Pair[] {
  const sameOrigin = (a: Pair, b: Pair) => a.origin.code === b.origin.code;
  const sameDestination = (a: Pair, b: Pair) => a.destination.code === b.destination.code;
  const within = (pair: Pair) =>
    pairs.some(
      (other) => other !== pair && sameOrigin(other, pair) && contains(other.destination, pair.destination),
    );
  const around = (pair: Pair) =>
    pairs.some(
      (other) => other !== pair && sameDestination(other, pair) && contains(pair.origin, other.origin),
    );
  return pairs.filter((pair) => !within(pair) && !around(pair)).slice(0, most);
}
