// Longer than 200 lines because the generator of queries stands beside the property that it serves.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execute, GraphQLError, parse, validate } from 'graphql';
import { HouseError } from '#kernel/error.js';
import {
  costOf,
  enforceCost,
  INTROSPECTION_COST,
  MUTATION_COST,
  RESUMING_COST,
  SUBSCRIPTION_COST,
} from '#server/query-cost.js';
import { ASSUMED_LIST } from '#server/query-list-length.js';
import { ROADS, smallSchema } from '../support/small-schema.js';

const { schema } = smallSchema();

function cost(source: string, variables: Record<string, unknown> = {}, operationName?: string): number {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return costOf(schema, document, operationName, variables);
}

describe('The cost of a query', () => {
  test.each<[string, string, number]>([
    ['scalars are free', '{ __typename }', 0],
    ['an object is 1', '{ viewer { id name } }', 1],
    ['an object in an object is 2', '{ viewer { home { id } } }', 2],
    ['a connection without size has 50 items', '{ people { nodes { id } } }', 1 + 50],
    ['first multiplies the nodes', '{ people(first: 7) { nodes { id home { id } } } }', 1 + 7 * 2],
    ['last multiplies the nodes', '{ people(last: 7) { nodes { id } } }', 1 + 7],
    ['an edge and its node are 2', '{ people(first: 7) { edges { cursor node { id } } } }', 1 + 7 * 2],
    ['page information is not multiplied', '{ people(first: 7) { totalCount pageInfo { endCursor } } }', 2],
    ['the greater of first and last counts', '{ people(first: 2, last: 9) { nodes { id } } }', 1 + 9],
    ['first null is no size', '{ people(first: null) { nodes { id } } }', 1 + 50],
    [
      'the default of an argument is its size',
      '{ viewer { home { people { nodes { id } } } } }',
      1 + 1 + 1 + 3,
    ],
    ['a plain list is taken as short', '{ viewer { tags { name } } }', 1 + ASSUMED_LIST],
    ['a plain list may say how long it is', '{ viewer { roads { id } } }', 1 + ROADS],
    ['a plain list with first is that long', '{ viewer { twoFriends(first: 2) { id } } }', 1 + 2],
    [
      'pages in pages multiply',
      '{ people(first: 4) { nodes { friends(first: 5) { nodes { id } } } } }',
      1 + 4 * (1 + 1 + 5),
    ],
    ['a negative size costs nothing below', '{ people(first: -5) { nodes { id } } }', 1],
    ['what is skipped is counted', '{ viewer @skip(if: true) { id } }', 1],
    ['a mutation is dear', 'mutation { ping }', MUTATION_COST],
    [
      'a mutation and what it returns',
      'mutation { register(input: {idNumber: "11010519491231002X"}) { person { id } } }',
      MUTATION_COST + 1,
    ],
    ['a subscription', 'subscription { changed(first: 3) { person { id } } }', SUBSCRIPTION_COST + 1],
    [
      'a subscription that is resumed reads the past first',
      'subscription { changed(after: "x") { person { id } } }',
      RESUMING_COST + SUBSCRIPTION_COST + 1,
    ],
    [
      'a subscription after nothing is not resumed',
      'subscription { changed(after: null) { person { id } } }',
      SUBSCRIPTION_COST + 1,
    ],
    [
      'introspection has one price',
      '{ __schema { types { fields { args { name } } } } }',
      INTROSPECTION_COST,
    ],
  ])('%s', (_promise, source, expected) => {
    expect(cost(source)).toBe(expected);
  });

  test('whether a variable resumes a stream is read for each request', () => {
    const source = 'subscription ($a: String) { changed(after: $a) { person { id } } }';
    expect(cost(source)).toBe(SUBSCRIPTION_COST + 1);
    expect(cost(source, { a: null })).toBe(SUBSCRIPTION_COST + 1);
    expect(cost(source, { a: 'x' })).toBe(RESUMING_COST + SUBSCRIPTION_COST + 1);
    const always = 'subscription ($a: String = "x") { changed(after: $a) { person { id } } }';
    expect(cost(always)).toBe(RESUMING_COST + SUBSCRIPTION_COST + 1);
  });

  test('variables are read for each request, defaults and wrong ones included', () => {
    const source = 'query ($n: Int = 6) { people(first: $n) { nodes { id } } }';
    expect(cost(source)).toBe(7);
    expect(cost(source, { n: 20 })).toBe(21);
    expect(cost(source, { n: null })).toBe(51);
    expect(cost(source, { n: 'many' })).toBe(51);
    expect(cost(source, { n: 1e300 })).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('the same fragment costs by the page it stands in, in each operation by its own defaults', () => {
    const source = `
      query A($n: Int = 2) { people(first: $n) { ...P } viewer { friends(first: 5) { ...P } } }
      query B($n: Int = 3) { people(first: $n) { ...P } }
      fragment P on PersonConnection { nodes { home { id } } }`;
    expect(cost(source, {}, 'A')).toBe(1 + 2 * 2 + 1 + 1 + 5 * 2);
    expect(cost(source, {}, 'B')).toBe(1 + 3 * 2);
    expect(costOf(schema, parse(source), 'C', {})).toBe(0);
  });

  test('a bomb of fragments is added up, not written out, also in pages of changing size', () => {
    const levels = Array.from(
      { length: 60 },
      (_, i) =>
        `fragment F${i} on PersonConnection { nodes { a: friends(first: 1) { ...F${i + 1} } b: friends(first: 2) { ...F${i + 1} } } }`,
    );
    const source = `{ people(first: 1) { ...F0 } } ${levels.join('\n')} fragment F60 on PersonConnection { nodes { id } }`;
    const document = parse(source);
    const start = performance.now();
    expect(costOf(schema, document, undefined, {})).toBe(Number.MAX_SAFE_INTEGER);
    expect(performance.now() - start).toBeLessThan(50);
  });

  test('fragments that contain each other end', () => {
    const document = parse(
      '{ viewer { ...A } } fragment A on Person { home { ...B } } fragment B on Town { people { nodes { ...A } } }',
    );
    expect(costOf(schema, document, undefined, {})).toBeGreaterThan(0);
  });

  test('beyond the limit it is refused with what was found', () => {
    const document = parse('{ people(first: 100) { nodes { id } } }');
    expect(enforceCost(schema, document, undefined, {}, 101)).toBe(101);
    const refused = () => enforceCost(schema, document, undefined, {}, 100);
    expect(refused).toThrow(HouseError);
    expect(refused).toThrow(
      expect.objectContaining({ reason: 'QUERY_TOO_EXPENSIVE', details: { limit: 100, found: 101 } }),
    );
  });

  test('asking again costs microseconds', () => {
    const document = parse(
      'query ($n: Int) { people(first: $n) { edges { node { id home { id } tags { name } friends(first: 3) { nodes { id } } } } } }',
    );
    costOf(schema, document, undefined, { n: 1 });
    const start = performance.now();
    for (let i = 0; i < 5000; i += 1) costOf(schema, document, undefined, { n: i % 200 });
    expect((performance.now() - start) / 5000).toBeLessThan(0.1);
  });
});

/** What a generated field asks below itself; `name` chooses it, so that a case is readable when it fails. */
interface Tree {
  name: string;
  size: number | null | undefined;
  asVariable: boolean;
  wrap: 'plain' | 'inline' | 'named' | 'skip';
  below: Tree[];
}

const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom('home', 'tags', 'roads', 'friends', 'twoFriends', 'people'),
    size: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 0, max: 4 }) },
      fc.constantFrom(null, undefined),
    ),
    asVariable: fc.boolean(),
    wrap: fc.constantFrom('plain', 'inline', 'named', 'skip'),
    below: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant<Tree[]>([]),
      fc.array(tie('tree'), { minLength: 1, maxLength: 2 }),
    ),
  }),
})).tree;

