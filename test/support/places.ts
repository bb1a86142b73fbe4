/** Places that are put on record after the server has begun. */
import type { Client } from './client.js';
import type { TestGround } from './ground.js';
import { VILLAGES } from './worker-sheets.js';

/** Puts the villages on record that the ledgers of the tests name. A ground knows them at once; a server must hear of them. */
export async function plantVillages({
  plant,
  ground,
}: Pick<TestGround, 'plant'> & Partial<Pick<TestGround, 'ground'>>): Promise<void> {
  for (const [code, name, town] of VILLAGES)
    await plant(
      `insert into region (code, name, level, parent_code, path, members) values (?, ?, 'VILLAGE', ?, ?, '{}')`,
      [code, name, town, code],
    );
  await ground?.reloadRegions();
}

/** Waits until the server knows the place, which it hears from the journal. */
export async function heardOf(client: Client, code: string): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    const { data, errors } = await client.send<{ region: object | null }>(
      `{ region(code: "${code}") { code } }`,
    );
    if (!errors && data.region) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${code} was not heard of`);
}
