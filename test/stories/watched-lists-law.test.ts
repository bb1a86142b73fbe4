import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../support/client.js';
import { framesOf } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { plantOpen } from '../support/open-postings.js';
import { registerWorker, wishesToGo } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

const EDITS = process.env['LONG'] ? 3_000 : 300;
jest.setTimeout(600_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await plantOpen(
    world,
    ...Array.from({ length: 25 }, (_, i) => ({
      title: `岗位${i}`,
      headcount: 1 + (i % 4),
      suitable: i % 3 > 0,
    })),
  );
  const county = await world.as('county@liping');
  for (let i = 0; i < 12; i += 1) {
    const { id } = await registerWorker(county, i % 4 === 0 ? { tags: [] } : {});
    await wishesToGo(county, id, i % 2 === 0 ? ['440600'] : ['440000']);
  }
});
afterAll(() => world?.close());

/** A watched list, the query that shows the same, and edits that move its rows. */
interface Law {
  readonly field: string;
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

const LAWS: readonly Law[] = [
  {
    field: 'watchPostings',
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
    field: 'watchSupplyList',
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
      `update job_posting set state = 'EXPIRED' where ${drawn('job_posting')}`,
    ],
  },
  {
    field: 'watchDemandList',
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
      `update willingness set destination_codes = array['440600'], any_destination = false where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update willingness set any_destination = true where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update willingness set wage_min_fen = 300000 where state = 'ACTIVE' and kind = 'WORK' and ${drawn('willingness')}`,
      `update worker set work_ability = case when work_ability = 'NONE' then 'FULL' else 'NONE' end where ${drawn('worker')}`,
      `update worker set education = 'SENIOR_HIGH' where ${drawn('worker')}`,
      `update worker set life_status = case when life_status = 'ALIVE' then 'DEAD' else 'ALIVE' end where ${drawn('worker')}`,
    ],
  },
];

describe('whatever is edited, and however often a reader is cut', () => {
  test.each(LAWS.map((law) => [law.field, law] as const))(
    '%s holds what its query shows',
    async (_f, law) => {
      const clients = new Map<string, Client>();
      for (const { handle } of law.readers) clients.set(handle, await world.as(handle));
      const readers = law.readers.map(
        ({ handle, variables }) =>
          new ListReader(world.baseUrl, clients.get(handle)?.token ?? '', law.field, law.query, variables),
      );
      for (const reader of readers) await reader.connect();
      for (const reader of readers) await reader.until((r) => r.mirror.ready);
      const steps = fc.sample(
        fc.record({
          edit: fc.constantFrom(...law.edits),
          draw: fc.nat(),
          many: fc.integer({ min: 1, max: 3 }),
          rollBack: fc.boolean(),
          cut: fc.integer({ min: 0, max: 40 }),
        }),
        { numRuns: EDITS, seed: 20261122 },
      );
      for (const { edit, draw, many, rollBack, cut } of steps) {
        const statements = Array.from({ length: many }, (_, i) => edit.replaceAll('$1', `'${draw + i}'`));
        if (rollBack && many > 1)
          await world.plant(`${statements.join(';')}; select 1 / 0`).catch(() => undefined);
        else for (const statement of statements) await world.plant(statement);
        const reader = readers[cut];
        if (reader) {
          await reader.cut();
          await reader.connect();
        }
      }
      for (const [i, reader] of readers.entries()) {
        const { handle, variables } = law.readers[i] as Law['readers'][number];
        const client = clients.get(handle) as Client;
        const wanted = await law.now(client, variables);
        const held = () => [...reader.mirror.rows].map(([id, { version }]) => [`${id}:${version}`, id]);
        const right = () =>
          held().length === wanted.size && held().every(([a = '', b = '']) => wanted.has(a) || wanted.has(b));
        await reader.until(() => reader.mirror.ready && right());
        expect(reader.mirror.breaches).toEqual([]);
        expect(reader.frames.flatMap((f) => f.changes ?? []).length).toBeGreaterThan(0);
        await reader.cut();
      }
    },
  );
});
