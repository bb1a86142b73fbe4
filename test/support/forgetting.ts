import { parseSnapshot, snapshotOf } from '#journal/position.js';
import type { World } from './world.js';

/** The first transaction of which the journal has lost nothing. */
export async function forgotten(world: Pick<World, 'look'>): Promise<bigint> {
  const [row] = await world.look('select forgotten::text as forgotten from deployment');
  return BigInt(String(row?.['forgotten']));
}

/** Days pass: everything up to now is forgotten as far as nothing runs since earlier. */
export async function forgetOnce(world: Pick<World, 'look' | 'app'>): Promise<void> {
  await world.look('delete from journal_mark');
  await world.app.tick();
  await world.look(`update journal_mark set at = at - interval '25 hours'`);
  await world.app.tick();
}

/** Days pass, and then everything that this position shows is forgotten. (Other suites run transactions too.) */
export async function forgetUpTo(
  world: Pick<World, 'look' | 'app'>,
  position: string,
  patienceMs = 15_000,
): Promise<bigint> {
  const { xmax } = parseSnapshot(snapshotOf(position));
  for (const until = Date.now() + patienceMs; ; ) {
    await forgetOnce(world);
    const now = await forgotten(world);
    if (now >= xmax) return now;
    if (Date.now() > until) throw new Error(`forgotten up to ${now}, not to ${xmax}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** The position of a snapshot that nobody took: everything below this transaction, and no more. */
export function positionBelow(xid: bigint, like: string): string {
  const [, epoch] = Buffer.from(like, 'base64url').toString().split('.');
  return Buffer.from(`1.${epoch}.${xid}:${xid}:`).toString('base64url');
}
