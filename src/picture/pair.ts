import { forbidden, HouseError } from '#kernel/error.js';
import type { Operation, RegionBook, RegionFact } from '#kernel/operation.js';
import { askedPlace, askedPopulation } from '#worker/asked-place.js';
import type { Population } from '#worker/population.js';

/** What a picture is of: origin, destination, population, with the marks that a wish for the destination bears. */
export interface Pair {
  readonly key: string;
  readonly origin: RegionFact;
  readonly destination: RegionFact;
  readonly population: Population;
  /** A standing whose `explicit` holds one of these names the destination outright (see explicit_keys in the database). */
  readonly explicitKeys: readonly string[];
  /** A standing whose `broad` holds one of these names its province or a group that contains it. */
  readonly broadKeys: readonly string[];
}

/** Of which levels an origin is: any place, no group of regions. */
export const ORIGIN_LEVELS: readonly string[] = [
  'PROVINCE',
  'PREFECTURE',
  'COUNTY',
  'TOWN',
  'VILLAGE',
  'RESETTLEMENT_SITE',
];
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** Reads the arguments of a picture: unknown codes and codes of another level are errors, never an empty list. */
export function pairOf(
  regions: RegionBook,
  origin: string,
  destination: string,
  population: Population,
): Pair {
  const from = regions.must(origin, 'origin', ORIGIN_LEVELS);
  const isCity = MUNICIPALITIES.includes(regions.get(destination)?.path ?? '');
  const to = regions.must(destination, 'destination', isCity ? undefined : ['PREFECTURE', 'COUNTY']);
  return {
    key: `${from.path}|${to.path}|${population}`,
    origin: from,
    destination: to,
    population,
    explicitKeys: explicitKeys(to.path),
    broadKeys: [to.path.slice(0, 2), ...regions.groupsOf(to.path)],
  };
}

/** How a watched list of a pair names it. */
export interface PairArgs {
  readonly origin: string;
  readonly destination: string;
  readonly population?: string | null;
}

/** Asked for every change: worked out once for each set of arguments. */
const asked = new WeakMap<PairArgs, Pair>();

/** The pair that these arguments name; refuses as `pairOf` does. */
export function askedPair(op: Operation, args: PairArgs): Pair {
  let pair = asked.get(args);
  if (!pair) {
    const population = (args.population ?? 'TARGET') as Population;
    pair = pairOf(op.regions, args.origin, args.destination, population);
    asked.set(args, pair);
  }
  return pair;
}

/** The marks that make a worker explicit for destination `d`; the same rule as explicit_keys in the database. */
export function explicitKeys(d: string): string[] {
  const city = MUNICIPALITIES.includes(d.slice(0, 2)) ? d.slice(0, 2) : d.slice(0, 4);
  return city === d ? [d] : [d, `${city}/`];
}

/**
 * Who may see a pair: the county its own people wherever they wish to go; the station its own city with the
 * origins paired to it; observers and administrators every pair, as aggregates. And nobody asks by what is not
 * shown to him of a person, counts included: two of them differ by one person, and tell of that one whether it
 * was counted. Places are asked as `askedPlace` says, populations as `askedPopulation`: BAD_USER_INPUT/FILTER_NOT_YOURS.
 */
export function mustSeePair(op: Operation, pair: Pair): void {
  op.must('picture.read');
  const { role, path, origins } = op.viewer;
  const allowed =
    role === 'COUNTY_BUREAU'
      ? pair.origin.path.startsWith(path)
      : role === 'STATION_LIAISON'
        ? pair.destination.path.startsWith(path) && origins.some((o) => pair.origin.path.startsWith(o))
        : true;
  if (!allowed) throw notYourPair(role === 'STATION_LIAISON' ? origins : [path]);
  askedPlace(op, pair.origin.code, 'origin');
  askedPopulation(op, pair.population, 'population');
}

function notYourPair(known: readonly string[]): HouseError {
  return new HouseError(
    'FORBIDDEN',
    'NOT_YOUR_PAIR',
    {
      zh: '只能查看本县人员或与本市结对的输出地的情况。',
      en: 'You may see your own people, or the origins paired with your city.',
    },
    { ...forbidden('picture.read', []).details, allowed: known },
  );
}
