/**
 * GraphQL over HTTP as its working group writes it, by the audits of the reference suite: MUST, SHOULD and MAY
 * alike. They ask for `{ __typename }`, which needs no token but may have one.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { plantOpen } from '../support/open-postings.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

/**
 * A GET without a content type that a browser would ask about first is refused as a possible forgery, which the
 * audits do not know. The header says that no browser form sent this; it opens nothing else.
 */
const auditsOf = (token: () => string | undefined) =>
  serverAudits({
    url: () => `${world.baseUrl}/graphql`,
    fetchFn: ((url, init) =>
      fetch(url, {
        ...init,
        headers: {
          ...(init?.headers as Record<string, string>),
          'apollo-require-preflight': 'true',
          ...(token() ? { authorization: `Bearer ${token()}` } : {}),
        },
      })) satisfies typeof fetch,
  });

let token: string;
beforeAll(async () => {
  token = await world.token('county@liping');
});

test('who takes no answer of ours is told so before anything is done', async () => {
  await plantOpen(world, '不该暂停');
  const [before] = await world.look(`select id, state, version from job_posting where title = '不该暂停'`);
  const id = Buffer.from(`JobPosting:${before?.['id']}`).toString('base64url');
  const query = 'mutation($id: ID!) { pausePosting(input: { id: $id }) { posting { state } } }';
  const employer = await world.token('employer@foshan');
  const send = async (accept: string): Promise<[status: number, reason: unknown]> => {
    const answer = await fetch(`${world.baseUrl}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${employer}` },
      body: JSON.stringify({ query, variables: { id } }),
    });
    const { errors } = (await answer.json()) as { errors?: { extensions: { reason: string } }[] };
    return [answer.status, errors?.[0]?.extensions.reason];
  };
  for (const accept of ['text/html', 'application/xml', 'application/json;q=0', 'image/png, text/*;q=0.5'])
    expect(await send(accept)).toEqual([406, 'NOT_ACCEPTABLE']);
  expect(await world.look(`select id, state, version from job_posting where title = '不该暂停'`)).toEqual([
    before,
  ]);
  expect(await send('text/html, application/xml;q=0.9, */*;q=0.8')).toEqual([200, undefined]);
});

// An account's document is known after its first run, and then goes another way than a stranger's.
describe.each([
  ['a stranger', auditsOf(() => undefined)],
  ['an account', auditsOf(() => token)],
] as const)('GraphQL over HTTP for %s', (_who, audits) => {
  test('the suite has its 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits)('$name', async (audit) => {
    const { status, ...said } = await audit.fn();
    expect({ status, reason: 'reason' in said ? said.reason : undefined }).toEqual({
      status: 'ok',
      reason: undefined,
    });
  });
});
