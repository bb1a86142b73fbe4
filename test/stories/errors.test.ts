/**
 * What a fault tells: to the caller a code, a reason and an id to quote; to the log the same id and where it was.
 * To neither who the person was, what the statement was, or what stood in it.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client as Database } from 'pg';
import type { Answer, Client } from '../support/client.js';
import { inDays, inventedIdNumber, openPosting, ownOrganization } from '../support/people.js';
import { aTrip, mutation } from '../support/way.js';
import { overSocket, post } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

const NAME = '金丝雀';
const PHONE = '15400009876';
let ID_NUMBER: string;

let world: World;
let county: Client;
let station: Client;
let lines: string[] = [];

beforeAll(async () => {
  world = await openWorld({ env: { LOG_LEVEL: 'debug' }, logTo: (line) => lines.push(line) });
  county = await world.as('county@liping');
  station = await world.as('station@foshan');
  ID_NUMBER = inventedIdNumber();
});
afterAll(() => world?.close());

beforeEach(() => {
  lines = [];
});
afterEach(() => {
  nothingPersonal(lines.join(''), 'the log');
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  expect(lines.join('')).not.toMatch(/insert into|select \w+ from|set_config|Failing row|Key \(/i);
});

const REGISTER = mutation('registerWorker', 'RegisterWorkerInput', 'worker { id }');
const person = (more: object = {}) => ({
  i: {
    idNumber: ID_NUMBER,
    name: NAME,
    phone: PHONE,
    serviceRegion: '522631',
    hukouRegion: '522631',
    education: 'NONE',
    workAbility: 'FULL',
    ...more,
  },
});

function nothingPersonal(text: string, where: string): void {
  for (const canary of [NAME, PHONE, ID_NUMBER, ID_NUMBER.slice(0, 17), NAME.slice(1)])
    expect({ where, holds: text.includes(canary) ? canary : undefined }).toEqual({ where, holds: undefined });
}

/** What an answer may not hold, whatever went wrong. */
function clean(
  answer: Pick<Answer<unknown>, 'text' | 'errors'>,
): NonNullable<Answer['errors']>[number]['extensions'] & { id?: string } {
  nothingPersonal(answer.text, 'the answer');
  expect(answer.text).not.toMatch(
    /stack|node_modules|\.[jt]s:\d|insert into|select |relation |column |pg_|Failing row|Key \(|ECONN|terminat/i,
  );
  const first = answer.errors?.[0];
  if (!first) throw new Error(`no error: ${answer.text}`);
  expect(first.extensions.text).toEqual({
    zh: expect.stringMatching(/\p{Script=Han}/u),
    en: expect.any(String),
  });
  return first.extensions;
}

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly id?: string;
  readonly requestId?: string;
  readonly fault?: {
    readonly class: string;
    readonly code?: string;
    readonly cause?: unknown;
    readonly stack?: string[];
  };
}

/** The lines of the log that speak of this id. */
function logged(id: string | undefined): Line[] {
  return lines.map((line) => JSON.parse(line) as Line).filter((line) => line.id === id);
}

