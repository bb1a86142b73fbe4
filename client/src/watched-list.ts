/** What the server calls a list that can be watched. */
export interface WatchedList {
  /** The subscription field. */
  readonly field: string;
  /** Name of its frames in the schema: `Posting` for PostingSnapshot, PostingChanges. */
  readonly name: string;
  /** Its own arguments, each with its type in the schema. */
  readonly args: Readonly<Record<string, string>>;
}

const PAIR = { origin: 'RegionCode!', destination: 'RegionCode!' };

/** Postings that match a filter (岗位). Argument: filter. */
export const POSTINGS: WatchedList = {
  field: 'watchPostings',
  name: 'Posting',
  args: { filter: 'PostingFilter' },
};

/** Trips that match a filter (车次). Argument: filter. */
export const TRIPS: WatchedList = {
  field: 'watchTrips',
  name: 'Trip',
  args: { filter: 'TripFilter' },
};

/** Arrivals that match a filter (到岗). Argument: filter. */
export const ARRIVALS: WatchedList = {
  field: 'watchArrivals',
  name: 'Arrival',
  args: { filter: 'ArrivalFilter' },
};

/** Imports of the own office that match a filter (导入). Argument: filter. */
export const IMPORTS: WatchedList = {
  field: 'watchImports',
  name: 'Import',
  args: { filter: 'ImportRunFilter' },
};

/** Open zero-employment households (零就业家庭), of the county alone. Argument: region. */
export const ZERO_EMPLOYMENT: WatchedList = {
  field: 'watchZeroEmployment',
  name: 'ZeroEmployment',
  args: { region: 'RegionCode' },
};

/** The demand list of a pair (求职需求清单). Arguments: origin, destination, population, tiers. */
export const DEMAND_LIST: WatchedList = {
  field: 'watchDemandList',
  name: 'Demand',
  args: { ...PAIR, population: 'Population', tiers: '[IntentTier!]' },
};

/** The supply list of a pair (岗位供给清单). Arguments: origin, destination. */
export const SUPPLY_LIST: WatchedList = { field: 'watchSupplyList', name: 'Supply', args: PAIR };

/** The picture of a pair (两个清单、四个底数): one row. Arguments: origin, destination, population. */
export const PICTURE: WatchedList = {
  field: 'watchPicture',
  name: 'Picture',
  args: { ...PAIR, population: 'Population' },
};

/**
 * The subscription of a list, as a document with variables, so that the server reads it once for everybody. `node` is
 * the selection of a row, without its braces.
 */
export function listDocument({ field, name, args }: WatchedList, node: string): string {
  const own = Object.entries(args);
  const declared = own.map(([arg, type]) => `$${arg}: ${type}, `).join('');
  const passed = own.map(([arg]) => `${arg}: $${arg}, `).join('');
  return `subscription (${declared}$after: Position) {
  ${field}(${passed}after: $after) {
    __typename
    ... on ${name}Snapshot { position isLast items { id version node { ${node} } } }
    ... on ${name}Changes { from to count eventsSoFar digest changes { op reason id version node { ${node} } } }
    ... on Ready { position eventsSoFar }
    ... on CaughtUp { position eventsSoFar digest rows }
    ... on Lagging { position behindMs merged }
    ... on Resync { reason }
  }
}`;
}
