import { Client } from 'pg';
import { MIGRATIONS } from './migrations.js';
import { openOrm, SERVING_ROLE } from './orm.js';
import { LOCKS } from './lock-numbers.js';

/** Brings the database to this version, alone even when several processes start at once. Answers what ran. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const guard = new Client({ connectionString: ownerUrl, application_name: 'labor-bridge migrate' });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCKS.migrations]);
    const done = (await isUpToDate(guard)) ? [] : await bringUp(ownerUrl);
    // The serving role looks whether the database is at this version (/readyz).
    await guard.query(`grant select on migration to ${SERVING_ROLE}`);
    return done;
  } finally {
    await guard.end();
  }
}

async function bringUp(ownerUrl: string): Promise<string[]> {
  const orm = await openOrm(ownerUrl, 2);
  try {
    return (await orm.migrator.up()).map((m) => m.name);
  } finally {
    await orm.close(true);
  }
}

/** Nearly every start finds nothing to do, and need not open a unit of work to know it. */
async function isUpToDate(owner: Client): Promise<boolean> {
  const here = await owner.query(
    "select from pg_tables where schemaname = 'public' and tablename = 'migration'",
  );
  if (here.rowCount === 0) return false;
  const { rows } = await owner.query<{ name: string }>('select name from public.migration');
  const done = new Set(rows.map(({ name }) => name));
  return MIGRATIONS.every(({ name }) => done.has(name));
}