describe('a refusal echoes nobody', () => {
  test('registered twice', async () => {
    await county.must(REGISTER, person());
    const answer = await county.send(REGISTER, person());
    expect(clean(answer)).toMatchObject({ code: 'CONFLICT', reason: 'WORKER_ALREADY_REGISTERED' });
    expect(lines.filter((line) => line.includes('"WORKER_ALREADY_REGISTERED"'))).toHaveLength(1);
  });

  test.each<[string, () => object]>([
    ['in a field of another kind', () => person({ education: `${NAME}${ID_NUMBER}` })],
    ['as a name of a field', () => person({ [ID_NUMBER]: PHONE, [NAME]: 1 })],
    ['as a list', () => person({ idNumber: [ID_NUMBER], phone: { PHONE } })],
    ['as a region', () => person({ serviceRegion: ID_NUMBER })],
    ['as a number', () => person({ phone: Number(PHONE), idNumber: Number(ID_NUMBER) })],
    [
      'with a wrong digit',
      () => person({ idNumber: `${ID_NUMBER.slice(0, 17)}${ID_NUMBER.endsWith('0') ? '1' : '0'}` }),
    ],
    ['with what is no letter', () => person({ name: `${NAME}\u0000${ID_NUMBER}` })],
    ['instead of the input', () => ({ i: `${NAME} ${ID_NUMBER} ${PHONE}` })],
    ['as a key', () => person({ idempotencyKey: 'x'.repeat(120) + ID_NUMBER })],
  ])('a person %s', async (_name, variables) => {
    expect(clean(await county.send(REGISTER, variables() as Record<string, unknown>)).code).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('a person written into the document', async () => {
    for (const query of [
      `{ workers(filter: { idNumber: "${ID_NUMBER}${NAME}" }) { totalCount } }`,
      `{ workers(filter: { education: "${NAME}" }) { totalCount } }`,
      `{ workers(filter: "${NAME} ${ID_NUMBER}") { totalCount } }`,
      `{ viewer { role } ${JSON.stringify(NAME + PHONE)} }`,
      `query Q { node(id: "${NAME}${ID_NUMBER}") { id } }`,
      `{ viewer { n${ID_NUMBER} } }`,
    ])
      for (const send of [(q: string) => county.send(q), (q: string) => onSocket(q)]) {
        const answer = await send(query);
        const { code } = clean({ ...answer, text: answer.text.replace(`n${ID_NUMBER}`, '') });
        expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']).toContain(code);
      }
  });
});

/** An answer over a socket, in the form of one over HTTP. */
async function onSocket(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Pick<Answer<unknown>, 'text' | 'errors'>> {
  const { errors } = await overSocket(world.baseUrl, county.token, query, variables);
  return { errors, text: JSON.stringify(errors) };
}

describe('a fault of our own', () => {
  /** The database breaks under the server: its owner makes every new trip raise what it holds. */
  beforeAll(() =>
    world.look(`create function break_it() returns trigger language plpgsql as $$
      begin raise exception 'no % for 金丝雀 ${PHONE}', new.carrier using detail = 'Key (id_number)=(' || new.plate || ')'; end $$;
      create trigger break_it before insert on trip for each row execute function break_it()`),
  );
  afterAll(() => world.look('drop trigger break_it on trip; drop function break_it()'));

  const PLAN = mutation('planTrip', 'PlanTripInput', 'trip { id }');
  const trip = () => ({ i: { ...aTrip(10), carrier: `${NAME} ${PHONE}`, plate: ID_NUMBER } });

  test('has an id, the same in the answer and in the log, and a request to look for', async () => {
    const reply = await post(world.baseUrl, county.token, { query: PLAN, variables: trip() });
    expect(reply.status).toBe(500);
    const { code, reason, id } = clean(reply);
    expect({ code, reason }).toEqual({ code: 'INTERNAL_SERVER_ERROR', reason: 'INTERNAL_SERVER_ERROR' });
    const [line, ...more] = logged(id);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'error', requestId: reply.headers.get('x-request-id') });
    expect(JSON.stringify(line?.fault)).toMatch(/"code":"P0001"/);
    expect(JSON.stringify(line?.fault)).toMatch(/plan-trip|open-operation/);
  });

  test('is another each time, and over a socket the same', async () => {
    const ids = [clean(await onSocket(PLAN, trip())).id, clean(await onSocket(PLAN, trip())).id];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(logged(id)).toHaveLength(1);
  });

  test('changes nothing', async () => {
    const [row] = await world.look('select count(*)::int as n from trip');
    expect(row?.['n']).toBe(0);
  });
});

describe('a database that is not there for a moment', () => {
  const WORKERS = '{ workers(first: 1) { totalCount nodes { id } } }';

  /** Holds a lock on a table until told to let go. */
  async function holding(table: string): Promise<Database> {
    const holder = new Database({ connectionString: world.url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query(`begin; lock table ${table} in access exclusive mode`);
    return holder;
  }

  /** Ends every connection of the server to its database, as a restart of the database would. */
  const cutAll = (): Promise<unknown> =>
    world.look(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and application_name like 'labor-bridge%' or pid in (
        select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%')`);

  test('that makes a verb wait too long says so, and when to come again', async () => {
    const holder = await holding('worker');
    try {
      const reply = await post(world.baseUrl, county.token, {
        query: REGISTER,
        variables: person({ idNumber: inventedIdNumber() }),
      });
      expect(reply.status).toBe(503);
      expect(reply.headers.get('retry-after')).toBe('2');
      expect(clean(reply)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', reason: 'DATABASE_UNAVAILABLE' });
    } finally {
      await holder.end();
    }
    await county.must(WORKERS);
  }, 20_000);

  test('that hangs up in the middle of a statement says so, over HTTP and on a socket', async () => {
    const holder = await holding('worker');
    const waiting = [
      county.send(REGISTER, person({ idNumber: inventedIdNumber() })),
      county.send(WORKERS),
      onSocket(WORKERS),
    ];
    for (let queued = 0; queued < waiting.length; ) {
      await new Promise((done) => setTimeout(done, 20));
      const [row] = await world.look(
        `select count(*)::int as n from pg_locks where relation = 'worker'::regclass and not granted`,
      );
      queued = Number(row?.['n']);
    }
    await cutAll();
    await holder.end();
    for (const answer of await Promise.all(waiting))
      expect(clean(answer)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', reason: 'DATABASE_UNAVAILABLE' });
    await healed();
  }, 20_000);

  test('and comes back is used again, and what is watched goes on', async () => {
    const factory = await ownOrganization(await world.as('employer@foshan'));
    const watching = county.watch<{ postingPublished: { posting: { title: string } } }>(
      'subscription { postingPublished { posting { title } } }',
    );
    await watching.opened;
    await new Promise((done) => setTimeout(done, 300));
    for (let round = 0; round < 3; round += 1) {
      await cutAll();
      await healed();
      await openPosting(station, factory, { title: `装配工 ${round}`, validTo: inDays(30) });
      expect((await watching.next(10_000)).postingPublished.posting.title).toBe(`装配工 ${round}`);
    }
    expect(await (await fetch(`${world.baseUrl}/readyz`)).json()).toMatchObject({ status: 'ready' });
  }, 40_000);

  /** Reads and writes succeed again within five seconds, and until then the refusals are ours. */
  async function healed(): Promise<void> {
    const until = Date.now() + 5_000;
    for (;;) {
      const answers = [
        await county.send(WORKERS),
        await county.send(REGISTER, person({ idNumber: inventedIdNumber() })),
      ];
      const failed = answers.filter((a) => a.errors);
      for (const answer of failed) expect(clean(answer).code).toBe('SERVICE_UNAVAILABLE');
      if (failed.length === 0) return;
      if (Date.now() > until) throw new Error('not healed in time');
    }
  }
});
