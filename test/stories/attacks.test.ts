/**
 * The shapes by which a GraphQL server is attacked, each sent by somebody who may use the API, over the wire and
 * over a socket: refused before anything is executed. Longer than 200 lines because the shapes are one list.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import WebSocket from 'ws';
import type { App } from '#app.js';
import { startServing } from '../support/serving.js';
import { ask, overSocket, post, raw, type Reply, workDone } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld();
  token = await world.token('county@liping');
});
afterAll(() => world?.close());

const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
/** Fields inside each other, on the cycles that this schema has. */
const nested = (levels: number): string =>
  levels <= 1 ? 'id' : `referrals { worker { ${nested(levels - 2)} } }`;
const bomb = (levels: number): string =>
  `{ viewer { organization { ...F0 } } } ${times(levels, (i) => `fragment F${i} on Organization { ...F${i + 1} ... { ...F${i + 1} } }`)} fragment F${levels} on Organization { id }`;
/** Generous: the machine may be doing something else; a refusal takes a few milliseconds. */
const SOON_MS = 1_500;

/** Runs an attack with the account known already, and shows that neither a read nor a write reached the database. */
async function unexecuted<T>(attack: () => Promise<T>): Promise<T> {
  await post(world.baseUrl, token, { query: '{ viewer { role } }' });
  const before = await workDone(world);
  const began = performance.now();
  const reply = await attack();
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  expect(await workDone(world)).toEqual(before);
  return reply;
}

const reasons = (errors: Reply['errors']): unknown[] => (errors ?? []).map((e) => e.extensions.reason);

interface Shape {
  readonly name: string;
  readonly query: string;
  readonly reason: string;
  readonly variables?: Record<string, unknown>;
}

