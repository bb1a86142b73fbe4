import type { Pool, PoolClient } from 'pg';

/**
 * Opens as many connections as the pool may have. To make one takes several answers of the database, each a turn of
 * the event loop: when thousands come at once, that is half a second for whoever needs it. Fails as connecting does.
 */
export async function fillPool(pool: Pool, size: number): Promise<void> {
  const held: PoolClient[] = [];
  try {
    // One that is held is not handed out again.
    while (held.length < size) held.push(await pool.connect());
  } finally {
    for (const client of held) client.release();
  }
}
