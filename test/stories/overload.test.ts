import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

/** The bound of the server under test, and how long each turn of its event loop takes while it is overloaded; in ms. */
const BOUND_MS = 40;
const TURN_MS = 60;

const LIST = '{ jobPostings(first: 1) { nodes { id } } }';
const NEW_LIST = '{ jobPostings(first: 2) { nodes { id } } }';
const WATCH = 'subscription { postingPublished { position } }';
const PAUSE = 'mutation($id: ID!) { pausePosting(input: { id: $id }) { posting { state } } }';
const RESUME = 'mutation($id: ID!) { resumePosting(input: { id: $id }) { posting { state } } }';
const OVERLOADED = { code: 'SERVICE_UNAVAILABLE', reason: 'OVERLOADED' };

let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld({ env: { OVERLOAD_DELAY_MS: String(BOUND_MS) } });
  token = await world.token('employer@foshan');
});
afterAll(() => world?.close());

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly body: { data?: Record<string, unknown>; errors?: { extensions: Record<string, unknown> }[] };
}

async function ask(query: string, variables: object = {}, path = '/graphql'): Promise<Answer> {
  const answer = await fetch(`${world.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: path === '/graphql' ? 'application/graphql-response+json' : 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const retryAfter = Number(answer.headers.get('retry-after'));
  return { status: answer.status, retryAfter, body: (await answer.json()) as Answer['body'] };
}

/** Makes every turn of the event loop long, until the function that it answers is called. */
function makeBusy(): () => void {
  let over = false;
  const turn = (): void => {
    if (over) return;
    for (const until = performance.now() + TURN_MS; performance.now() < until; );
    setImmediate(turn);
  };
  turn();
  return () => {
    over = true;
  };
}

async function becomes(status: number): Promise<Answer> {
  for (const until = Date.now() + 25_000; Date.now() < until; await delay(100)) {
    const answer = await ask(LIST);
    if (answer.status === status) return answer;
  }
  throw new Error(`no answer had the status ${status}`);
}

describe('a server that has too much to do', () => {
  test('refuses lists, subscriptions and new lines, and says until when; mutations go on', async () => {
    await plantOpen(world, '繁忙时暂停');
    const [open] = await world.look(`select id from job_posting where title = '繁忙时暂停'`);
    const id = Buffer.from(`JobPosting:${open?.['id']}`).toString('base64url');
    for (const text of [PAUSE, RESUME]) expect((await ask(text, { id })).body.errors).toBeUndefined();
    const talk = await SocketTalk.in(world.baseUrl, token);
    const beCalm = makeBusy();
    try {
      const refused = await becomes(503);
      expect(refused.body.errors?.[0]?.extensions).toMatchObject(OVERLOADED);
      expect(refused.body.errors?.[0]?.extensions['details']).toEqual({
        retryAfterSeconds: refused.retryAfter,
      });
      expect(refused.retryAfter).toBeGreaterThanOrEqual(5);
      const [fresh, stream, paused, late] = await Promise.all([
        ask(NEW_LIST),
        ask(WATCH, {}, '/graphql/stream'),
        ask(PAUSE, { id }),
        SocketTalk.open(world.baseUrl),
      ]);
      for (const { status, body } of [fresh, stream])
        expect([status, body.errors?.[0]?.extensions]).toEqual([503, expect.objectContaining(OVERLOADED)]);
      expect(paused.body).toMatchObject({ data: { pausePosting: { posting: { state: 'PAUSED' } } } });
      const closed = await late.closed;
      expect([closed.code, closed.reason]).toEqual([
        1013,
        expect.stringMatching(/^OVERLOADED retryAfter=\d+$/),
      ]);
      talk.subscribe('s', WATCH);
      talk.subscribe('q', LIST);
      talk.subscribe('m', RESUME, { id });
      for (const name of ['s', 'q'])
        expect((await talk.hear('error', name, 20_000)).payload).toMatchObject([{ extensions: OVERLOADED }]);
      expect((await talk.hear('next', 'm', 20_000)).payload).toMatchObject({
        data: { resumePosting: { posting: { state: 'OPEN' } } },
      });
      const numbers = await (await fetch(`${world.baseUrl}/metrics`)).text();
      expect(numbers).toMatch(/^labor_bridge_overload 1$/m);
      for (const work of ['line', 'subscription', 'query'])
        expect(numbers).toMatch(new RegExp(`^labor_bridge_shed_total\\{work="${work}"\\} [1-9]`, 'm'));
    } finally {
      beCalm();
    }
    await becomes(200);
    talk.subscribe('again', WATCH);
    expect((await ask(NEW_LIST)).status).toBe(200);
    await talk.hangUp();
  });
});