const SHAPES: readonly Shape[] = [
  {
    name: '101 aliases of __typename',
    query: `{ ${times(101, (i) => `a${i}: __typename`)} }`,
    reason: 'TOO_MANY_ALIASES',
  },
  {
    name: '101 aliases of a list',
    query: `{ ${times(101, (i) => `a${i}: workers(first: 1) { totalCount }`)} }`,
    reason: 'TOO_MANY_ALIASES',
  },
  {
    name: 'aliases behind fragments',
    query: `{ viewer { ${times(6, () => '...A')} } } fragment A on Viewer { a: role b: role c: role }`,
    reason: 'TOO_MANY_ALIASES',
  },
  {
    name: '500 equal fields',
    query: `{ viewer { ${times(500, () => 'role')} } }`,
    reason: 'TOO_MANY_FIELDS',
  },
  {
    name: '500 equal fields at the root',
    query: `{ ${times(500, () => '__typename')} }`,
    reason: 'TOO_MANY_ROOT_FIELDS',
  },
  {
    name: '30 mutations in one request',
    query: `mutation { ${times(30, () => 'submitPosting(input: { id: "x" }) { position }')} }`,
    reason: 'TOO_MANY_ROOT_FIELDS',
  },
  {
    name: 'depth 21 through lists',
    query: `{ workers(first: 200) { nodes { ${nested(19)} } } }`,
    reason: 'QUERY_TOO_DEEP',
  },
  {
    name: 'depth 21 through one object',
    query: `{ viewer { organization { region { ${times(17, () => 'parent {')} id ${times(17, () => '}')} } } } }`,
    reason: 'QUERY_TOO_DEEP',
  },
  {
    name: 'depth behind fragments',
    query: `{ workers(first: 1) { nodes { ...A } } } fragment A on Worker { ${nested(5).replace(' id ', ' ...B ')} } fragment B on Worker { ${nested(7)} }`,
    reason: 'QUERY_TOO_DEEP',
  },
  { name: 'a fragment bomb of 2^12 fields', query: bomb(12), reason: 'TOO_MANY_FIELDS' },
  { name: 'a fragment bomb of 2^60 fields', query: bomb(60), reason: 'TOO_MANY_FIELDS' },
  {
    name: 'a fragment that contains itself',
    query: '{ viewer { ...A } } fragment A on Viewer { role ...A }',
    reason: 'INVALID_DOCUMENT',
  },
  {
    name: '200 directives',
    query: `{ viewer { role ${times(200, () => '@include(if: true)')} } }`,
    reason: 'TOO_MANY_DIRECTIVES',
  },
  { name: 'a document of 5 000 tokens', query: `{ ${times(5_000, () => 'x')} }`, reason: 'QUERY_TOO_LONG' },
  {
    name: 'first: 999999',
    query: '{ workers(first: 999999) { nodes { id } } }',
    reason: 'QUERY_TOO_EXPENSIVE',
  },
  {
    name: 'first: 999999 in a variable',
    query: 'query($n: Int) { workers(first: $n) { nodes { id } } }',
    variables: { n: 999_999 },
    reason: 'QUERY_TOO_EXPENSIVE',
  },
  {
    name: 'first: 999999 of nothing',
    query: '{ workers(first: 999999) { totalCount } }',
    reason: 'PAGE_SIZE',
  },
  { name: 'first: -1', query: '{ workers(first: -1) { totalCount } }', reason: 'PAGE_SIZE' },
  {
    name: 'lists in lists in lists',
    query: '{ workers(first: 200) { nodes { referrals { worker { referrals { id } } } } } }',
    reason: 'QUERY_TOO_EXPENSIVE',
  },
  {
    name: '900 unknown fields',
    query: `{ ${times(900, (i) => `unknown${i}`)} }`,
    reason: 'TOO_MANY_ROOT_FIELDS',
  },
  {
    name: '300 unknown fields of an object',
    query: `{ viewer { ${times(300, (i) => `unknown${i}`)} } }`,
    reason: 'INVALID_DOCUMENT',
  },
  { name: 'a field that nearly is one', query: '{ viewr { id } }', reason: 'INVALID_DOCUMENT' },
  {
    name: 'an argument that nearly is one',
    query: '{ region(cod: "522631") { id } }',
    reason: 'INVALID_DOCUMENT',
  },
  {
    name: 'an input field that nearly is one',
    query: '{ workers(filter: { ageFro: 1 }) { totalCount } }',
    reason: 'UNKNOWN_INPUT_FIELD',
  },
  {
    name: 'two operations and no name',
    query: 'query A { __typename } query B { __typename }',
    reason: 'OPERATION_UNKNOWN',
  },
  { name: 'a document that is none', query: '{ viewer { role }', reason: 'SYNTAX_ERROR' },
  { name: '1 900 opened braces', query: '{'.repeat(1_900), reason: 'SYNTAX_ERROR' },
];

describe('refused before anything is executed', () => {
  test.each(SHAPES)('$name: by HTTP', async ({ query, variables, reason }) => {
    const reply = await unexecuted(() => post(world.baseUrl, token, { query, variables }));
    expect(reasons(reply.errors)).toContain(reason);
    expect(reply).toMatchObject({ status: 400 });
    expectFrugal(reply.text, reply.errors);
    expect(reply.data ?? null).toBeNull();
  });

  test.each(SHAPES)('$name: over a socket', async ({ query, variables, reason }) => {
    const { errors, answered } = await unexecuted(() => overSocket(world.baseUrl, token, query, variables));
    expect(reasons(errors)).toContain(reason);
    expect(answered).toBe(false);
    expectFrugal(JSON.stringify(errors), errors);
  });

  test('the same documents, and the schema too, are nothing to a stranger', async () => {
    for (const { query } of SHAPES.filter((s) => s.reason.startsWith('QUERY_TOO_EXP'))) {
      const reply = await unexecuted(() =>
        post(world.baseUrl, undefined, { query, variables: { n: 999_999 } }),
      );
      expect(reply).toMatchObject({ status: 401 });
      expect(reasons(reply.errors)).toEqual(['NO_TOKEN']);
    }
    const { closed } = await unexecuted(() => overSocket(world.baseUrl, undefined, '{ __typename }'));
    expect(closed).toMatchObject({ code: 4403 });
  });

  /** Few errors, a short answer, no near names, nothing of how it is made. */
  function expectFrugal(text: string, errors: Reply['errors']): void {
    expect(errors?.length).toBeLessThanOrEqual(5);
    expect(text.length).toBeLessThan(4_000);
    expect(text).not.toMatch(/Did you mean|stacktrace|node_modules|select |\.js:\d/i);
  }
});

