/** Who is let in by the door of event streams, with what, and how many. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { READING_COST, RESUMING_COST } from '#server/query-cost.js';
import type { CostReport } from '#server/query-work.js';
import { EventReader, type StreamAsk } from '../support/event-reader.js';
import { sockets, subscriptions, watching, within } from '../support/gauges.js';
import { registerWorker } from '../support/people.js';
import { SocketTalk } from '../support/socket-talk.js';
import { PUBLISHED } from '../support/stream-reader.js';
import { ask, post } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

const FRIEND = 'https://friend.example';
let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld({ env: { ALLOWED_ORIGINS: FRIEND, STREAMS_PER_ACCOUNT: '3', SOCKETS_TOTAL: '6' } });
  token = await world.token('county@liping');
});
afterAll(() => world?.close());

/** How it is turned away: the status and the reason. */
async function refused(asked: StreamAsk, by: string | undefined = token): Promise<[number, string]> {
  const reader = await EventReader.open(world.baseUrl, by, asked);
  const { errors } = JSON.parse(await reader.text()) as { errors: { extensions: { reason: string } }[] };
  return [reader.status, String(errors[0]?.extensions.reason)];
}

/** The reasons that its only event tells before it is complete. */
async function told(asked: StreamAsk): Promise<unknown> {
  const reader = await EventReader.open(world.baseUrl, token, asked);
  const { data } = await reader.next();
  const { errors, ...more } = JSON.parse(data) as { errors: { extensions: { reason: string } }[] };
  expect([reader.status, await reader.next(), await reader.ended, more]).toEqual([
    200,
    { event: 'complete', data: '' },
    true,
    {},
  ]);
  return errors.map((each) => each.extensions.reason);
}

