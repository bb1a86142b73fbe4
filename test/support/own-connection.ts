import { Client } from 'pg';
import type { World } from './world.js';

/** A connection of its own to the database of a world, which may write there as the system does. */
export async function ownConnection(world: Pick<World, 'url'>): Promise<Client> {
  const client = new Client({ connectionString: world.url });
  await client.connect();
  await client.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:test', false), set_config('app.verb', 'party.seed', false)`,
  );
  return client;
}
