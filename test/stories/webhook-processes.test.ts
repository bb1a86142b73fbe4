import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { plantOpen } from '../support/open-postings.js';
import { Receiver } from '../support/receiver.js';
import { type Built, build, ServerProcess } from '../support/server-process.js';
import { NEAR, NEWS, newWebhook } from '../support/webhooks.js';

const KILLS = process.env['LONG'] ? 40 : 3;
jest.setTimeout(process.env['LONG'] ? 600_000 : 120_000);

let built: Built;
let ground: TestGround;
const servers: ServerProcess[] = [];
let receiver: Receiver;
beforeAll(async () => {
  built = build();
  ground = await openGround();
  receiver = await Receiver.open();
  for (let i = 0; i < 2; i += 1) servers.push(await ServerProcess.on(built, ground.url, NEAR));
  for (const server of servers) server.start();
  for (const server of servers) await server.ready();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await receiver?.close();
  await ground?.close();
  built?.remove();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const titleOf = (nr: number) =>
  String(receiver.got[nr]?.body.data?.['postingPublished']?.['posting']?.['title']);

async function clientOf(server: ServerProcess, handle: string): Promise<Client> {
  const answer = await fetch(`${server.url}/play/tokens`);
  const tokens = (await answer.json()) as { handle: string; token: string }[];
  return new Client(server.url, tokens.find((t) => t.handle === handle)?.token, handle);
}

describe('several processes', () => {
  test('deliver each message once, and another goes on when the one that delivers is killed', async () => {
    const [one, two] = servers;
    if (!one || !two) throw new Error('no servers');
    await newWebhook(await clientOf(one, 'county@liping'), receiver.url, { document: NEWS });
    const names = Array.from({ length: 20 }, (_, i) => `岗位 ${i}`);
    for (const name of names) await plantOpen(ground, name);
    await receiver.count(names.length);
    await pause(500);
    expect(receiver.got.map((_, nr) => titleOf(nr))).toEqual(names);

    // Whichever it is: one after the other is killed while news come, and comes back.
    receiver.behave = (_received, answer) =>
      void setTimeout(() => answer.writeHead(204).end(), 30 * Math.random());
    const told = [...names];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = servers[kill % 2] as ServerProcess;
      for (let i = 0; i < 8; i += 1) {
        const name = `第 ${kill} 次 ${i}`;
        told.push(name);
        await plantOpen(ground, name);
        if (i === 4) await server.kill();
      }
      server.start();
      await server.ready();
    }
    const complete = () => new Set(receiver.got.map(({ id }) => id)).size >= told.length;
    for (let i = 0; i < 300 && !complete(); i += 1) await pause(100);
    const firstOf = new Map<string, string>();
    for (const [nr, { id }] of receiver.got.entries()) {
      const known = firstOf.get(id);
      // What comes twice comes under its own id again.
      if (known !== undefined) expect(titleOf(nr)).toBe(known);
      else firstOf.set(id, titleOf(nr));
    }
    expect([...firstOf.values()]).toEqual(told);
    expect(receiver.got.length - firstOf.size).toBeLessThanOrEqual(KILLS);
  });
});
