import { SocketTalk } from './socket-talk.js';
import { PUBLISHED } from './stream-reader.js';
import type { World } from './world.js';

/** What /metrics says of the sockets of a world's server. */
export const sockets = (world: World): Promise<number> => gauge(world, 'labor_bridge_sockets');
export const subscriptions = (world: World): Promise<number> => gauge(world, 'labor_bridge_subscriptions');

/** A number of /metrics that has no labels. */
export async function gauge(world: World, name: string): Promise<number> {
  const text = await (await fetch(`${world.baseUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

/** Waits until it holds, at most so many milliseconds. */
export async function within(ms: number, holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + ms; !(await holds()); await new Promise((done) => setTimeout(done, 20)))
    if (Date.now() > until) throw new Error('it did not come about in time');
}

/** As soon as a subscription is heard of by the server, it is told of everything: its socket, from then on. */
export async function watching(world: World, handle: string, query = PUBLISHED): Promise<SocketTalk> {
  const before = await subscriptions(world);
  const talk = await SocketTalk.in(world.baseUrl, await world.token(handle));
  talk.subscribe('1', query);
  await within(5_000, async () => (await subscriptions(world)) > before);
  return talk;
}

/** The code and the reason by which a socket is ended. */
export async function ended(talk: SocketTalk, patienceMs = 5_000): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('still open')), patienceMs);
  });
  const { code, reason } = await Promise.race([talk.closed, late]).finally(() => clearTimeout(timer));
  return `${code} ${reason}`;
}