describe('requests of another form', () => {
  const authorization = (): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const VIEWER = JSON.stringify({ query: '{ viewer { role } }' });
  const CHANGE = 'mutation { submitPosting(input: { id: "x" }) { position } }';

  interface Form {
    readonly name: string;
    readonly status: number;
    readonly reason: string;
    readonly send: () => RequestInit & { path?: string };
  }
  const get =
    (query: string, headers: Record<string, string> = {}): Form['send'] =>
    () => ({
      path: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { ...authorization(), ...headers },
    });
  const typed =
    (type: string, body: string): Form['send'] =>
    () => ({
      method: 'POST',
      headers: { ...authorization(), 'content-type': type },
      body,
    });

  const FORMS: readonly Form[] = [
    {
      name: 'a batch',
      status: 400,
      reason: 'BATCHING_OFF',
      send: typed('application/json', `[${VIEWER},${VIEWER}]`),
    },
    {
      name: 'a mutation by GET',
      status: 405,
      reason: 'GET_IS_FOR_QUERIES',
      send: get(CHANGE, { 'apollo-require-preflight': 'true' }),
    },
    {
      name: 'a GET that a page of another site can make',
      status: 400,
      reason: 'PREFLIGHT_REQUIRED',
      send: get('{ viewer { role } }'),
    },
    {
      name: 'a GET from a page, as a form',
      status: 400,
      reason: 'PREFLIGHT_REQUIRED',
      send: get('{ viewer { role } }', { 'content-type': 'text/plain' }),
    },
    {
      name: 'an answer in a form that there is none of',
      status: 406,
      reason: 'NOT_ACCEPTABLE',
      send: () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/html' },
        body: JSON.stringify({ query: '{ __typename }' }),
      }),
    },
    {
      name: 'variables as a text',
      status: 400,
      reason: 'VARIABLES_NOT_OBJECT',
      send: typed('application/json', JSON.stringify({ query: '{ viewer { role } }', variables: '{}' })),
    },
    ...['/%', '/play/%', '/%E0%A4%A'].map((path) => ({
      name: `the address ${path}`,
      status: 400,
      reason: 'BAD_ADDRESS',
      send: () => ({ method: 'GET', path }),
    })),
    ...['/play//etc/passwd', '/play/..%2f..%2fpackage.json', '/assets//etc/passwd'].map((path) => ({
      name: `the file ${path}`,
      status: 404,
      reason: 'NO_SUCH_PATH',
      send: () => ({ method: 'GET', path }),
    })),
    {
      name: 'a form of a page',
      status: 415,
      reason: 'MEDIA_TYPE',
      send: typed('application/x-www-form-urlencoded', `query=${encodeURIComponent(CHANGE)}`),
    },
    {
      name: 'a form with files',
      status: 415,
      reason: 'MEDIA_TYPE',
      send: typed('multipart/form-data; boundary=x', '--x--'),
    },
    {
      name: 'JSON that says it is text',
      status: 415,
      reason: 'MEDIA_TYPE',
      send: typed('text/plain', VIEWER),
    },
    {
      name: 'no JSON',
      status: 400,
      reason: 'BODY_NOT_JSON',
      send: typed('application/json', '{"query": "{ viewer'),
    },
    {
      name: 'a body that would reach into every object',
      status: 400,
      reason: 'BODY_NOT_JSON',
      send: typed('application/json', '{"query":"{ viewer { role } }","__proto__":{"admin":true}}'),
    },
    { name: 'an empty body', status: 400, reason: 'BODY_NOT_JSON', send: typed('application/json', '') },
    {
      name: '200 KB of variables',
      status: 413,
      reason: 'BODY_TOO_LARGE',
      send: typed(
        'application/json',
        JSON.stringify({ query: 'query($a: String) { __typename }', variables: { a: 'x'.repeat(200_000) } }),
      ),
    },
    {
      name: 'a query of 200 KB',
      status: 413,
      reason: 'BODY_TOO_LARGE',
      send: typed('application/json', JSON.stringify({ query: `{ ${'x '.repeat(100_000)} }` })),
    },
    {
      name: 'a persisted document',
      status: 200,
      reason: 'PERSISTED_QUERY_NOT_SUPPORTED',
      send: typed(
        'application/json',
        JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
      ),
    },
  ];

  test.each(FORMS)('$name is refused', async ({ send, status, reason }) => {
    const reply = await unexecuted(() => ask(world.baseUrl, send()));
    expect({ status: reply.status, reasons: reasons(reply.errors) }).toEqual({ status, reasons: [reason] });
    expect(reply.errors?.[0]?.extensions.text).toEqual({
      // Chinese throughout: no two English words beside each other.
      zh: expect.stringMatching(/^(?=.*\p{Script=Han})(?!.*[a-z]{2,} [a-z]{2,})/u),
      en: expect.stringMatching(/^[^\p{Script=Han}]+$/u),
    });
    expect(reply.text).not.toMatch(/stacktrace|node_modules|FST_|\.js:\d/);
    expect(reply.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
  });

  test('a GET that a page cannot make may read', async () => {
    const reply = await ask(
      world.baseUrl,
      get('{ viewer { role } }', { 'apollo-require-preflight': 'true' })(),
    );
    expect(reply).toMatchObject({ status: 200, data: { viewer: { role: 'COUNTY_BUREAU' } } });
  });

  test('no page of another site is told that it may ask', async () => {
    const reply = await ask(world.baseUrl, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('the schema answers like text what is written like SQL', async () => {
    for (const text of ["' or 1=1 --", '%', '_%', "x'; drop table worker; --", '\\'])
      expect(
        await post(world.baseUrl, token, {
          query: 'query($t: String) { jobPostings(filter: { text: $t }) { totalCount } }',
          variables: { t: text },
        }),
      ).toMatchObject({ status: 200, data: { jobPostings: { totalCount: 0 } } });
  });

  test('no path leads out of the playground’s own files', async () => {
    for (const path of [
      '/play/../package.json',
      '/play/%2e%2e/package.json',
      '/play/..%2f..%2fpackage.json',
      '/package.json',
      '/.git/config',
    ])
      expect(
        (await raw(world.baseUrl, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).text,
      ).not.toMatch(/"name"|^HTTP\/1.1 200/);
  });
});

describe('as it is served, without the demo', () => {
  let serving: App;
  beforeAll(async () => {
    serving = await startServing(world);
  });
  afterAll(() => serving?.stop());

  test('the schema is not told to a stranger, by any way', async () => {
    const schema = { query: getIntrospectionQuery() };
    for (const query of [
      schema.query,
      '{ __schema { types { name } } }',
      '{ __type(name: "Worker") { name } }',
      '{ ...A } fragment A on Query { __type(name: "Worker") { name } }',
    ]) {
      const reply = await unexecuted(() => post(serving.url, undefined, { query }));
      expect(reply.status).toBe(401);
      expect(reasons(reply.errors)).toEqual(['NO_TOKEN']);
      expect(reply.text).not.toContain('Worker');
    }
    expect((await overSocket(serving.url, undefined, schema.query)).closed).toMatchObject({ code: 4403 });
    expect(await post(serving.url, token, schema)).toMatchObject({
      status: 200,
      data: { __schema: expect.any(Object) },
    });
    expect(await post(world.baseUrl, undefined, schema)).toMatchObject({
      status: 200,
      data: { __schema: expect.any(Object) },
    });
  });

  test('there is no playground, no sign-in, and no number to be read', async () => {
    for (const path of [
      '/play',
      '/play/',
      '/play/tokens',
      '/oidc/.well-known/openid-configuration',
      '/metrics',
      '/graphiql',
      '/dashboard/tokens',
    ])
      expect((await fetch(`${serving.url}${path}`)).status).toBe(404);
  });
});

describe('the wire itself', () => {
  test('headers of 40 KB are refused', async () => {
    const { text } = await unexecuted(() =>
      raw(world.baseUrl, `GET /graphql HTTP/1.1\r\nHost: x\r\nx-much: ${'a'.repeat(40_000)}\r\n\r\n`),
    );
    expect(text).toMatch(/^HTTP\/1.1 431 /);
  });

  test('a forged request id is replaced, a plain one is kept', async () => {
    const idOf = async (given: string): Promise<string> => {
      const { text } = await raw(
        world.baseUrl,
        `GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-request-id: ${given}\r\n\r\n`,
      );
      return /^x-request-id: (.*)\r$/im.exec(text)?.[1] ?? '';
    };
    expect(await idOf('county-1234.a')).toBe('county-1234.a');
    for (const forged of [
      'x',
      'a'.repeat(300),
      '{"level":"error"}',
      'abcdefgh ijkl',

      'abcdefgh;drop',
      '<b>abcdefgh',
    ])
      expect(await idOf(forged)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });

  test('a client that sends its request drop by drop is hung up on', async () => {
    const drip =
      (first: string) =>
      (socket: { write(text: string): unknown; destroyed: boolean }): void => {
        socket.write(first);
        const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('a')), 1_000);
      };
    const before = await workDone(world);
    const [headers, body] = await Promise.all([
      raw(world.baseUrl, drip('POST /graphql HTTP/1.1\r\nHost: x\r\nx-slow: '), 25_000),
      raw(
        world.baseUrl,
        drip(
          'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"query":"',
        ),
        25_000,
      ),
    ]);
    expect(headers).toMatchObject({ hungUp: true, text: expect.stringMatching(/^HTTP\/1.1 408 /) });
    expect(body).toMatchObject({ hungUp: true, text: expect.stringMatching(/^(HTTP\/1.1 408 |$)/) });
    expect((await workDone(world)).journal).toBe(before.journal);
  }, 40_000);
});

describe('the handshake of a socket', () => {
  /** How the server answers a handshake: 101, or the status with which it refuses. */
  const handshake = (path: string, options: WebSocket.ClientOptions = {}): Promise<number> =>
    new Promise((done) => {
      const socket = new WebSocket(
        `${world.baseUrl.replace('http', 'ws')}${path}`,
        'graphql-transport-ws',
        options,
      );
      socket.on('open', () => {
        socket.close();
        done(101);
      });
      socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });

  test('only our own origin, and programs, which have none', async () => {
    expect(await handshake('/graphql')).toBe(101);
    expect(await handshake('/graphql', { origin: world.baseUrl })).toBe(101);
    for (const origin of [
      'https://evil.example',
      'null',
      `${world.baseUrl}.evil.example`,
      world.baseUrl.replace('http', 'https'),
      '',
    ])
      expect(await handshake('/graphql', { headers: { origin } })).toBe(403);
    expect(await handshake('/other')).toBe(404);
  });

  test('a handshake for a path that is none, or hung up on, costs the others nothing', async () => {
    const upgrade = (path: string, origin = 'https://evil.example'): string =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    for (const path of ['//', '///graphql', '/graphql%', 'http://', '*'])
      expect((await raw(world.baseUrl, upgrade(path))).text).toMatch(/^(HTTP\/1.1 40[034] |$)/);
    for (let i = 0; i < 20; i += 1)
      await raw(world.baseUrl, (socket) => {
        socket.write(upgrade('/graphql'), () => socket.resetAndDestroy());
      });
    expect((await fetch(`${world.baseUrl}/healthz`)).status).toBe(200);
  });

  test('a frame of 70 KB closes the socket, and a message that is none', async () => {
    const closedBy = (message: string): Promise<number> =>
      new Promise((done) => {
        const socket = new WebSocket(
          `${world.baseUrl.replace('http', 'ws')}/graphql`,
          'graphql-transport-ws',
        );
        socket.on('open', () => socket.send(message));
        socket.on('error', () => undefined);
        socket.on('close', done);
      });
    expect(
      await closedBy(JSON.stringify({ type: 'connection_init', payload: { a: 'x'.repeat(70_000) } })),
    ).toBe(1009);
    expect(await closedBy('{"type":')).toBe(4400);
    expect(
      await closedBy(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } })),
    ).toBe(4401);
  });
});
