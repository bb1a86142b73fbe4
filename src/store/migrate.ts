import { Client } from 'pg';
import { openOrm, SERVING_ROLE } from './orm.js';

/** Any fixed number: two processes that migrate at once queue up behind it. */
const MIGRATION_LOCK = 4_406_522_631;

/** Brings the database to this version, alone even when several processes start at once. Answers what ran. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const guard = new Client({ connectionString: ownerUrl, application_name: 'labor-bridge migrate' });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const orm = await openOrm(ownerUrl, 2);
    try {
      const done = await orm.migrator.up();
      // The serving role looks whether the database is at this version (/readyz).
      await guard.query(`grant select on migration to ${SERVING_ROLE}`);
      return done.map((m) => m.name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await guard.end();
  }
}
