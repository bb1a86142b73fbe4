import pg from 'pg';
import { CITIES } from '#bench/load-parties.js';
import { type Measure, median, percentile } from '#bench/measure.js';
import { cpuMs } from '#bench/process-cost.js';
import { type OwnServer, startOurs } from '#bench/servers.js';
import { openSockets } from '#bench/socket-load.js';
import { ask, mutate } from '#bench/station-work.js';

/** What happened while the clients were away: five minutes at some 33 changes a second. */
const CHANGES = 10_000;
const OF_A_TRANSACTION = 100;
/** Bureaus with as many accounts as it takes; by default an account may have five sockets. */
const BUREAUS = 40;
const SOCKETS_OF_ACCOUNT = 5;
const WITHIN_S = 10;
const MOST_P99_MS = 500;
const CALM_MUTATIONS = 60;

const WATCH = `subscription Watch($within: RegionCode!, $after: Position!) {
  watchPostings(filter: { workRegion: $within }, after: $after) { __typename
    ... on PostingSnapshot { position isLast items { id } }
    ... on PostingChanges { from to count eventsSoFar digest changes { op reason id version node { title state headcount wageMin wageMax } } }
    ... on Resync { reason } ... on Lagging { merged }
    ... on CaughtUp { position rows digest eventsSoFar } ... on Ready { position } } }`;

/**
 * All clients were cut off, ten thousand postings changed, and all come back at once, each with the position that it
 * saw last: bureaus that watch the postings of a city each, under the limits as they are by default. Meanwhile a
 * station goes on with its work.
 */
export async function measureStorm(
  url: string,
  clients: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const server = await startOurs(url);
  const owner = new pg.Client({ connectionString: url, application_name: 'bench writer' });
  try {
    await owner.connect();
    const handles = await bureaus(owner, Math.ceil(clients / SOCKETS_OF_ACCOUNT));
    const tokens: string[] = [];
    for (const handle of handles) tokens.push(`Bearer ${await server.token(handle)}`);
    const after = await positionOf(server);
    await change(owner);
    const calm = await mutate(server, owner, CALM_MUTATIONS);
    const load = await openSockets({
      url: server.url.replace('http:', 'ws:'),
      tokens,
      count: clients,
      atOnce: clients,
      marker: '"title":',
      first: CITIES.map((within) => ({
        id: '1',
        type: 'subscribe',
        payload: { query: WATCH, variables: { within, after } },
      })),
      patient: true,
    });
    try {
      let over = false;
      const working = mutate(server, owner, Number.POSITIVE_INFINITY, () => over);
      // Asked for when the clients stand; until then nobody waits for it.
      working.catch(() => undefined);
      const from = performance.now();
      const cpu = cpuMs(server.pid);
      try {
        await load.begin();
        await load.ready(clients, 60_000);
      } finally {
        over = true;
      }
      const seconds = (performance.now() - from) / 1000;
      const worked = (cpuMs(server.pid) - cpu) / 1000;
      const meanwhile = await working.catch((fault: unknown) => {
        throw new Error(`the work was disturbed: ${fault}\n${server.words()}`, { cause: fault });
      });
      const { came } = await load.look();
      say(
        `${clients} clients were caught up after ${seconds.toFixed(1)} s, ${worked.toFixed(1)} s of them CPU of the server, with ${came} frames of changes; ${meanwhile.length} mutations meanwhile`,
      );
      const p99 = percentile(meanwhile, 0.99);
      return [
        {
          name: 'storm.caught-up',
          unit: 's',
          ours: seconds,
          peers: {},
          ratios: {},
          goal: `≤ ${WITHIN_S} s`,
          holds: seconds <= WITHIN_S,
          note: `until the last of ${clients} clients, ${CHANGES} changes behind, was caught up`,
        },
        {
          name: 'storm.mutations.p99',
          unit: 'ms',
          ours: p99,
          peers: { 'before it (median)': median(calm), 'before it (p99)': percentile(calm, 0.99) },
          ratios: {},
          goal: `< ${MOST_P99_MS} ms`,
          holds: p99 < MOST_P99_MS,
          note: `of ${meanwhile.length} mutations during the storm`,
        },
      ];
    } finally {
      await load.stop();
    }
  } finally {
    await owner.end();
    await server.stop();
  }
}

/** Accounts of bureaus in as many counties; answers their handles. Those of an earlier run are used again. */
async function bureaus(owner: pg.Client, accounts: number): Promise<string[]> {
  await owner.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:bench', false), set_config('app.verb', 'posting.edit', false)`,
  );
  await owner.query(
    `insert into organization (type, name, region_code, path, side, invented)
     select 'COUNTY_BUREAU', '风暴' || row_number() over (order by code) || '（虚构）', code, path, 'ORIGIN', true
     from (select * from region where level = 'COUNTY' and path like '52%' and valid_to is null order by code limit $1) r
     where not exists (select 1 from organization where name like '风暴%')`,
    [BUREAUS],
  );
  const { rows } = await owner.query<{ handle: string }>(
    `with o as (select id, row_number() over (order by name) - 1 as n, count(*) over () as all from organization where name like '风暴%'),
     made as (
       insert into account (handle, subject, organization_id, role, name)
       select 'storm-' || x.n || '@bench', 'storm-' || x.n || '@bench', o.id, 'COUNTY_BUREAU', '虚构'
       from generate_series(0, $1::int - 1) x (n) join o on o.n = x.n % o.all
       on conflict do nothing returning handle)
     select 'storm-' || n || '@bench' as handle from generate_series(0, $1::int - 1) n`,
    [accounts],
  );
  return rows.map(({ handle }) => handle);
}

/** Ten thousand changes, each of a posting that is open; done twice, everything is as it was. */
async function change(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from job_posting where state = 'OPEN' order by id limit $1`,
    [CHANGES / 2],
  );
  for (let round = 0; round < 2; round += 1)
    for (let at = 0; at < rows.length; at += OF_A_TRANSACTION)
      await owner.query(
        'update job_posting set meals = not coalesce(meals, false) where id = any($1::uuid[])',
        [rows.slice(at, at + OF_A_TRANSACTION).map(({ id }) => id)],
      );
}

async function positionOf(server: OwnServer): Promise<string> {
  const query = '{ jobPostings(first: 1) { position } }';
  const { data } = await ask(server, server.tokens.station, query, {});
  return (data['jobPostings'] as { position: string }).position;
}
