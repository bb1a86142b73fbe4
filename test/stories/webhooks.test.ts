import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import type { Client } from '../support/client.js';
import { plantOpen } from '../support/open-postings.js';
import { Receiver, verified } from '../support/receiver.js';
import { logOf, NEAR, NEWS, newWebhook, standing, stateOf, step } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let receiver: Receiver;
beforeAll(async () => {
  world = await openWorld({ env: NEAR });
  county = await world.as('county@liping');
}, 60_000);
afterAll(() => world?.close());
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(async () => {
  const { webhooks } = await county.must<{ webhooks: { nodes: { id: string }[] } }>(
    '{ webhooks { nodes { id } } }',
  );
  for (const { id } of webhooks.nodes) await step(county, 'deleteWebhook', { id });
  await receiver.close();
});

const titles = () => receiver.got.map(({ body }) => body.data?.['postingPublished']?.['posting']?.['title']);

describe('a webhook', () => {
  test('is told what was asked for, signed so that a receiver can tell who sent it', async () => {
    const { id, secret } = await newWebhook(county, receiver.url);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await plantOpen(world, '缝纫工');
    const [first] = await receiver.count(1);
    if (!first) throw new Error('nothing came');
    expect(verified(first, secret)).toBe(true);
    expect(verified({ ...first, text: first.text.replace('缝纫工', '质检员') }, secret)).toBe(false);
    expect(new Verifier(secret).verify(first.text, first.headers as Record<string, string>)).toEqual(
      first.body,
    );
    expect(first.body).toMatchObject({
      type: 'postingPublished',
      data: { postingPublished: { position: first.body.position, posting: { title: '缝纫工' } } },
    });
    expect(first.headers['content-type']).toBe('application/json');
    const { position } = await standing(county, id, (s) => s.position === first.body.position);
    expect(position).toBe(first.body.position);
    expect(await logOf(county, id)).toEqual([
      expect.objectContaining({
        messageId: first.id,
        kind: 'CHANGE',
        attempt: 1,
        status: 'SUCCEEDED',
        httpStatus: 204,
      }),
    ]);
  });

  test('is told in the order of the journal, each once, and what its filter leaves out not at all', async () => {
    const document = `subscription($f: PostingFilter) { postingPublished(filter: $f) { posting { title } } }`;
    const variables = JSON.stringify({ f: { text: '工序' } });
    await newWebhook(county, receiver.url, { document, variables });
    const names = Array.from({ length: 12 }, (_, i) => `工序 ${i}`);
    for (const name of names) await plantOpen(world, name, '别的岗位');
    await receiver.count(names.length);
    await plantOpen(world, '工序 last');
    await receiver.count(names.length + 1);
    expect(titles()).toEqual([...names, '工序 last']);
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(names.length + 1);
  });

  test('waits while it is held, and then is told what it missed, or goes on from now', async () => {
    const { id } = await newWebhook(county, receiver.url);
    await step(county, 'pauseWebhook', { id });
    await plantOpen(world, '暂停时的岗位');
    await step(county, 'resumeWebhook', { id }, 'ResumeWebhookInput');
    await receiver.count(1);
    await step(county, 'pauseWebhook', { id });
    await plantOpen(world, '不再告知');
    await step(county, 'resumeWebhook', { id, fromNow: true }, 'ResumeWebhookInput');
    await plantOpen(world, '恢复后的岗位');
    await receiver.count(2);
    expect(titles()).toEqual(['暂停时的岗位', '恢复后的岗位']);
  });

  test('signs with both secrets for a day after a rotation, then with the new one alone', async () => {
    const { id, secret: old } = await newWebhook(county, receiver.url);
    const { rotateWebhookSecret } = await county.must<{ rotateWebhookSecret: { secret: string } }>(
      'mutation($i: IdInput!) { rotateWebhookSecret(input: $i) { secret webhook { previousSecretUntil } } }',
      { i: { id } },
    );
    const { secret } = rotateWebhookSecret;
    expect(secret).not.toBe(old);
    await plantOpen(world, '一');
    const [both] = await receiver.count(1);
    if (!both) throw new Error('nothing came');
    expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect([verified(both, old), verified(both, secret)]).toEqual([true, true]);
    await world.plant(
      `update webhook set previous_until = now() - interval '1 second' where state = 'ACTIVE'`,
    );
    await plantOpen(world, '二');
    const [, one] = await receiver.count(2);
    if (!one) throw new Error('nothing came');
    expect([verified(one, old), verified(one, secret)]).toEqual([false, true]);
  });

  test('keeps its secrets out of the journal, and shows them nowhere but where they are made', async () => {
    const { id, secret } = await newWebhook(county, receiver.url);
    const shown = await county.send(
      `{ node(id: "${id}") { ... on Webhook { id url document } } webhooks { nodes { id } } }`,
    );
    expect(shown.text).not.toContain(secret.slice(6));
    const kept = await world.look(
      `select secret_enc, (select string_agg(after::text, '') from journal_entry where noun = 'webhook') as told from webhook where state = 'ACTIVE'`,
    );
    expect(String(kept[0]?.['secret_enc'])).not.toContain(secret.slice(6));
    expect(String(kept[0]?.['told'])).not.toContain('_enc');
  });

  test('is pinged in any state, and the log says how that went', async () => {
    const { id } = await newWebhook(county, receiver.url);
    await step(county, 'pauseWebhook', { id });
    await step(county, 'testWebhook', { id });
    const [ping] = await receiver.count(1);
    expect(ping?.body).toMatchObject({ type: 'ping', data: null });
    receiver.behave = (_received, answer) => void answer.writeHead(302, { location: '/elsewhere' }).end();
    await step(county, 'testWebhook', { id });
    await receiver.count(2);
    await expectLog(id, 2);
    expect(await logOf(county, id)).toEqual([
      expect.objectContaining({ kind: 'PING', status: 'FAILED', httpStatus: 302, failure: 'REDIRECT' }),
      expect.objectContaining({ kind: 'PING', status: 'SUCCEEDED', messageId: ping?.id }),
    ]);
    expect(await stateOf(county, id)).toMatchObject({ state: 'PAUSED', failures: 0 });
  });

  test('tells again what it told, under the same ids: a range, and messages by name', async () => {
    const { id } = await newWebhook(county, receiver.url);
    for (const name of ['甲', '乙', '丙', '丁']) await plantOpen(world, name);
    const first = [...(await receiver.count(4))];
    await standing(county, id, (s) => s.position === first[3]?.body.position);
    const [from, , to] = first.map(({ body }) => body.position);
    await step(county, 'replayWebhook', { id, from, to }, 'ReplayWebhookInput');
    await receiver.count(6);
    await step(county, 'replayWebhook', { id, messages: [first[3]?.id, first[0]?.id] }, 'ReplayWebhookInput');
    await receiver.count(8);
    await plantOpen(world, '戊');
    await receiver.count(9);
    expect(titles().slice(4)).toEqual(['乙', '丙', '甲', '丁', '戊']);
    expect(receiver.got.slice(4, 8).map((r) => r.id)).toEqual([1, 2, 0, 3].map((i) => first[i]?.id));
    await expectLog(id, 9);
    expect((await logOf(county, id)).map(({ kind }) => kind)).toEqual([
      'CHANGE',
      ...Array.from({ length: 4 }, () => 'REPLAY'),
      ...Array.from({ length: 4 }, () => 'CHANGE'),
    ]);
  });

  test('answers the same webhook when it is asked for again with the same key', async () => {
    const more = { idempotencyKey: 'webhook-of-the-board' };
    const [one, two] = [
      await newWebhook(county, receiver.url, more),
      await newWebhook(county, receiver.url, more),
    ];
    expect(two).toEqual(one);
  });

  async function expectLog(id: string, many: number): Promise<void> {
    for (let i = 0; i < 100 && (await logOf(county, id)).length < many; i += 1)
      await new Promise((done) => setTimeout(done, 50));
  }
});

