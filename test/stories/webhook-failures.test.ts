import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { plantOpen } from '../support/open-postings.js';
import { Receiver, verified } from '../support/receiver.js';
import { logOf, NEAR, newWebhook, standing, stateOf, step } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

let world: World;
let county: Client;
let receiver: Receiver;
beforeAll(async () => {
  world = await openWorld({ env: NEAR });
  county = await world.as('county@liping');
});
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
/** So much time has passed for every message that waits. */
const wait = () => world.look(`update webhook_progress set next_at = now() where next_at is not null`);

describe('a database that was restored from a copy', () => {
  test('has its webhooks disabled, for their places mean nothing there; they go on from now', async () => {
    const { id } = await newWebhook(county, receiver.url);
    await world.look('update deployment set epoch = uuidv7()');
    await world.restart();
    county = await world.as('county@liping');
    await standing(county, id, ({ state }) => state === 'DISABLED');
    expect(await stateOf(county, id)).toMatchObject({ disabledFor: 'EPOCH_CHANGED' });
    await plantOpen(world, '之前');
    await step(county, 'resumeWebhook', { id }, 'ResumeWebhookInput');
    await plantOpen(world, '之后');
    await receiver.count(1);
    expect(titles()).toEqual(['之后']);
  });
});

describe('a receiver that fails', () => {
  test('gets the same message again after five seconds, signed anew, and what came later after it', async () => {
    receiver.behave = (_received, answer) =>
      void answer.writeHead(receiver.got.length === 1 ? 500 : 204).end('trouble of ours');
    const { id, secret } = await newWebhook(county, receiver.url);
    await plantOpen(world, '一');
    await receiver.count(1);
    const begun = Date.now();
    await plantOpen(world, '二');
    await standing(county, id, ({ failures }) => failures === 1);
    const [waiting] = await logOf(county, id, ['PENDING']);
    expect(waiting).toMatchObject({ attempt: 1, httpStatus: 500, failure: 'STATUS' });
    const [first, again] = await receiver.count(3, 15_000);
    expect(Date.now() - begun).toBeGreaterThan(4_500);
    expect(titles()).toEqual(['一', '一', '二']);
    expect(again?.id).toBe(first?.id);
    for (const received of receiver.got) expect(verified(received, secret)).toBe(true);
    expect(Number(again?.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(first?.headers['webhook-timestamp']),
    );
    await standing(county, id, ({ failures, nextAttemptAt }) => failures === 0 && nextAttemptAt === null);
    expect(await logOf(county, id, ['PENDING'])).toEqual([]);
    expect((await logOf(county, id, ['FAILED'])).map((d) => [d.messageId, d.attempt])).toEqual([
      [first?.id, 1],
    ]);
  });

  test('that says it is gone is believed; resuming goes on where it stood', async () => {
    receiver.behave = (_received, answer) => void answer.writeHead(410).end();
    const { id } = await newWebhook(county, receiver.url);
    await plantOpen(world, '甲');
    await standing(county, id, ({ state }) => state === 'DISABLED');
    expect(await stateOf(county, id)).toMatchObject({ disabledFor: 'GONE', nextAttemptAt: null });
    await plantOpen(world, '乙');
    receiver.behave = (_received, answer) => void answer.writeHead(200).end();
    await step(county, 'resumeWebhook', { id }, 'ResumeWebhookInput');
    await receiver.count(3);
    expect(titles()).toEqual(['甲', '甲', '乙']);
    expect(await stateOf(county, id)).toMatchObject({ state: 'ACTIVE', disabledFor: null });
  });

  test('ten times has its webhook disabled, and its owner can see why', async () => {
    receiver.behave = (_received, answer) => void answer.writeHead(503).end();
    const { id } = await newWebhook(county, receiver.url);
    await plantOpen(world, '岗位');
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await receiver.count(attempt);
      if (attempt === 10) break;
      await standing(county, id, ({ failures }) => failures === attempt);
      await wait();
      // Whatever wakes it, it looks at the clock.
      await step(county, 'testWebhook', { id });
      receiver.got.splice(0, receiver.got.length, ...receiver.got.filter(({ body }) => body.type !== 'ping'));
    }
    await standing(county, id, ({ state }) => state === 'DISABLED');
    expect(await stateOf(county, id)).toMatchObject({
      disabledFor: 'TOO_MANY_FAILURES',
      nextAttemptAt: null,
    });
    const attempts = (await logOf(county, id)).filter(({ kind }) => kind === 'CHANGE');
    expect(attempts.map((d) => [d.attempt, d.status])).toEqual(
      Array.from({ length: 10 }, (_, i) => [10 - i, 'FAILED']),
    );
    expect(new Set(attempts.map((d) => d.messageId)).size).toBe(1);
  });

  test('or is slow holds up nobody else', async () => {
    const slow = await Receiver.open();
    slow.behave = () => undefined;
    try {
      for (let i = 0; i < 5; i += 1) await newWebhook(county, slow.url);
      const { id } = await newWebhook(county, receiver.url);
      for (const name of ['一', '二', '三']) await plantOpen(world, name);
      await receiver.count(3, 4_000);
      expect(titles()).toEqual(['一', '二', '三']);
      expect(slow.got.length).toBe(5);
      expect((await logOf(county, id)).length).toBeGreaterThanOrEqual(2);
    } finally {
      await slow.close();
    }
  });

  test('leaves numbers of its outcomes for whoever watches the server', async () => {
    const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
    expect(metrics).toMatch(/labor_bridge_webhook_attempts_total\{outcome="succeeded"\} [1-9]/);
    expect(metrics).toMatch(/labor_bridge_webhook_attempts_total\{outcome="pending"\} [1-9]/);
    expect(metrics).toMatch(/labor_bridge_webhook_attempts_total\{outcome="disabled"\} [1-9]/);
  });
});
