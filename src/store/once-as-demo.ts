import { Client } from 'pg';
import { LOCKS } from './lock-numbers.js';

/**
 * Marks an empty database as a demo and fills it by `load`, which is given the day (YYYY-MM-DD) on which it
 * was first begun. Interrupted, it is done again by the next call; finished, never. Answers whether it
 * loaded: false for a demo that is complete and for any database that was not empty, which stays unmarked.
 * Only the owner of the database may mark it, so no request can turn production into a demo.
 */
export async function onceAsDemo(
  ownerUrl: string,
  today: string,
  load: (day: string) => Promise<void>,
): Promise<boolean> {
  const owner = new Client({ connectionString: ownerUrl, application_name: 'labor-bridge demo' });
  // A broken connection shows at the next statement; without a listener it would end the process.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [LOCKS.demo]);
    const { rows } = await owner.query<{ day: string }>(
      `update deployment set demo = true, demo_day = coalesce(demo_day, $1::date)
       where demo_loaded_at is null and (demo or not exists (select from region)) returning demo_day::text as day`,
      [today],
    );
    const day = rows[0]?.day;
    if (day === undefined) return false;
    await load(day);
    await owner.query('update deployment set demo_loaded_at = now()');
    // Twenty thousand rows came at once: without this the first lists are read with the plans of empty tables.
    await owner.query('analyze');
    return true;
  } finally {
    await owner.end();
  }
}
