import type { EntityManager } from '@mikro-orm/core';
import { badInput, conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { isOneLine } from '#kernel/plain-text.js';

const SHORTEST = 8;
const LONGEST = 128;

/** A key that is this request's: either answered before, or to be answered by it. */
export interface Claim {
  /** The noun of the first answer, when the same input came before. */
  readonly answered: string | undefined;
  /** Keeps the noun for whoever comes with the same input again. */
  answer(nounId: string): Promise<void>;
}

type Driver = EntityManager & {
  execute(text: string, values: unknown[]): Promise<Record<string, unknown>[]>;
};

/**
 * Claims an account's key for one action, in the verb's own transaction: of many at once the others wait here
 * until the first has ended. BAD_USER_INPUT/IDEMPOTENCY_KEY when it is no key,
 * CONFLICT/IDEMPOTENCY_KEY_REUSED when it came with other input before.
 */
export async function claimKey(
  op: Operation,
  action: string,
  input: { readonly idempotencyKey?: string | null },
): Promise<Claim> {
  const { idempotencyKey, ...rest } = input;
  const key = mustBeKey(idempotencyKey ?? '');
  const em = op.em as Driver;
  const { accountId } = op.viewer;
  // Keyed: the input may hold an ID number, and a plain hash of one can be guessed back.
  const hash = op.vault.fingerprint(stableText(rest));
  const won = await em.execute(
    `insert into idempotency_record (account_id, operation, key, input_hash) values (?, ?, ?, ?)
     on conflict do nothing returning key`,
    [accountId, action, key, hash],
  );
  if (won.length > 0)
    return {
      answered: undefined,
      async answer(nounId) {
        await em.flush();
        await em.execute(
          'update idempotency_record set noun_id = ? where account_id = ? and operation = ? and key = ?',
          [nounId, accountId, action, key],
        );
      },
    };
  const [record] = await em.execute(
    'select input_hash, noun_id from idempotency_record where account_id = ? and operation = ? and key = ?',
    [accountId, action, key],
  );
  if (!record || !hash.equals(record['input_hash'] as Buffer)) throw reused();
  return { answered: String(record['noun_id']), answer: async () => undefined };
}

function mustBeKey(key: string): string {
  // As the database counts: a letter of two halves is one.
  const { length } = [...key];
  if (length >= SHORTEST && length <= LONGEST && isOneLine(key)) return key;
  throw badInput(
    'input.idempotencyKey',
    'IDEMPOTENCY_KEY',
    {
      zh: `幂等键应为 ${SHORTEST} 至 ${LONGEST} 个字符。`,
      en: `An idempotency key has ${SHORTEST} to ${LONGEST} characters.`,
    },
    { limit: LONGEST },
  );
}

function reused() {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    {
      zh: '该幂等键已用于另一份输入，请换一个键。',
      en: 'This idempotency key was used with other input. Use a new key.',
    },
    { field: 'input.idempotencyKey' },
  );
}

/** JSON with sorted keys, so that the order in which a client writes fields does not matter. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_k, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v) && !(v instanceof Date)
      ? Object.fromEntries(
          Object.entries(v)
            .filter(([, x]) => x !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : v,
  );
}
