// Over 200 lines: seven lists, each with its readers, and nothing else.
import {
  ARRIVALS,
  DEMAND_LIST,
  IMPORTS,
  POSTINGS,
  SUPPLY_LIST,
  TRIPS,
  type WatchedList,
  ZERO_EMPLOYMENT,
} from '../../client/src/index.js';
import type { LeaveReason } from '#journal/list-watch.js';
import type { Client } from './client.js';
import {
  ARRIVAL_EDITS,
  DEMAND_EDITS,
  IMPORT_EDITS,
  POSTING_EDITS,
  SUPPLY_EDITS,
  TRIP_EDITS,
  ZERO_EMPLOYMENT_EDITS,
} from './list-edits.js';
import { framesOf } from './list-mirror.js';
import { plantOpen } from './open-postings.js';
import { inDays, registerWorker, wishesToGo } from './people.js';
import { keyIn } from './planted.js';
import type { World } from './world.js';

/** Somebody who watches a list, and every reason for which the edits of the law can take a row from it. */
export interface LawReader {
  readonly handle: string;
  readonly variables: Record<string, unknown>;
  readonly leaves: readonly LeaveReason[];
}

/** A watched list, the query that shows the same, and edits that move its rows. */
export interface ListLaw {
  readonly field: string;
  /** The same list and the selection of a row, for the client package. */
  readonly list: WatchedList;
  readonly node: string;
  readonly query: string;
  readonly readers: readonly LawReader[];
  /** Ids and versions that the query shows now; without versions where the query has none. */
  readonly now: (client: Client, variables: Record<string, unknown>) => Promise<Set<string>>;
  /** SQL that moves its rows, by a random number. */
  readonly edits: readonly string[];
}

const PAIR = { origin: '522631', destination: '440600' };
const args = (names: Record<string, string>) =>
  Object.entries({ ...names, after: 'Position', snapshot: 'SnapshotWish' })
    .map(([name, type]) => `$${name}: ${type}`)
    .join(', ');
const pass = (names: Record<string, string>) =>
  [...Object.keys(names), 'after', 'snapshot'].map((name) => `${name}: $${name}`).join(', ');
const watch = (field: string, name: string, names: Record<string, string>, node: string) =>
  `subscription(${args(names)}) { ${field}(${pass(names)}) { ${framesOf(name, node)} } }`;

async function walk(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  page: (data: never) => { nodes: readonly object[]; pageInfo: { hasNextPage: boolean; endCursor: string } },
  id: (node: never) => string,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const { nodes, pageInfo } = page((await client.must(query, { ...variables, cursor })) as never);
    for (const node of nodes) found.add(id(node as never));
    if (!pageInfo.hasNextPage) return found;
    cursor = pageInfo.endCursor;
  }
}