describe('what is asked of a webhook', () => {
  const refused = (input: Record<string, unknown>) =>
    county.refusal('mutation($i: CreateWebhookInput!) { createWebhook(input: $i) { secret } }', { i: input });

  test.each([
    ['http://board.example/hook', 'URL_NOT_HTTPS'],
    ['ftp://board.example/', 'URL_MALFORMED'],
    ['no address', 'URL_MALFORMED'],
    ['https://user:secret@board.example/', 'URL_CREDENTIALS'],
    ['https://board.example/#part', 'URL_FRAGMENT'],
    ['https://board.example:22/', 'URL_PORT'],
    ['https://169.254.169.254/latest/meta-data', 'URL_PRIVATE'],
    ['https://167772161/', 'URL_PRIVATE'],
    ['https://[::ffff:10.0.0.1]/', 'URL_PRIVATE'],
    ['https://localhost/', 'URL_PRIVATE'],
  ])('an address must be of the open internet: %s', async (url, reason) => {
    expect(await refused({ url, document: NEWS })).toMatchObject({ reason, field: 'input.url' });
  });

  test.each([
    ['{ viewer { handle } }', 'NOT_A_SUBSCRIPTION', 'input.document'],
    ['subscription {', 'SYNTAX_ERROR', 'input.document'],
    ['subscription { nothing }', 'INVALID_DOCUMENT', 'input.document'],
    [
      'subscription { pictureChanged(origin: "522631", destination: "440600") { position } }',
      'NO_SUCH_TOPIC',
      'input.document',
    ],
    ['subscription { postingPublished(after: "abc") { position } }', 'AFTER_NOT_HERE', 'input.document'],
    [
      'subscription($f: PostingFilter!) { postingPublished(filter: $f) { position } }',
      'REQUIRED_VALUE_MISSING',
      'input.variables',
    ],
  ])('a document must be a subscription to a topic: %s', async (document, reason, field) => {
    expect(await refused({ url: receiver.url, document })).toMatchObject({ reason, field });
  });

  test('variables are a JSON object', async () => {
    for (const variables of ['[]', '{', '7', 'null'])
      expect(await refused({ url: receiver.url, document: NEWS, variables })).toMatchObject({
        reason: 'VARIABLES_MALFORMED',
        field: 'input.variables',
      });
  });

  test('a topic that the viewer may not have is refused at once', async () => {
    const observer = await world.as('observer@province');
    const document = 'subscription { workerArrived { position } }';
    expect(
      await observer.refusal('mutation($i: CreateWebhookInput!) { createWebhook(input: $i) { secret } }', {
        i: { url: receiver.url, document },
      }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a replay has a range or messages that were told', async () => {
    const { id } = await newWebhook(county, receiver.url);
    const replay = (more: object) =>
      county.refusal('mutation($i: ReplayWebhookInput!) { replayWebhook(input: $i) { position } }', {
        i: { id, ...more },
      });
    expect((await replay({})).reason).toBe('RANGE_OR_MESSAGES');
    expect((await replay({ messages: ['msg_1'] })).reason).toBe('UNKNOWN_MESSAGE');
    expect((await replay({ messages: [] })).reason).toBe('UNKNOWN_MESSAGE');
    expect((await replay({ from: 'abc' })).reason).toBe('NOT_A_POSITION');
    const here = async () =>
      (await county.must<{ jobPostings: { position: string } }>('{ jobPostings(first: 1) { position } }'))
        .jobPostings.position;
    const earlier = await here();
    await plantOpen(world, '其间');
    expect(await replay({ from: await here(), to: earlier })).toMatchObject({
      reason: 'RANGE_BACKWARDS',
      field: 'input.to',
    });
  });
});

describe('another side', () => {
  test('sees nothing of a webhook and can do nothing with it; a colleague sees and holds it', async () => {
    const { id } = await newWebhook(county, receiver.url);
    await plantOpen(world, '岗位');
    await receiver.count(1);
    for (const handle of ['county@congjiang', 'station@foshan', 'employer@foshan', 'admin@platform']) {
      const other = await world.as(handle);
      const seen = await other.must<Record<string, { nodes: unknown[]; totalCount: number }>>(
        `query($w: ID!) { webhooks { totalCount nodes { id } } webhookDeliveries(webhook: $w) { totalCount nodes { id } } }`,
        { w: id },
      );
      expect(seen).toEqual({
        webhooks: { totalCount: 0, nodes: [] },
        webhookDeliveries: { totalCount: 0, nodes: [] },
      });
      expect((await other.refusal(`{ node(id: "${id}") { id } }`)).reason).toBe('NOT_FOUND');
      for (const [name, type] of [
        ['pauseWebhook', 'IdInput'],
        ['deleteWebhook', 'IdInput'],
        ['testWebhook', 'IdInput'],
        ['rotateWebhookSecret', 'IdInput'],
        ['resumeWebhook', 'ResumeWebhookInput'],
        ['correctWebhook', 'CorrectWebhookInput'],
      ])
        expect(
          (await other.refusal(`mutation($i: ${type}!) { ${name}(input: $i) { position } }`, { i: { id } }))
            .reason,
        ).toBe('NOT_FOUND');
    }
    // Of the same body and in the same role.
    await world.plant(
      `update account set organization_id = (select organization_id from account where handle = 'county@liping') where handle = 'officer@liping'`,
    );
    const colleague = await world.as('officer@liping');
    await step(colleague, 'pauseWebhook', { id });
    expect(
      (
        await colleague.refusal('mutation($i: IdInput!) { rotateWebhookSecret(input: $i) { secret } }', {
          i: { id },
        })
      ).code,
    ).toBe('FORBIDDEN');
  });
});

describe('an owner whose account is closed', () => {
  test('is told nothing any more, and the webhook says why', async () => {
    const owner = await world.as('county@congjiang');
    const { id } = await newWebhook(owner, receiver.url);
    await plantOpen(world, '之前');
    await receiver.count(1);
    await world.plant(`update account set status = 'REVOKED' where handle = 'county@congjiang'`);
    await plantOpen(world, '之后');
    const key = Buffer.from(id, 'base64url').toString().split(':')[1];
    for (let i = 0; i < 100; i += 1) {
      const [row] = await world.look('select state, disabled_for from webhook where id = $1', [key]);
      if (row?.['state'] === 'DISABLED') break;
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(await world.look('select state, disabled_for from webhook where id = $1', [key])).toEqual([
      { state: 'DISABLED', disabled_for: 'OWNER_REVOKED' },
    ]);
    expect(titles()).toEqual(['之前']);
    await world.plant(`update account set status = 'ACTIVE' where handle = 'county@congjiang'`);
    await step(owner, 'resumeWebhook', { id }, 'ResumeWebhookInput');
    await receiver.count(2);
    expect(titles()).toEqual(['之前', '之后']);
    await step(owner, 'deleteWebhook', { id });
  });
});
