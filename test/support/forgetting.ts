import { Client } from 'pg';
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

/**
 * Forgets all that can be, again and again; but nothing that the server has not looked at yet (`looked`), which in life is a
 * day younger.
 */
export async function eraseWhile(
  { url }: Pick<World, 'url'>,
  looked: () => Promise<unknown>,
  holds: () => boolean,
): Promise<void> {
  const eraser = new Client({ connectionString: url });
  await eraser.connect();
  try {
    while (holds()) {
      await eraser.query('delete from journal_mark');
      await eraser.query('select forget_journal(null, 1)');
      await looked();
      await eraser.query(`update journal_mark set at = at - interval '25 hours'`);
      await eraser.query('select forget_journal(1, 200)');
      await new Promise((done) => setTimeout(done, Math.random() * 40));
    }
  } finally {
    await eraser.end();
  }
}

const PUBLISH = `insert into job_posting (employer_id, title, work_region, destination, headcount, state, suitable, valid_to, opened_at)
  select organization_id, $1, '440604', '440604', 1, 'OPEN', false, '2099-01-01', now() from account where handle = 'employer@foshan'`;

/** Publishes postings in transactions of all lengths, of which some are rolled back. */
export async function writeWhile(
  { url }: Pick<World, 'url'>,
  name: string,
  holds: () => boolean,
): Promise<void> {
  const writer = new Client({ connectionString: url });
  await writer.connect();
  try {
    await writer.query(`select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:writer', false),
      set_config('app.verb', 'party.seed', false)`);
    for (let nr = 0; holds(); nr += 1) {
      await writer.query('begin');
      for (const half of ['甲', '乙']) {
        await writer.query(PUBLISH, [`交错${name}-${nr}${half}`]);
        await new Promise((done) => setTimeout(done, Math.random() * 60));
      }
      await writer.query(Math.random() < 0.2 ? 'rollback' : 'commit');
    }
  } finally {
    await writer.end();
  }
}
