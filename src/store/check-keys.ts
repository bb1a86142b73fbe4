import type { Pool, PoolClient } from 'pg';
import { createIdentityVault, type IdentityKey } from '#kernel/identity-vault.js';
import type { IdentityVault } from '#kernel/operation.js';
import { LOCKS } from './lock-numbers.js';

/** The keys that a process was given: the first of `keys` seals, all open. */
export interface GivenKeys {
  readonly keys: readonly IdentityKey[];
  readonly hmacKey: Buffer;
}

/**
 * Why the given keys are not those of this database. OTHER_KEY: `keyId` is the name of another key. MISSING_KEY:
 * something is sealed under `keyId`, which was not given. OTHER_FINGERPRINTS: whoever is registered would not be found.
 */
export type KeyMisfit =
  | { readonly kind: 'OTHER_KEY' | 'MISSING_KEY'; readonly keyId: string }
  | { readonly kind: 'OTHER_FINGERPRINTS' };

interface Check {
  readonly purpose: 'SEAL' | 'FINGERPRINT';
  readonly keyId: string;
  readonly value: string;
  readonly retired: boolean;
}

/** What is sealed and printed to know a key by; it is nobody's. */
const SAMPLE = 'labor-bridge key check';
/** Everything that the vault seals, wherever it stands. */
const SEALED = `(select name_enc as sealed from worker_identity union all select id_number_enc from worker_identity
  union all select phone_enc from worker_identity union all select secret_enc from webhook
  union all select previous_secret_enc from webhook union all select address_enc from household
  union all select key_enc from import_run union all select identity_enc from provisional_person)`;
/** The key's name is all before the last dot; it may hold dots itself. */
const KEY_ID = `left(sealed, -strpos(reverse(sealed), '.'))`;

/**
 * Compares the given keys with what this database knows of its own, in one transaction, and remembers a key that
 * seals here for the first time. A database from before these checks is asked for one seal of each key. Nothing
 * is remembered where anything misfits. Keys that sealed nothing that is left may be missing.
 */
export async function checkKeys(pool: Pool, given: GivenKeys): Promise<KeyMisfit[]> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level read committed read write');
    await client.query(`select pg_advisory_xact_lock(${LOCKS.keys}), set_config('app.role', 'SYSTEM', true)`);
    const known = await readChecks(client);
    const misfits =
      known.length > 0 ? await compare(client, given, known) : await meetUnchecked(client, given);
    if (misfits.length === 0) await remember(client, given);
    await client.query(misfits.length === 0 ? 'commit' : 'rollback');
    client.release();
    return misfits;
  } catch (fault) {
    client.release(true);
    throw fault;
  }
}

async function readChecks(client: PoolClient): Promise<Check[]> {
  const text = `select purpose, key_id as "keyId", value, retired from key_check order by 1, 2`;
  return (await client.query<Check>(text)).rows;
}

async function compare(client: PoolClient, given: GivenKeys, known: readonly Check[]): Promise<KeyMisfit[]> {
  const misfits: KeyMisfit[] = [];
  for (const { purpose, keyId, value, retired } of known) {
    if (purpose === 'FINGERPRINT') {
      if (value !== printOf(given)) misfits.push({ kind: 'OTHER_FINGERPRINTS' });
      continue;
    }
    const vault = vaultOf(given, keyId);
    if (vault && !opens(vault, value)) misfits.push({ kind: 'OTHER_KEY', keyId });
    if (vault || retired) continue;
    if (await sealsAnything(client, keyId)) misfits.push({ kind: 'MISSING_KEY', keyId });
    else
      await client.query(`update key_check set retired = true where purpose = 'SEAL' and key_id = $1`, [
        keyId,
      ]);
  }
  return misfits;
}

/** Nothing is known of any key: each that sealed something here is tried on it. */
async function meetUnchecked(client: PoolClient, given: GivenKeys): Promise<KeyMisfit[]> {
  const misfits: KeyMisfit[] = [];
  const { rows } = await client.query<{ id: string; sealed: string }>(
    `select distinct on (${KEY_ID}) ${KEY_ID} as id, sealed from ${SEALED} s where sealed is not null order by 1`,
  );
  for (const { id, sealed } of rows) {
    const vault = vaultOf(given, id);
    if (!vault) misfits.push({ kind: 'MISSING_KEY', keyId: id });
    else if (!opens(vault, sealed)) misfits.push({ kind: 'OTHER_KEY', keyId: id });
    else await write(client, 'SEAL', id, vault.seal(SAMPLE));
  }
  if (misfits.length === 0 && !(await printsAlike(client, given)))
    misfits.push({ kind: 'OTHER_FINGERPRINTS' });
  return misfits;
}

/** Does the key of the fingerprints make the one of a person who is registered here? Without anybody it does. */
async function printsAlike(client: PoolClient, given: GivenKeys): Promise<boolean> {
  const { rows } = await client.query<{ sealed: string; print: Buffer }>(
    'select id_number_enc as sealed, id_number_hmac as print from worker_identity limit 1',
  );
  const [one] = rows;
  if (!one) return true;
  const vault = createIdentityVault({ ...given, isDemo: false });
  return vault.fingerprint(vault.open(one.sealed)).equals(one.print);
}

/** The key that seals from now on, and the one that prints. */
async function remember(client: PoolClient, given: GivenKeys): Promise<void> {
  const { currentKeyId, seal } = createIdentityVault({ ...given, isDemo: false });
  await write(client, 'SEAL', currentKeyId, seal(SAMPLE));
  await write(client, 'FINGERPRINT', '', printOf(given));
}

async function write(
  client: PoolClient,
  purpose: Check['purpose'],
  keyId: string,
  value: string,
): Promise<void> {
  await client.query(
    `insert into key_check (purpose, key_id, value) values ($1, $2, $3)
     on conflict (purpose, key_id) do update set retired = false where key_check.retired`,
    [purpose, keyId, value],
  );
}

async function sealsAnything(client: PoolClient, keyId: string): Promise<boolean> {
  const { rows } = await client.query<{ some: boolean }>(
    `select exists (select from ${SEALED} s where ${KEY_ID} = $1) as some`,
    [keyId],
  );
  return rows[0]?.some === true;
}

function vaultOf({ keys, hmacKey }: GivenKeys, keyId: string): IdentityVault | undefined {
  const key = keys.find(({ id }) => id === keyId);
  return key && createIdentityVault({ keys: [key], hmacKey, isDemo: false });
}

function opens(vault: IdentityVault, sealed: string): boolean {
  try {
    vault.open(sealed);
    return true;
  } catch {
    return false;
  }
}

function printOf(given: GivenKeys): string {
  return createIdentityVault({ ...given, isDemo: false })
    .fingerprint(SAMPLE)
    .toString('base64');
}
