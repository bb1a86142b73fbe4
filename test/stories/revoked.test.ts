import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { PUBLISHED } from '../support/stream-reader.js';
import { registerWorker } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

const ROUNDS = process.env['LONG'] ? 200 : 12;
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const HANDLE = 'county@liping';
/** Commits are over when these have answered. */
const set = (text: string) => world.plant(`update account set ${text} where handle = '${HANDLE}'`);
const setBody = (text: string) =>
  world.plant(
    `update organization set ${text} where id = (select organization_id from account where handle = '${HANDLE}')`,
  );

/** What an account may ask: what is read, what comes from memory, both at once, and a verb. */
const ASKED = {
  rows: '{ workers(first: 1) { nodes { id } } }',
  'who one is': '{ viewer { handle } }',
  'folded counts': '{ picture(origin: "522631", destination: "440600") { fourCounts { laborBase } } }',
  'memory beside rows':
    '{ viewer { handle } regions(level: PROVINCE, first: 1) { nodes { name } } workers(first: 1) { nodes { id } } }',
};

/** The client has been answered everything once: nothing has to be looked up or compiled anew. */
async function knownClient(): Promise<Client> {
  const client = await world.as(HANDLE);
  for (const query of Object.values(ASKED)) for (let i = 0; i < 2; i += 1) await client.must(query);
  return client;
}

describe('after the commit that takes an account', () => {
  test.each(Object.entries(ASKED))('nothing is told over HTTP: %s', async (_what, query) => {
    const client = await knownClient();
    for (let i = 0; i < ROUNDS; i += 1) {
      await set(`status = 'REVOKED'`);
      const answer = await client.send(query);
      await set(`status = 'ACTIVE'`);
      expect([answer.status, answer.data ?? null, answer.errors?.[0]?.extensions.reason]).toEqual([
        401,
        null,
        'ACCOUNT_REVOKED',
      ]);
      await client.must(query);
    }
  });

  test('no verb begins', async () => {
    const client = await knownClient();
    const { id } = await registerWorker(client);
    const tag = 'mutation($i: TagWorkerInput!) { tagWorker(input: $i) { worker { id } } }';
    const input = { i: { id, tag: 'RELOCATED', validFrom: '2021-01-01', source: '测试' } };
    const entries = async () =>
      (await world.look('select count(*)::int as n from journal_entry where noun <> $1', ['account']))[0]?.[
        'n'
      ];
    const before = await entries();
    await set(`status = 'REVOKED'`);
    const refusal = await client.refusal(tag, input);
    expect(await entries()).toBe(before);
    await set(`status = 'ACTIVE'`);
    expect(refusal).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'ACCOUNT_REVOKED' });
  });

  test('nothing is told on its sockets, and an equal listener hears all the same', async () => {
    const { token = '' } = await world.as(HANDLE);
    const { token: equal = '' } = await world.as('officer@liping');
    await world.plant(
      `update account set organization_id = (select organization_id from account where handle = '${HANDLE}') where handle = 'officer@liping'`,
    );
    for (let i = 0; i < ROUNDS; i += 1) {
      const gone = await SocketTalk.in(world.baseUrl, token);
      gone.subscribe('1', PUBLISHED);
      gone.subscribe(
        '2',
        'subscription { pictureChanged(origin: "522631", destination: "440600") { position } }',
      );
      gone.subscribe('3', '{ __typename }');
      await gone.hear('next', '3');
      const stays = await SocketTalk.in(world.baseUrl, equal);
      stays.subscribe('1', PUBLISHED);
      stays.subscribe('3', '{ __typename }');
      await stays.hear('next', '3');
      gone.heard.length = 0;
      await set(`status = 'REVOKED'`);
      gone.subscribe('4', ASKED.rows);
      await plantOpen(world, `之后${i}`);
      expect((await stays.hear('next', '1')).payload).toMatchObject({
        data: { postingPublished: { posting: { title: `之后${i}` } } },
      });
      expect((await gone.closed).code).toBe(4403);
      await set(`status = 'ACTIVE'`);
      expect(
        gone.heard.filter((said) => said.type === 'next' && JSON.stringify(said).includes('"data":{')),
      ).toEqual([]);
      await stays.hangUp();
    }
  });

  test('the same holds when its organization is closed', async () => {
    const client = await knownClient();
    await setBody(`status = 'CLOSED'`);
    const answers = [];
    for (const query of Object.values(ASKED)) answers.push(await client.refusal(query));
    await setBody(`status = 'ACTIVE'`);
    expect(new Set(answers.map((a) => a.reason))).toEqual(new Set(['ACCOUNT_REVOKED']));
  });
});

describe('after the commit that gives an account other rights', () => {
  test('nothing is told by the old ones: once it is asked to send again, then the new ones hold', async () => {
    for (let i = 0; i < ROUNDS; i += 1) {
      const client = await knownClient();
      await set(`role = 'OBSERVER'`);
      const first = await client.send(ASKED.rows);
      const second = await client.refusal(ASKED.rows);
      await set(`role = 'COUNTY_BUREAU'`);
      // What is refused without a look at the database is refused until the news has come.
      for (let tries = 0; (await client.send(ASKED.rows)).errors && tries < 100; tries += 1)
        await new Promise((done) => setTimeout(done, 20));
      // The news may have come first: then the new rights hold already.
      expect(['RIGHTS_CHANGED', 'NOT_ALLOWED']).toContain(first.errors?.[0]?.extensions.reason);
      expect(first.data ?? null).toBeNull();
      expect(second).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    }
  });

  test('nor by the place that its organization answered for', async () => {
    const client = await knownClient();
    await setBody(`path = '522633', region_code = '522633'`);
    const first = await client.send<{ viewer: object }>('{ viewer { organization { region { code } } } }');
    await setBody(`path = '522631', region_code = '522631'`);
    if (first.errors) expect(first.errors[0]?.extensions.reason).toBe('RIGHTS_CHANGED');
    else expect(first.data.viewer).toEqual({ organization: { region: { code: '522633' } } });
  });
});
