import type { Pool, PoolClient } from 'pg';

/**
 * Gives a connection back that is lost while it is lent. Whoever runs a transaction on it cannot: its COMMIT or ROLLBACK
 * fails with it, and Kysely gives a connection back only after one that has not. Without this each restart of the database
 * would cost the pool as many connections as there were transactions under way, until every verb waits for ever.
 */
export function giveBackTheLost(pool: Pool): void {
  const lent = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_fault, client) => void lent.delete(client));
  pool.on('connect', (client) =>
    client.once('end', () => {
      if (!lent.has(client)) return;
      const giveBack = client.release;
      // Whoever holds it may give it back yet, as it would a sound one.
      client.release = () => undefined;
      giveBack.call(client, true);
    }),
  );
}
