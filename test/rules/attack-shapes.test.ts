// Longer than 200 lines because the attack shapes are one list, read beside each other.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import {
  apollo,
  type Asked,
  executed,
  nested,
  onHttp,
  onSocket,
  reasons,
  times,
} from '../support/two-doors.js';

beforeAll(() => apollo.start());
afterAll(() => apollo.stop());

async function expectRefused(
  source: string,
  reason: string,
  variables: Record<string, unknown> = {},
): Promise<void> {
  const before = executed();
  // The best of three, because the machine may be doing something else at the moment.
  const runs = [1, 2, 3].map(() => {
    const start = performance.now();
    const errors = onSocket(source, variables);
    return { errors, spent: performance.now() - start };
  });
  const socket = runs[0]?.errors ?? [];
  expect(reasons(socket)).toContain(reason);
  expect(socket.length).toBeLessThanOrEqual(5);
  const http = await onHttp({ body: { query: source, variables } });
  expect(reasons(http.errors)).toContain(reason);
  expect(http.errors.length).toBeLessThanOrEqual(5);
  expect(http.data).toBeUndefined();
  expect(http.text.length).toBeLessThan(4000);
  expect(executed()).toBe(before);
  // How fast is judged by `npm run bench -- attacks` (50 ms); here it must only not grow with what the attacker writes.
  expect(Math.min(...runs.map(({ spent }) => spent))).toBeLessThan(1_000);
}

const bomb = (levels: number, selection: (next: string) => string): string =>
  `{ viewer { ...F0 } } ${times(levels, (i) => `fragment F${i} on Person { ${selection(`F${i + 1}`)} }`)} fragment F${levels} on Person { id }`;

const SHAPES: [string, string, string, Record<string, unknown>?][] = [
  ['101 aliases of __typename', `{ ${times(101, (i) => `a${i}: __typename`)} }`, 'TOO_MANY_ALIASES'],
  ['101 aliases of a real field', `{ viewer { ${times(101, (i) => `a${i}: name`)} } }`, 'TOO_MANY_ALIASES'],
  [
    'aliases behind fragments',
    `{ viewer { ${times(6, () => '...A')} } } fragment A on Person { a: id b: id c: id }`,
    'TOO_MANY_ALIASES',
  ],
  ['500 equal fields at the root', `{ ${times(500, () => '__typename')} }`, 'TOO_MANY_ROOT_FIELDS'],
  [
    'root fields behind fragments',
    `{ ${times(21, () => '...A')} } fragment A on Query { __typename }`,
    'TOO_MANY_ROOT_FIELDS',
  ],
  ['50 mutations in one request', `mutation { ${times(50, () => 'ping')} }`, 'TOO_MANY_ROOT_FIELDS'],
  ['500 equal fields of an object', `{ viewer { ${times(500, () => 'name')} } }`, 'TOO_MANY_FIELDS'],
  ['depth 21', `{ viewer { ${nested(10)} } }`, 'QUERY_TOO_DEEP'],
  [
    'depth behind fragments',
    `{ viewer { ...A } } fragment A on Person { friends { nodes { ...B } } } fragment B on Person { ${nested(5)} }`,
    'QUERY_TOO_DEEP',
  ],
  [
    'depth of 400 braces',
    `{ viewer { ${times(400, () => 'home {')} id ${times(400, () => '}')} } }`,
    'QUERY_TOO_DEEP',
  ],
  [
    'depth of 400 inline fragments',
    `{ viewer { ${times(600, () => '... {')} id ${times(600, () => '}')} } }`,
    'QUERY_TOO_DEEP',
  ],
  ['a fragment bomb of 2^12 fields', bomb(12, (next) => `...${next} ... { ...${next} }`), 'TOO_MANY_FIELDS'],
  ['a fragment bomb of 2^150 fields', bomb(150, (next) => `...${next} ...${next}`), 'TOO_MANY_FIELDS'],
  [
    'a fragment bomb through aliases',
    bomb(12, (next) => `a: home { id } ...${next} ...${next}`),
    'TOO_MANY_ALIASES',
  ],
  ['first: 999999', '{ people(first: 999999) { nodes { id } } }', 'QUERY_TOO_EXPENSIVE'],
  [
    'first: 999999 in a variable',
    'query ($n: Int) { people(first: $n) { nodes { id } } }',
    'QUERY_TOO_EXPENSIVE',
    { n: 999_999 },
  ],
  [
    'first: 999999 as a default',
    'query ($n: Int = 999999) { people(first: $n) { nodes { id } } }',
    'QUERY_TOO_EXPENSIVE',
  ],
  [
    'pages of 200 in pages of 200',
    '{ people(first: 200) { nodes { friends(first: 200) { nodes { id } } } } }',
    'QUERY_TOO_EXPENSIVE',
  ],
  [
    'unbounded pages in pages',
    '{ people { nodes { friends { nodes { friends { nodes { id } } } } } } }',
    'QUERY_TOO_EXPENSIVE',
  ],
  [
    '600 unknown directives on one field',
    `{ viewer { id ${times(600, () => '@aa')} } }`,
    'TOO_MANY_DIRECTIVES',
  ],
  [
    'real directives on every field',
    `{ viewer { ${times(100, () => 'id @skip(if: false)')} } }`,
    'TOO_MANY_DIRECTIVES',
  ],
  [
    'directives on variables',
    `query (${times(11, (i) => `$v${i}: Int @aa`)}) { __typename }`,
    'TOO_MANY_DIRECTIVES',
  ],
  ['a document of 5000 tokens', `{ ${times(5000, () => 'a')} }`, 'QUERY_TOO_LONG'],
  ['900 unknown fields', `{ viewer { ${times(900, (i) => `x${i}`)} } }`, 'TOO_MANY_FIELDS'],
  [
    '900 unknown fields in a fragment that nobody spreads',
    `{ __typename } fragment A on Person { ${times(900, (i) => `x${i}`)} }`,
    'TOO_MANY_FIELDS',
  ],
  [
    'introspection that goes round',
    `{ __schema { types { ${times(10, () => 'fields { type {')} name ${times(10, () => '} }')} } } }`,
    'QUERY_TOO_DEEP',
  ],
];

