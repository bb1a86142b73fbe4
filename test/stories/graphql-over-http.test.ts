/**
 * GraphQL over HTTP as its working group writes it, by the audits of the reference suite: MUST, SHOULD and MAY
 * alike. They ask for `{ __typename }`, which needs no token.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
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
const knownNotToBeAForm: typeof fetch = (url, init) =>
  fetch(url, {
    ...init,
    headers: { ...(init?.headers as Record<string, string>), 'apollo-require-preflight': 'true' },
  });

const audits = serverAudits({ url: () => `${world.baseUrl}/graphql`, fetchFn: knownNotToBeAForm });

describe('GraphQL over HTTP', () => {
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
