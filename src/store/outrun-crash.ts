import type { ClientBase } from 'pg';

/**
 * To be done on each connection on which anything is written, before that. After a crash of the database the first one takes
 * care that no number of a transaction is given a second time (see the migration `crash`): whoever was told a position
 * before the crash would miss whoever got it. At other times it asks whether a table has a row.
 */
export async function outrunCrash(client: ClientBase): Promise<void> {
  await client.query('select outrun_crash()');
}