const PAGE = 'pageInfo { hasNextPage endCursor }';
export const LIST_LAWS: readonly ListLaw[] = [
  {
    field: 'watchPostings',
    list: POSTINGS,
    node: 'title headcount state',
    query: watch('watchPostings', 'Posting', { filter: 'PostingFilter' }, 'title headcount state'),
    readers: [
      { handle: 'county@liping', variables: {}, leaves: ['FILLED', 'EXPIRED', 'CLOSED', 'PERMISSION'] },
      {
        handle: 'county@liping',
        variables: { filter: { wageAtLeast: 500_000, suitable: true } },
        leaves: ['MOVED', 'FILLED', 'EXPIRED', 'CLOSED', 'PERMISSION'],
      },
      {
        handle: 'county@liping',
        variables: { filter: { workRegion: '440604', housing: true } },
        leaves: ['MOVED', 'FILLED', 'EXPIRED', 'CLOSED', 'PERMISSION'],
      },
      {
        handle: 'station@foshan',
        variables: { filter: { states: ['OPEN', 'PAUSED', 'FILLED'] } },
        leaves: ['EXPIRED', 'CLOSED'],
      },
      {
        handle: 'station@foshan',
        variables: { filter: { text: '普工' } },
        leaves: ['FILLED', 'EXPIRED', 'CLOSED'],
      },
      {
        handle: 'employer@foshan',
        variables: { filter: { states: ['SUBMITTED', 'OPEN'] } },
        leaves: ['FILLED', 'EXPIRED', 'CLOSED'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($filter: PostingFilter, $cursor: String) { jobPostings(filter: $filter, orderBy: CREATED, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { jobPostings: never }) => data.jobPostings,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: POSTING_EDITS,
  },
  {
    field: 'watchTrips',
    list: TRIPS,
    node: 'tripNo state booked',
    query: watch('watchTrips', 'Trip', { filter: 'TripFilter' }, 'tripNo state booked'),
    readers: [
      { handle: 'county@liping', variables: {}, leaves: ['PERMISSION'] },
      {
        handle: 'station@foshan',
        variables: { filter: { states: ['REGISTRATION', 'LOCKED', 'DEPARTED'] } },
        leaves: ['MOVED', 'CLOSED', 'PERMISSION'],
      },
      {
        handle: 'station@foshan',
        variables: { filter: { withSeats: true, destination: '440604' } },
        leaves: ['MOVED', 'PERMISSION'],
      },
      {
        handle: 'county@liping',
        variables: {
          filter: {
            departFrom: '2099-02-02T00:00:00Z',
            departBefore: '2099-02-08T00:00:00Z',
            origin: '522631',
          },
        },
        leaves: ['MOVED', 'PERMISSION'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($filter: TripFilter, $cursor: String) { trips(filter: $filter, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { trips: never }) => data.trips,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: TRIP_EDITS,
  },
  {
    field: 'watchArrivals',
    list: ARRIVALS,
    node: 'state expectedOn occupation',
    query: watch('watchArrivals', 'Arrival', { filter: 'ArrivalFilter' }, 'state expectedOn occupation'),
    readers: [
      { handle: 'county@liping', variables: {}, leaves: ['PERMISSION'] },
      {
        handle: 'station@foshan',
        variables: { filter: { states: ['EXPECTED', 'IN_CITY'] } },
        leaves: ['MOVED', 'CLOSED', 'PERMISSION'],
      },
      {
        handle: 'employer@foshan',
        variables: { filter: { destination: '440604' } },
        leaves: ['MOVED'],
      },
      {
        handle: 'county@liping',
        variables: { filter: { expectedFrom: '2099-02-03', expectedTo: '2099-02-06', origin: '522631' } },
        leaves: ['MOVED', 'PERMISSION'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($filter: ArrivalFilter, $cursor: String) { arrivals(filter: $filter, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { arrivals: never }) => data.arrivals,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: ARRIVAL_EDITS,
  },
  {
    field: 'watchSupplyList',
    list: SUPPLY_LIST,
    node: 'remaining posting { title }',
    query: watch(
      'watchSupplyList',
      'Supply',
      { origin: 'RegionCode!', destination: 'RegionCode!' },
      'remaining posting { title }',
    ),
    readers: [
      {
        handle: 'county@liping',
        variables: PAIR,
        leaves: ['MOVED', 'FILLED', 'EXPIRED', 'CLOSED', 'PERMISSION'],
      },
      { handle: 'station@foshan', variables: PAIR, leaves: ['MOVED', 'FILLED', 'EXPIRED', 'CLOSED'] },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($origin: RegionCode!, $destination: RegionCode!, $cursor: String) { picture(origin: $origin, destination: $destination) { postSupplyList(first: 200, after: $cursor) { nodes { posting { id version } } ${PAGE} } } }`,
        variables,
        (data: { picture: { postSupplyList: never } }) => data.picture.postSupplyList,
        ({ posting }: { posting: { id: string; version: number } }) => `${posting.id}:${posting.version}`,
      ),
    edits: SUPPLY_EDITS,
  },
  {
    field: 'watchDemandList',
    list: DEMAND_LIST,
    node: 'tier stage worker { id }',
    query: watch(
      'watchDemandList',
      'Demand',
      { origin: 'RegionCode!', destination: 'RegionCode!', population: 'Population', tiers: '[IntentTier!]' },
      'tier stage worker { id }',
    ),
    readers: [
      { handle: 'county@liping', variables: PAIR, leaves: ['MOVED', 'EXPIRED', 'CLOSED'] },
      {
        handle: 'county@liping',
        variables: { ...PAIR, population: 'ALL_RURAL', tiers: ['EXPLICIT'] },
        leaves: ['MOVED', 'EXPIRED', 'CLOSED'],
      },
      {
        handle: 'station@foshan',
        variables: { ...PAIR, tiers: ['EXPLICIT', 'BROAD'] },
        leaves: ['MOVED', 'EXPIRED', 'CLOSED'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($origin: RegionCode!, $destination: RegionCode!, $population: Population, $tiers: [IntentTier!], $cursor: String) { picture(origin: $origin, destination: $destination, population: $population) { jobDemandList(first: 200, after: $cursor, tiers: $tiers) { nodes { worker { id } } ${PAGE} } } }`,
        variables,
        (data: { picture: { jobDemandList: never } }) => data.picture.jobDemandList,
        ({ worker }: { worker: { id: string } }) => worker.id,
      ),
    edits: DEMAND_EDITS,
  },
  {
    field: 'watchImports',
    list: IMPORTS,
    node: 'fileName state rows',
    query: watch('watchImports', 'Import', { filter: 'ImportRunFilter' }, 'fileName state rows'),
    readers: [
      { handle: 'county@liping', variables: {}, leaves: ['PERMISSION'] },
      {
        handle: 'county@liping',
        variables: { filter: { states: ['JUDGED', 'APPLIED'] } },
        leaves: ['MOVED', 'PERMISSION'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($filter: ImportRunFilter, $cursor: String) { importRuns(filter: $filter, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { importRuns: never }) => data.importRuns,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: IMPORT_EDITS,
  },
  {
    field: 'watchZeroEmployment',
    list: ZERO_EMPLOYMENT,
    node: 'openedFor household { no }',
    query: watch(
      'watchZeroEmployment',
      'ZeroEmployment',
      { region: 'RegionCode' },
      'openedFor household { no }',
    ),
    readers: [
      { handle: 'county@liping', variables: {}, leaves: ['CLOSED', 'PERMISSION'] },
      {
        handle: 'county@liping',
        variables: { region: '522631003' },
        leaves: ['MOVED', 'CLOSED', 'PERMISSION'],
      },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($region: RegionCode, $cursor: String) { zeroEmploymentHouseholds(filter: { region: $region }, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { zeroEmploymentHouseholds: never }) => data.zeroEmploymentHouseholds,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: ZERO_EMPLOYMENT_EDITS,
  },
];

const TRIPS_OF_LAWS = `insert into trip (trip_no, mode, origin_region, destination_region, origin, destination, seats, depart_at, arrive_at, state)
  select 'T' || n, 'CHARTER_BUS', '522631', '440604', '522631', '440604', 2,
    timestamptz '2099-02-01' + n * interval '9 hours', timestamptz '2099-02-02' + n * interval '9 hours', 'PLANNED'
  from generate_series(1, 12) n`;

/** So many arrivals, all of one person, each of a dispatch of its own. */
const arrivalsOf = (many: number, occupation: string) => `with sent as (
    insert into dispatch_order (dispatch_no, worker_id, posting_id, employer_id, origin_region, destination_region,
      origin, destination, kind, transport, planned_on, state)
    select '${occupation}' || n || now(), (select id from worker order by id limit 1), p.id, p.employer_id, '522631', '440604',
      '522631', '440604', 'LONG_TERM', 'SELF', date '2099-02-01', 'CLOSED'
    from (select id, employer_id from job_posting order by id limit 1) p, generate_series(1, ${many}) n
    returning *)
  insert into arrival (dispatch_id, worker_id, posting_id, employer_id, origin, destination, occupation, state, expected_on)
  select id, worker_id, posting_id, employer_id, origin, destination, '${occupation}', 'EXPECTED', planned_on + 3 from sent`;

/** So many imports of the county of the laws. */
const importsOf = (
  many: number,
  fileName: string,
) => `insert into import_run (organization_id, opened_by, kind, file_name,
    bytes, sha256, piece_bytes) select organization_id, id, 'WORKERS', '${fileName}' || n, 1000, repeat('0', 64), 500
  from account, generate_series(1, ${many}) n where handle = 'county@liping'`;

/** A household of one person without work: it comes onto the list of the county of the laws. */
async function aCase(world: Pick<World, 'plant'>, county: Client, no: string): Promise<void> {
  const { id } = await registerWorker(county, { tags: [] });
  await world.plant(
    `with lived as (
       insert into household (no, region_code, origin)
       select ? || to_char(clock_timestamp(), 'HH24MISSUS'), '522631003', '522631003' returning id, origin)
     insert into household_member (household_id, worker_id, relation, joined_on, origin)
     select id, ?::uuid, 'HEAD', current_date, origin from lived`,
    [no, keyIn(id)],
  );
}

/** A posting, a trip, an arrival, an import and a household of this name, which come after all others. */
export async function plantLast(world: Pick<World, 'plant'>, county: Client, name: string): Promise<void> {
  await plantOpen(world, { title: name, headcount: 3, suitableOn: inDays(0) });
  await world.plant(TRIPS_OF_LAWS.replace(`'T' || n`, `'${name}' || now()`).replace('12) n', '1) n'));
  await world.plant(arrivalsOf(1, name));
  await world.plant(importsOf(1, name));
  await aCase(world, county, name);
}

/** People with wishes, open postings, trips, arrivals, imports and households without work, for the laws to move. */
export async function plantForLaws(
  world: Pick<World, 'plant'>,
  county: Client,
  people: number,
): Promise<void> {
  await plantOpen(
    world,
    ...Array.from({ length: 25 }, (_, i) => ({
      title: `岗位${i}`,
      headcount: 1 + (i % 4),
      suitable: i % 3 > 0,
      suitableOn: inDays(0),
    })),
  );
  await world.plant(TRIPS_OF_LAWS);
  for (let i = 0; i < people; i += 1) {
    const { id } = await registerWorker(county, i % 4 === 0 ? { tags: [] } : {});
    await wishesToGo(county, id, i % 2 === 0 ? ['440600'] : ['440000']);
  }
  await world.plant(arrivalsOf(12, '普工'));
  await world.plant(importsOf(12, '台账'));
  for (let i = 0; i < 8; i += 1) await aCase(world, county, '零就业');
}
