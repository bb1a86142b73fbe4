/**
 * A document that an account has sent before goes a shorter way than a new one. Nobody can tell by the answer: the
 * same status, the same headers, the same body, whatever is asked and however it is refused.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PLAIN_ACCEPTS } from '#server/swift-door.js';
import { openPosting, ownOrganization } from '../support/people.js';
import { ask, post } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let token: string;
let posting: string;
beforeAll(async () => {
  world = await openWorld();
  token = await world.token('county@liping');
  const station = await world.as('station@foshan');
  posting = (await openPosting(station, await ownOrganization(await world.as('employer@foshan')))).id;
});
afterAll(() => world?.close());

interface Asked {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

let fresh = 0;

async function answer(asked: Asked, accept: string, as: string | undefined) {
  const { status, headers, text } = await ask(world.baseUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accept ? { accept } : {}),
      ...(as ? { authorization: `Bearer ${as}` } : {}),
    },
    body: JSON.stringify(asked),
  });
  return {
    status,
    headers: Object.fromEntries(
      [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name)),
    ),
    // What is left of the minute is another number each time, and a cursor is sealed anew.
    text: text.replace(/"(remaining|resetsInSeconds)":\d+/g, '"$1":0').replace(/"endCursor":"[^"]+"/, ''),
  };
}

/** Sends a document that nobody has sent before, then the very same again. */
async function twice(asked: Asked, accept = '', as: string | undefined = token) {
  const query = `${asked.query}\n# ${(fresh += 1)}`;
  const first = await answer({ ...asked, query }, accept, as);
  return [first, await answer({ ...asked, query }, accept, as)] as const;
}

const LIST =
  '{ jobPostings(first: 2) { totalCount nodes { id title employer { name } } pageInfo { endCursor } } }';
const TWO = 'query A { viewer { role } } query B { viewer { handle } }';
const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
const WRITE = 'mutation ($input: IdInput!) { pausePosting(input: $input) { posting { id } position } }';

const CASES: readonly (readonly [string, () => Asked])[] = [
  ['a list', () => ({ query: LIST })],
  ['variables', () => ({ query: NODE, variables: { id: posting } })],
  ['variables that are null', () => ({ query: LIST, variables: null, operationName: null })],
  ['a variable that is missing', () => ({ query: NODE })],
  ['a variable of another type', () => ({ query: NODE, variables: { id: [1] } })],
  ['variables that are a list', () => ({ query: NODE, variables: [1] })],
  ['a control character in a variable', () => ({ query: NODE, variables: { id: 'a\u0000b' } })],
  ['an id of nobody', () => ({ query: NODE, variables: { id: 'bm90aGluZw' } })],
  ['a partial failure', () => ({ query: '{ viewer { role } a: jobPostings(first: 999) { totalCount } }' })],
  ['a page that is too large', () => ({ query: '{ workers(first: 999) { totalCount } }' })],
  ['one of two operations', () => ({ query: TWO, operationName: 'B' })],
  ['none of two operations', () => ({ query: TWO })],
  ['an operation that is not there', () => ({ query: TWO, operationName: 'C' })],
  [
    'the only operation by another name',
    () => ({ query: 'query A { viewer { role } }', operationName: 'B' }),
  ],
  ['an operation name that is no text', () => ({ query: TWO, operationName: 3 })],
  ['a field that is not there', () => ({ query: '{ nothing }' })],
  ['a broken document', () => ({ query: '{ viewer {' })],
  ['a write that is not ours to do', () => ({ query: WRITE, variables: { input: { id: posting } } })],
  ['a subscription', () => ({ query: 'subscription { postingPublished { position } }' })],
  ['introspection', () => ({ query: '{ __schema { queryType { name } } }' })],
  ['nothing but the name', () => ({ query: '{ __typename }' })],
];

describe('a document that is known', () => {
  test.each(CASES)('is answered as when it was new: %s', async (_name, asked) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const [first, again] = await twice(asked(), accept);
      expect(again).toEqual(first);
    }
  });

  test.each(Object.keys(PLAIN_ACCEPTS))('in the form that was asked for: “%s”', async (accept) => {
    for (const query of [LIST, '{ workers(first: 999) { totalCount } }']) {
      const [first, again] = await twice({ query }, accept);
      expect(again).toEqual(first);
    }
  });

  test('a subscription by HTTP is told where to go', async () => {
    const { status, errors } = await post(world.baseUrl, token, {
      query: 'subscription { postingPublished { position } }',
    });
    expect([status, errors?.[0]?.extensions.reason]).toEqual([400, 'SUBSCRIPTION_BY_HTTP']);
  });

  test('stays closed to strangers, to false tokens and to other roles', async () => {
    const query = `${LIST} # known`;
    expect((await answer({ query }, '', token)).status).toBe(200);
    const challenges = [
      [undefined, ''],
      ['nonsense', ', error="invalid_token", error_description="TOKEN_MALFORMED"'],
      [`${token}x`, ', error="invalid_token", error_description="BAD_SIGNATURE"'],
    ] as const;
    for (const [as, why] of challenges)
      for (const asked of [query, `${LIST} # new to ${as}`]) {
        const refused = await answer({ query: asked }, 'application/graphql-response+json', as);
        expect([refused.status, refused.headers['www-authenticate']]).toEqual([
          401,
          `Bearer realm="labor-bridge"${why}`,
        ]);
        expect(refused.text).not.toContain('jobPostings');
      }
    const workers = '{ workers(first: 1) { nodes { id } } } # known';
    expect((await answer({ query: workers }, '', token)).status).toBe(200);
    const observer = await answer({ query: workers }, '', await world.token('observer@province'));
    expect(observer.text).toContain('FORBIDDEN');
  });

  test('writes once for each time it is sent', async () => {
    const station = await world.token('station@foshan');
    const send = (verb: string) =>
      post(world.baseUrl, station, {
        query: `mutation ($input: IdInput!) { ${verb}(input: $input) { posting { state version } } }`,
        variables: { input: { id: posting } },
      });
    const versions: unknown[] = [];
    for (const verb of ['pausePosting', 'resumePosting', 'pausePosting', 'resumePosting']) {
      const { data, errors } = await send(verb);
      expect(errors).toBeUndefined();
      versions.push((data as Record<string, { posting: { version: number } }>)[verb]?.posting.version);
    }
    expect(versions).toEqual([0, 1, 2, 3].map((i) => Number(versions[0]) + i));
  });
});
