import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Receiver } from '../support/receiver.js';
import { Way } from '../support/way.js';
import { NEAR, newWebhook } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const ARRIVED = 'subscription { workerArrived { arrival { id state worker { id name } origin { code } } } }';
const CONCERNED = ['county@liping', 'station@foshan', 'employer@foshan'];
const OTHERS = ['county@congjiang', 'station@hangzhou', 'employer@other'];

let world: World;
const receivers = new Map<string, Receiver>();
beforeAll(async () => {
  world = await openWorld({ env: NEAR });
  for (const handle of [...CONCERNED, ...OTHERS]) receivers.set(handle, await Receiver.open());
});
afterAll(async () => {
  await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
  await world?.close();
});

interface Frame {
  readonly workerArrived: { readonly arrival: { readonly worker: { readonly name: string } | null } };
}

test('a webhook tells each side what a socket tells it of the same change, and the others nothing', async () => {
  const sockets = new Map<string, { next(): Promise<Frame> }>();
  for (const [handle, receiver] of receivers) {
    const client = await world.as(handle);
    await newWebhook(client, receiver.url, { document: ARRIVED });
    const watching = client.watch<Frame>(ARRIVED);
    await watching.opened;
    sockets.set(handle, watching);
  }
  const way = await Way.in(world);
  const { arrival } = await way.onPost();
  // Whatever a socket missed while it opened, nothing has arrived before this.
  await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival });
  for (const handle of CONCERNED) {
    const [told] = (await receivers.get(handle)?.count(1)) ?? [];
    const frame = await sockets.get(handle)?.next();
    expect([handle, told?.body.type, told?.body.data, told?.body.errors]).toEqual([
      handle,
      'workerArrived',
      frame,
      undefined,
    ]);
  }
  await new Promise((done) => setTimeout(done, 500));
  for (const handle of OTHERS) expect([handle, receivers.get(handle)?.got]).toEqual([handle, []]);
});

test('an owner who belongs to another body is told nothing more, and the webhook says why', async () => {
  const county = await world.as('county@liping');
  await world.plant(
    `update account set organization_id = (select organization_id from account where handle = 'county@congjiang') where handle = 'county@liping'`,
  );
  const read = () =>
    world.look(
      `select w.disabled_for from webhook w join account a on a.id = w.owner_id where a.handle = 'county@liping'`,
    );
  for (let i = 0; i < 100 && (await read())[0]?.['disabled_for'] === null; i += 1)
    await new Promise((done) => setTimeout(done, 50));
  expect(await read()).toEqual([{ disabled_for: 'OWNER_MOVED' }]);
  // It stays with the body that it was made for, and the owner has left that.
  const { webhooks } = await county.must<{ webhooks: { nodes: { owner: string }[] } }>(
    '{ webhooks { nodes { owner } } }',
  );
  expect(webhooks.nodes.map(({ owner }) => owner)).toEqual(['county@congjiang']);
});