describe('nobody is let in', () => {
  test('without a good token, and is told what to come with', async () => {
    const reader = await EventReader.open(world.baseUrl, undefined, { query: PUBLISHED });
    expect([reader.status, reader.answer.headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="labor-bridge"',
    ]);
    expect(await refused({ query: PUBLISHED }, 'x.y.z')).toEqual([401, 'TOKEN_MALFORMED']);
    // A stranger does not hear what is wrong with a document.
    expect(await refused({ query: '{ nothing' }, 'x.y.z')).toEqual([401, 'TOKEN_MALFORMED']);
    // A token in the address would stand in every log on the way.
    const inAddress = await ask(world.baseUrl, {
      path: `/graphql/stream?${new URLSearchParams({ query: PUBLISHED, authorization: `Bearer ${token}`, token })}`,
      headers: { accept: 'text/event-stream' },
    });
    expect(inAddress.status).toBe(401);
  });

  test('from a page of another site; from our own and from allowed ones, which may read it', async () => {
    for (const origin of ['https://example.org', 'null'])
      expect(await refused({ query: PUBLISHED, headers: { origin } })).toEqual([403, 'FOREIGN_ORIGIN']);
    for (const origin of [world.baseUrl, world.baseUrl.replace('127.0.0.1', 'localhost'), FRIEND]) {
      const reader = await EventReader.open(world.baseUrl, token, { query: PUBLISHED, headers: { origin } });
      expect([reader.status, reader.answer.headers['access-control-allow-origin']]).toEqual([200, origin]);
      reader.cut();
    }
    const asks = (origin: string) =>
      ask(world.baseUrl, { path: '/graphql/stream', method: 'OPTIONS', headers: { origin } });
    const friend = await asks(FRIEND);
    expect([friend.status, friend.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization, content-type, last-event-id',
    ]);
    const foreign = await asks('https://example.org');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test('who does not take events, or sends no request', async () => {
    const headers = { accept: 'application/json' };
    expect(await refused({ query: PUBLISHED, headers })).toEqual([406, 'EVENTS_NOT_ACCEPTED']);
    expect(await refused({ body: '{' })).toEqual([400, 'BODY_NOT_JSON']);
    expect(await refused({ body: 'x', headers: { 'content-type': 'text/plain' } })).toEqual([
      415,
      'MEDIA_TYPE',
    ]);
    expect(await refused({ body: `"${'x'.repeat(200_000)}"` })).toEqual([413, 'BODY_TOO_LARGE']);
    for (const [body, reason] of [
      ['[]', 'QUERY_MISSING'],
      ['1', 'QUERY_MISSING'],
      ['{}', 'QUERY_MISSING'],
      ['{"query":""}', 'QUERY_MISSING'],
      ['{"query":1}', 'QUERY_NOT_TEXT'],
      ['{"query":"{ a }","variables":[]}', 'VARIABLES_NOT_OBJECT'],
      ['{"query":"{ a }","operationName":1}', 'OPERATION_NAME_NOT_TEXT'],
    ] as const)
      expect([body, ...(await refused({ body }))]).toEqual([body, 400, reason]);
    const get = await ask(world.baseUrl, {
      path: `/graphql/stream?query=x&variables=%7B`,
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    });
    expect([get.status, get.errors?.[0]?.extensions.reason]).toEqual([400, 'VARIABLES_NOT_OBJECT']);
    for (const method of ['HEAD', 'PUT', 'DELETE'])
      expect((await ask(world.baseUrl, { path: '/graphql/stream', method })).status).toBe(404);
  });
});

test('what is wrong with a document is told by an event, as on a socket', async () => {
  expect(await told({ query: 'subscription { nothing }' })).toEqual(['INVALID_DOCUMENT']);
  expect(await told({ query: 'subscription {' })).toEqual(['SYNTAX_ERROR']);
  expect(await told({ query: `subscription { ${'a '.repeat(2_001)} }` })).toEqual(['QUERY_TOO_LONG']);
  expect(await told({ query: '{ viewer { handle } }' })).toEqual(['SUBSCRIPTIONS_ONLY']);
  const perhaps = 'subscription($x: Boolean!) { postingPublished @include(if: $x) { position } }';
  expect(await told({ query: perhaps, variables: { x: true } })).toEqual(['ONE_SUBSCRIPTION_FIELD']);
  expect(await told({ query: 'query A { __typename } query B { __typename }' })).toEqual([
    'OPERATION_UNKNOWN',
  ]);
  expect(await told({ query: PUBLISHED, variables: { filter: { workRegion: 1 } } })).toHaveLength(1);
  expect(await told({ query: PUBLISHED, variables: { after: 'x' } })).toEqual(['NOT_A_POSITION']);
  const counts = 'pictureChanged(origin: "330100", destination: "440600") { position }';
  expect(await told({ query: `subscription { ${counts} }` })).toHaveLength(1);
  expect(await subscriptions(world)).toBe(0);
});

test('a mutation is not run by it, by POST or by GET', async () => {
  const { id } = await registerWorker(await world.as('county@liping'));
  const query = 'mutation($i: TagWorkerInput!) { tagWorker(input: $i) { worker { id } } }';
  const variables = { i: { id, tag: 'RELOCATED', validFrom: '2021-01-01', source: '测试' } };
  const before = await world.look('select count(*)::int as n from journal_entry');
  for (const get of [false, true])
    expect(await told({ query, variables, get })).toEqual(['SUBSCRIPTIONS_ONLY']);
  expect(await world.look('select count(*)::int as n from journal_entry')).toEqual(before);
});

test('three streams of an account, six lines in all with the sockets; one more when one has gone', async () => {
  const open = (by: string) => EventReader.open(world.baseUrl, by, { query: PUBLISHED });
  const three = [await open(token), await open(token), await open(token)];
  expect(await refused({ query: PUBLISHED })).toEqual([429, 'TOO_MANY_STREAMS']);
  three.pop()?.cut();
  await within(5_000, async () => (await subscriptions(world)) === 2);
  three.push(await open(token));
  expect(three.at(-1)?.status).toBe(200);
  // Its sockets are counted by themselves, and all lines together.
  const talks = [await watching(world, 'county@liping'), await watching(world, 'county@liping')];
  const other = await world.token('employer@foshan');
  three.push(await open(other));
  expect(await refused({ query: PUBLISHED }, other)).toEqual([503, 'TOO_MANY_CONNECTIONS']);
  await expect(SocketTalk.open(world.baseUrl)).rejects.toThrow('503');
  const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
  expect(metrics).toMatch(/^labor_bridge_event_streams 4$/m);
  for (const reader of three) reader.cut();
  for (const talk of talks) await talk.hangUp();
  await within(5_000, async () => (await subscriptions(world)) === 0);
  const again = await SocketTalk.open(world.baseUrl);
  await again.hangUp();
  // However they come and go, none is counted twice or for ever.
  for (let i = 0; i < 20; i += 1) (await open(other)).cut();
  await within(5_000, async () => (await subscriptions(world)) === 0);
  const last = await open(other);
  expect(last.status).toBe(200);
  last.cut();
});

test('a stream costs as on a socket, and 200 points more where it goes on', async () => {
  const by = await world.token('station@hangzhou');
  const KNOWN = '{ viewer { handle } } # known';
  const left = async () =>
    (
      JSON.parse((await post(world.baseUrl, by, { query: KNOWN })).text) as {
        extensions: { cost: CostReport };
      }
    ).extensions.cost.remaining;
  for (let i = 0; i < 3; i += 1) await left();
  const query = `${PUBLISHED} # cost`;
  const costOf = async (more: Partial<StreamAsk>): Promise<number> => {
    const before = await left();
    const reader = await EventReader.open(world.baseUrl, by, { query, ...more });
    expect(reader.status).toBe(200);
    reader.cut();
    await within(5_000, async () => (await subscriptions(world)) === 0);
    return before - (await left()) - 1;
  };
  const first = await costOf({});
  const again = await costOf({});
  // postingPublished, position, posting, id, title.
  expect(first - again).toBe(5 * READING_COST);
  const picture = '{ picture(origin: "522631", destination: "440600") { position } }';
  const { data } = await post(world.baseUrl, token, { query: picture });
  const after = (data as { picture: { position: string } }).picture.position;
  expect((await costOf({ lastEventId: after })) - again).toBe(RESUMING_COST);
  expect((await costOf({ variables: { after } })) - again).toBe(RESUMING_COST);
  expect((await costOf({ variables: { after }, lastEventId: after })) - again).toBe(RESUMING_COST);
});

test('strangers who never say who they are take no place of anybody', async () => {
  const strangers: SocketTalk[] = [];
  for (let i = 0; i < 12; i += 1) strangers.push(await SocketTalk.open(world.baseUrl));
  const talk = await watching(world, 'county@liping');
  // A fifth of six may be silent; who has been it longest is cut.
  expect(await sockets(world)).toBeLessThanOrEqual(3);
  expect((await strangers[0]?.closed)?.code).toBe(1006);
  await talk.hangUp();
  for (const stranger of strangers) await stranger.hangUp();
});
