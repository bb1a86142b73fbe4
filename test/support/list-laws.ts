import { DEMAND_LIST, POSTINGS, SUPPLY_LIST, TRIPS, type WatchedList } from '../../client/src/index.js';
import type { Client } from './client.js';
import { framesOf } from './list-mirror.js';
import { plantOpen } from './open-postings.js';
import { registerWorker, wishesToGo } from './people.js';

/** A watched list, the query that shows the same, and edits that move its rows. */
export interface ListLaw {
  readonly field: string;
  /** The same list and the selection of a row, for the client package. */
  readonly list: WatchedList;
  readonly node: string;
  readonly query: string;
  readonly readers: readonly { readonly handle: string; readonly variables: Record<string, unknown> }[];
  /** Ids and versions that the query shows now; without versions where the query has none. */
  readonly now: (client: Client, variables: Record<string, unknown>) => Promise<Set<string>>;
  /** SQL that changes `table`, by a random number. */
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
/** A row of a table, drawn by a number. */
const drawn = (table: string) => `id = (select id from ${table} order by md5(id::text || $1) limit 1)`;

export const LIST_LAWS: readonly ListLaw[] = [
  {
    field: 'watchPostings',
    list: POSTINGS,
    node: 'title headcount state',
    query: watch('watchPostings', 'Posting', { filter: 'PostingFilter' }, 'title headcount state'),
    readers: [
      { handle: 'county@liping', variables: {} },
      { handle: 'county@liping', variables: { filter: { wageAtLeast: 500_000, suitable: true } } },
      { handle: 'county@liping', variables: { filter: { workRegion: '440604', housing: true } } },
      { handle: 'station@foshan', variables: { filter: { states: ['OPEN', 'PAUSED', 'FILLED'] } } },
      { handle: 'station@foshan', variables: { filter: { text: '普工' } } },
      { handle: 'employer@foshan', variables: { filter: { states: ['SUBMITTED', 'OPEN'] } } },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($filter: PostingFilter, $cursor: String) { jobPostings(filter: $filter, orderBy: CREATED, first: 200, after: $cursor) { nodes { id version } ${PAGE} } }`,
        variables,
        (data: { jobPostings: never }) => data.jobPostings,
        (node: { id: string; version: number }) => `${node.id}:${node.version}`,
      ),
    edits: [
      `update job_posting set state = 'PAUSED' where ${drawn('job_posting')}`,
      `update job_posting set state = 'OPEN' where ${drawn('job_posting')}`,
      `update job_posting set state = 'FILLED' where ${drawn('job_posting')}`,
      `update job_posting set state = 'SUBMITTED', opened_at = null where ${drawn('job_posting')}`,
      `update job_posting set state = 'OPEN', opened_at = coalesce(opened_at, now()) where ${drawn('job_posting')}`,
      `update job_posting set wage_max_fen = 400000 + (headcount % 5) * 50000 where ${drawn('job_posting')}`,
      `update job_posting set housing = not coalesce(housing, false) where ${drawn('job_posting')}`,
      `update job_posting set title = title || '普工' where length(title) < 100 and ${drawn('job_posting')}`,
      `update job_posting set suitable = not suitable, suitable_on = current_date where ${drawn('job_posting')}`,
      `update job_posting set work_region = '440604', destination = '440604' where ${drawn('job_posting')}`,
    ],
  },
  {
    field: 'watchTrips',
    list: TRIPS,
    node: 'tripNo state booked',
    query: watch('watchTrips', 'Trip', { filter: 'TripFilter' }, 'tripNo state booked'),
    readers: [
      { handle: 'county@liping', variables: {} },
      { handle: 'station@foshan', variables: { filter: { states: ['REGISTRATION', 'LOCKED', 'DEPARTED'] } } },
      { handle: 'station@foshan', variables: { filter: { withSeats: true, destination: '440604' } } },
      {
        handle: 'county@liping',
        variables: {
          filter: {
            departFrom: '2099-02-03T00:00:00Z',
            departBefore: '2099-02-08T00:00:00Z',
            origin: '522631',
          },
        },
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
    edits: [
      `update trip set state = 'REGISTRATION' where ${drawn('trip')}`,
      `update trip set state = 'LOCKED' where ${drawn('trip')}`,
      `update trip set state = 'DEPARTED' where ${drawn('trip')}`,
      `update trip set state = 'CANCELLED' where ${drawn('trip')}`,
      `update trip set booked = least(seats, booked + 1) where ${drawn('trip')}`,
      `update trip set booked = 0 where ${drawn('trip')}`,
      `update trip set destination_region = '440604', destination = '440604' where ${drawn('trip')}`,
      `update trip set destination_region = '440600', destination = '4406' where ${drawn('trip')}`,
      `update trip set origin_region = '522633', origin = '522633' where ${drawn('trip')}`,
      `update trip set origin_region = '522631', origin = '522631' where ${drawn('trip')}`,
      `update trip set depart_at = depart_at + interval '1 day', arrive_at = arrive_at + interval '1 day' where ${drawn('trip')}`,
      `update trip set depart_at = timestamptz '2099-02-01', arrive_at = timestamptz '2099-02-02' where ${drawn('trip')}`,
    ],
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
      { handle: 'county@liping', variables: PAIR },
      { handle: 'station@foshan', variables: PAIR },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($origin: RegionCode!, $destination: RegionCode!, $cursor: String) { picture(origin: $origin, destination: $destination) { postSupplyList(first: 200, after: $cursor) { nodes { posting { id version } } ${PAGE} } } }`,
        variables,
        (data: { picture: { postSupplyList: never } }) => data.picture.postSupplyList,
        ({ posting }: { posting: { id: string; version: number } }) => `${posting.id}:${posting.version}`,
      ),
    edits: [
      `update job_posting set state = 'OPEN', opened_at = coalesce(opened_at, now()), suitable = true, suitable_on = current_date where ${drawn('job_posting')}`,
      `update job_posting set suitable = false where ${drawn('job_posting')}`,
      `update job_posting set held = least(headcount - filled, held + 1) where ${drawn('job_posting')}`,
      `update job_posting set headcount = greatest(1, filled + held) where ${drawn('job_posting')}`,
      // What ends is begun again, or a long run would edit what is on no list any more.
      `update job_posting set held = 0, headcount = filled + 3 where ${drawn('job_posting')}`,
      `update job_posting set state = 'EXPIRED' where ${drawn('job_posting')}`,
    ],
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
      { handle: 'county@liping', variables: PAIR },
      { handle: 'county@liping', variables: { ...PAIR, population: 'ALL_RURAL', tiers: ['EXPLICIT'] } },
      { handle: 'station@foshan', variables: { ...PAIR, tiers: ['EXPLICIT', 'BROAD'] } },
    ],
    now: (client, variables) =>
      walk(
        client,
        `query($origin: RegionCode!, $destination: RegionCode!, $population: Population, $tiers: [IntentTier!], $cursor: String) { picture(origin: $origin, destination: $destination, population: $population) { jobDemandList(first: 200, after: $cursor, tiers: $tiers) { nodes { worker { id } } ${PAGE} } } }`,
        variables,
        (data: { picture: { jobDemandList: never } }) => data.picture.jobDemandList,
        ({ worker }: { worker: { id: string } }) => worker.id,
      ),
    edits: [
      `update willingness set state = 'WITHDRAWN' where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update willingness w set state = 'ACTIVE' where w.state = 'WITHDRAWN' and w.kind = 'WORK' and w.${drawn('willingness')}
        and not exists (select from willingness o where o.worker_id = w.worker_id and o.kind = 'WORK' and o.state = 'ACTIVE')`,
      `update willingness set destination_codes = array['440600'], any_destination = false where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update willingness set any_destination = true where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update willingness set wage_min_fen = 300000 where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update worker set work_ability = case when work_ability = 'NONE' then 'FULL' else 'NONE' end where ${drawn('worker')}`,
      `update worker set education = 'SENIOR_HIGH' where ${drawn('worker')}`,
      `update worker set life_status = case when life_status = 'ALIVE' then 'DEAD' else 'ALIVE' end where ${drawn('worker')}`,
    ],
  },
];

const TRIPS_OF_LAWS = `insert into trip (trip_no, mode, origin_region, destination_region, origin, destination, seats, depart_at, arrive_at, state)
  select 'T' || n, 'CHARTER_BUS', '522631', '440604', '522631', '440604', 2,
    timestamptz '2099-02-01' + n * interval '9 hours', timestamptz '2099-02-02' + n * interval '9 hours', 'PLANNED'
  from generate_series(1, 12) n`;

/** People with wishes, open postings and trips, for the laws to move. */
export async function plantForLaws(
  world: { readonly plant: (text: string, values?: unknown[]) => Promise<void> },
  county: Client,
  people: number,
): Promise<void> {
  await plantOpen(
    world,
    ...Array.from({ length: 25 }, (_, i) => ({
      title: `岗位${i}`,
      headcount: 1 + (i % 4),
      suitable: i % 3 > 0,
    })),
  );
  await world.plant(TRIPS_OF_LAWS);
  for (let i = 0; i < people; i += 1) {
    const { id } = await registerWorker(county, i % 4 === 0 ? { tags: [] } : {});
    await wishesToGo(county, id, i % 2 === 0 ? ['440600'] : ['440000']);
  }
}