/** Writes trees as a document on the small schema, with fragments, aliases, variables and both forms of lists. */
function write(trees: readonly Tree[]): { source: string; variables: Record<string, number | null> } {
  const fragments: string[] = [];
  const declared: string[] = [];
  const variables: Record<string, number | null> = {};
  let count = 0;
  const sized = (size: number | null | undefined, asVariable: boolean): string => {
    if (size === undefined) return '';
    if (!asVariable) return `(first: ${size})`;
    count += 1;
    declared.push(`$v${count}: Int`);
    variables[`v${count}`] = size;
    return `(first: $v${count})`;
  };
  const wrapped = (wrap: Tree['wrap'], type: string, body: string): string => {
    if (wrap === 'inline') return `... on ${type} { ${body} }`;
    if (wrap === 'skip') return `... @include(if: true) { ${body} }`;
    if (wrap === 'plain') return body;
    count += 1;
    fragments.push(`fragment F${count} on ${type} { ${body} }`);
    return `...F${count}`;
  };
  const person = (below: readonly Tree[]): string =>
    ['id', ...below.map((one) => field(one, 'Person'))].join(' ');
  const field = (one: Tree, parent: 'Query' | 'Person'): string => {
    count += 1;
    const alias = `a${count}`;
    const body = one.below.length > 2 ? [] : one.below;
    const connection = (name: string): string => {
      const [page, other] = [
        person(body),
        `e${alias}: edges { cursor node { ${person(body)} } } pageInfo { hasNextPage }`,
      ];
      return `${alias}: ${name}${sized(one.size, one.asVariable)} { ${wrapped(one.wrap, 'PersonConnection', `nodes { ${page} } ${other}`)} }`;
    };
    if (parent === 'Query') return connection('people');
    if (one.name === 'home') return wrapped(one.wrap, 'Person', `${alias}: home { id tags { name } }`);
    if (one.name === 'tags') return `${alias}: tags { name }`;
    if (one.name === 'roads') return wrapped(one.wrap, 'Person', `${alias}: roads { id }`);
    if (one.name === 'twoFriends') return `${alias}: twoFriends(first: ${one.size ?? 2}) { ${person(body)} }`;
    return connection('friends');
  };
  const body = trees.map((one) => field(one, 'Query')).join(' ');
  const head = declared.length > 0 ? `query (${declared.join(', ')})` : 'query';
  return { source: `${head} { ${body} viewer { id } } ${fragments.join(' ')}`, variables };
}

function objectsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + objectsIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce((sum: number, one) => sum + objectsIn(one), 0);
}

test('the cost is never below the number of objects that are really answered', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 2 }), (trees) => {
      const { source, variables } = write(trees);
      const document = parse(source);
      const invalid = validate(schema, document);
      if (invalid.length > 0) throw new GraphQLError(`${invalid[0]?.message}\n${source}`);
      const foreseen = costOf(schema, document, undefined, variables);
      fc.pre(foreseen < 20_000);
      const answer = execute({ schema, document, variableValues: variables });
      if (answer instanceof Promise) throw new Error('asynchronous');
      expect(answer.errors).toBeUndefined();
      expect(objectsIn(answer.data) - 1).toBeLessThanOrEqual(foreseen);
    }),
    { numRuns: 150 },
  );
});
