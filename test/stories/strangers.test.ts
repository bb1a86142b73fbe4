import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { buildGraph } from '#server/graph.js';
import { anyOperations } from '../support/any-operation.js';
import { Client } from '../support/client.js';
import { openWorld, type World } from '../support/world.js';

const schema = await buildGraph();
const operations = anyOperations(schema);
const plain = operations.filter(({ kind }) => kind !== 'subscription');
const streams = operations.filter(({ kind }) => kind === 'subscription');

describe('a stranger', () => {
  let world: World;
  const strangers: Client[] = [];
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await Promise.all(strangers.map((stranger) => stranger.close()));
    await world.close();
  });

  /** Nobody; somebody with a token that nobody gave; somebody who says the word and no token. */
  const tokens = {
    'without a token': undefined,
    'with a made-up token': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.',
    'with an empty token': ' ',
  };
  const come = (as: keyof typeof tokens): Client => {
    const stranger = new Client(world.baseUrl, tokens[as]);
    strangers.push(stranger);
    return stranger;
  };

  test('is tried at every root field of the schema, with documents that are in order', () => {
    expect(plain.length).toBeGreaterThan(40);
    expect(streams.length).toBeGreaterThanOrEqual(8);
    for (const { document } of operations)
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });

  test.each(Object.keys(tokens) as (keyof typeof tokens)[])(
    '%s gets nothing from any field, and no write happens',
    async (as) => {
      const stranger = come(as);
      const before = await world.look('select count(*)::int as entries from journal_entry');
      for (const { field, document } of plain) {
        const { status, data, errors } = await stranger.send(document);
        expect([field, status, data ?? null, errors?.map(({ extensions }) => extensions.code)]).toEqual([
          field,
          401,
          null,
          ['UNAUTHENTICATED'],
        ]);
      }
      expect(await world.look('select count(*)::int as entries from journal_entry')).toEqual(before);
    },
  );

  test('gets nothing beside what is public either: one secret field spoils the document', async () => {
    const { data, errors } = await come('without a token').send('{ __typename viewer { handle } }');
    expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
  });

  test.each(streams)(
    'hears nothing of $field: the socket is closed before anything is subscribed',
    async ({ document }) => {
      const watching = come('without a token').watch(document);
      expect(await watching.end()).toMatch(/^4403\b/);
      expect(watching.frames).toEqual([]);
    },
  );

  test('learns no account, no path and no stack from being refused', async () => {
    const { text } = await come('with a made-up token').send('{ viewer { handle } }');
    expect(text).not.toMatch(/@|\/src\/|node_modules|\bat \w+ \(|select |from account/i);
  });
});
