import { CITY } from '#bench/load-parties.js';

/** One request that must be refused before anything of it is executed. */
export interface Shape {
  readonly name: string;
  /** A document, sent over HTTP and over a socket; or a request that only HTTP can carry. */
  readonly send:
    | { readonly query: string; readonly variables?: unknown }
    | { readonly raw: RequestInit; readonly path?: string };
  /** The answer must not be longer than this, in bytes; one that echoes every fault is an attack by itself. */
  readonly longest?: number;
  /** The answer must not hold this. */
  readonly never?: RegExp;
}

const times = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(' ');

/** `node { employer … }` cannot nest without end here; a region's parent can, and so can a fragment of it. */
function deep(levels: number): string {
  return `{ region(code: "${CITY}") { ${'parent { '.repeat(levels)}code${' }'.repeat(levels)} } }`;
}

/** Each fragment spreads the next one twice: 2 to the 12th fields from a document of 26 lines. */
function bomb(): string {
  const fragments = times(
    12,
    (i) => `fragment F${i} on Region { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
  );
  return `query Bomb { region(code: "${CITY}") { ...F0 } } ${fragments} fragment F12 on Region { code }`;
}

function nested(levels: number): object {
  let value: object = {};
  for (let i = 0; i < levels; i += 1) value = { employer: value };
  return value;
}

const json = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
});
const one = '{ viewer { name } }';

/** The shapes of the security notes (section 2) and their kin. Sent with a good token unless they say otherwise. */
export const SHAPES: readonly Shape[] = [
  { name: '101 aliases of __typename', send: { query: `{ ${times(101, (i) => `a${i}: __typename`)} }` } },
  { name: '101 aliases of a field', send: { query: `{ ${times(101, (i) => `a${i}: viewer { name }`)} }` } },
  { name: '500 times the same field', send: { query: `{ ${times(500, () => '__typename')} }` } },
  { name: 'nested 21 deep', send: { query: deep(21) } },
  { name: 'nested 2000 deep', send: { query: deep(2_000) } },
  { name: 'fragment bomb 2^12', send: { query: bomb() } },
  {
    name: 'fragments in a circle',
    send: {
      query: `{ region(code: "${CITY}") { ...A } } fragment A on Region { ...B } fragment B on Region { ...A }`,
    },
  },
  { name: 'first: 999999', send: { query: '{ jobPostings(first: 999999) { nodes { title } } }' } },
  {
    name: 'first: 999999 by variable',
    send: {
      query: 'query ($first: Int!) { jobPostings(first: $first) { nodes { title } } }',
      variables: { first: 999_999 },
    },
  },
  {
    name: 'a list of lists of lists',
    send: {
      query: `{ ${times(12, (i) => `a${i}: jobPostings(first: 200) { edges { node { employer { region { parent { name } } } } } nodes { title } }`)} }`,
    },
  },
  { name: '900 unknown fields', send: { query: `{ ${times(900, (i) => `nothing${i}`)} }` }, longest: 5_000 },
  {
    name: 'a misspelt field',
    send: { query: '{ jobPosting { titel } viewr { nam } }' },
    never: /did you mean/i,
  },
  {
    name: '100 directives on a field',
    send: { query: `{ viewer ${times(100, () => '@include(if: true)')} { name } }` },
  },
  {
    name: '100 unknown directives',
    send: { query: `{ viewer ${times(100, (i) => `@nothing${i}`)} { name } }` },
    longest: 5_000,
  },
  { name: '300 operations', send: { query: times(300, (i) => `query Q${i} { viewer { name } }`) } },
  { name: '20000 tokens', send: { query: `{ viewer { ${times(20_000, () => 'name')} } }` } },
  {
    name: 'a list of 5000 in the document',
    send: {
      query: `{ jobPostings(filter: { states: [${times(5_000, () => 'OPEN')}] }) { nodes { title } } }`,
    },
  },
  {
    name: 'lists nested 2000 deep',
    send: { query: `{ jobPostings(filter: ${'['.repeat(2_000)}${']'.repeat(2_000)}) { nodes { title } } }` },
  },
  { name: '1 MB of comment', send: { query: `# ${'x'.repeat(1_000_000)}\n${one}` } },
  { name: '200 KB of variables', send: { query: one, variables: { x: 'x'.repeat(200_000) } } },
  {
    name: 'a filter nested 1000 deep',
    send: {
      query: 'query ($filter: PostingFilter) { jobPostings(filter: $filter) { nodes { title } } }',
      variables: { filter: nested(1_000) },
    },
  },
  {
    name: 'a batch of 50',
    send: { raw: json(JSON.stringify(Array.from({ length: 50 }, () => ({ query: one })))) },
  },
  { name: 'broken JSON', send: { raw: json('{"query": "{ viewer') } },
  {
    name: 'a mutation by GET',
    send: {
      raw: { method: 'GET', headers: { 'apollo-require-preflight': '1' } },
      path: `?query=${encodeURIComponent('mutation { withdrawPosting(input: { id: "x" }) { position } }')}`,
    },
  },
  {
    name: 'a GET that a browser sends unasked',
    send: { raw: { method: 'GET' }, path: `?query=${encodeURIComponent(one)}` },
  },
  {
    name: 'a form post',
    send: {
      raw: {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `query=${encodeURIComponent(one)}`,
      },
    },
  },
  {
    name: 'a post of plain text',
    send: {
      raw: {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ query: one }),
      },
    },
  },
  {
    name: 'introspection without a token',
    send: {
      raw: {
        ...json(JSON.stringify({ query: '{ __schema { types { name fields { name } } } }' })),
        headers: { 'content-type': 'application/json', authorization: '' },
      },
    },
  },
  {
    name: 'a token of 12 KB',
    send: {
      raw: {
        ...json(JSON.stringify({ query: one })),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${'x'.repeat(12_000)}` },
      },
    },
  },
];