describe('Refused on both transports before anything is executed', () => {
  for (const [shape, source, reason, variables] of SHAPES)
    test(shape, () => expectRefused(source, reason, variables));

  test('a fragment that contains itself', () =>
    expectRefused(
      '{ viewer { ...A } } fragment A on Person { home { id } ...B } fragment B on Person { ...A }',
      'INVALID_DOCUMENT',
    ));

  test('300 unknown fields are answered with five errors', async () => {
    await expectRefused(`{ viewer { ${times(300, (i) => `x${i}`)} } }`, 'INVALID_DOCUMENT');
  });

  test('300 bad values in a variable are answered with five errors, none of which repeats them', async () => {
    const query = 'mutation ($input: WorkerInput!) { register(input: $input) { position } }';
    const near = Array.from({ length: 300 }, () => ({ phone: '1380000123' }));
    const { status, errors, text } = await onHttp({
      body: { query, variables: { input: { idNumber: '1', near } } },
    });
    expect([status, errors.length]).toEqual([400, 5]);
    expect(text).not.toContain('1380000123');
    expect(reasons(errors)).toEqual([
      'BAD_LENGTH',
      'BAD_LENGTH',
      'BAD_LENGTH',
      'BAD_LENGTH',
      'TOO_MANY_INPUT_ERRORS',
    ]);
  });

  test('200 KB in a variable never come back', async () => {
    const query = 'query ($n: Int) { people(first: $n) { nodes { id } } }';
    const { text } = await onHttp({ body: { query, variables: { n: 'x'.repeat(200_000) } } });
    expect(text.length).toBeLessThan(1000);
    expect(text).not.toContain('xxx');
  });

  test('introspection without a token', async () => {
    const query = getIntrospectionQuery();
    expect(reasons(onSocket(query, {}, false))).toEqual(['INTROSPECTION_OFF']);
    expect(reasons((await onHttp({ body: { query }, authenticated: false })).errors)).toEqual([
      'INTROSPECTION_OFF',
    ]);
    // The document is in Apollo's store by now; the answer still depends on who asks.
    expect((await onHttp({ body: { query } })).errors).toEqual([]);
    expect(reasons((await onHttp({ body: { query }, authenticated: false })).errors)).toEqual([
      'INTROSPECTION_OFF',
    ]);
    expect(
      reasons(onSocket('{ ...A } fragment A on Query { x: __type(name: "Person") { name } }', {}, false)),
    ).toEqual(['INTROSPECTION_OFF']);
  });

  test('near names are not told to whoever guesses', async () => {
    const guesses = ['viewr', 'peple', 'persons', 'workers', 'regiser', 'nod'];
    for (const word of guesses) {
      const { text } = await onHttp({ body: { query: `{ ${word}(frist: 1) { idd } }` } });
      expect(text).not.toMatch(/did you mean/i);
    }
    const { text } = await onHttp({ body: { query: '{ people(frist: 1) { totalCount } viewer }' } });
    expect(text).not.toMatch(/did you mean/i);
  });

  test.each<[string, Asked, number]>([
    [
      'a batch of operations',
      { body: [{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }] },
      400,
    ],
    ['a mutation by GET', { method: 'GET', search: '?query=mutation%7Bping%7D' }, 405],
    [
      'a GET that a foreign page could send',
      { method: 'GET', type: '', search: '?query=%7Bviewer%7Bid%7D%7D' },
      400,
    ],
    ['a form', { type: 'application/x-www-form-urlencoded', body: { query: '{ viewer { id } }' } }, 400],
    ['plain text', { type: 'text/plain', body: { query: '{ viewer { id } }' } }, 400],
  ])('%s', async (_shape, asked, status) => {
    const before = executed();
    const answer = await onHttp(asked);
    expect(answer.status).toBe(status);
    expect(answer.data).toBeUndefined();
    expect(executed()).toBe(before);
  });
});
