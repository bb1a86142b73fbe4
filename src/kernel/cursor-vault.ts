import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { badInput, HouseError } from './error.js';
import type { CursorVault } from './operation.js';

const NONCE_BYTES = 12;
const PREFIX_BYTES = 8;
const TAG_BYTES = 16;
/** Longer than any cursor that we seal; nothing longer is worth decrypting. */
const LONGEST_CURSOR = 4096;

/**
 * Seals where a page ended (AES-256-GCM over the JSON of list and keys): a client learns nothing from a
 * cursor about a column that it may not see, and can neither make one up nor carry it to another list.
 * `key` is 32 bytes; INTERNAL_SERVER_ERROR/CURSOR_KEY otherwise.
 */
export function createCursorVault(key: Buffer): CursorVault {
  if (key.length !== 32)
    throw new HouseError('INTERNAL_SERVER_ERROR', 'CURSOR_KEY', {
      zh: '游标密钥长度不对。',
      en: 'The cursor key is not of 32 bytes.',
    });
  const nextNonce = nonces();
  return {
    seal(list, keys) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = cipher.update(JSON.stringify([list, keys]), 'utf8');
      cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(list, cursor, field) {
      const [of, keys] = read(key, cursor) ?? [];
      if (!Array.isArray(keys))
        throw badInput(field, 'NOT_A_CURSOR', {
          zh: '游标无法识别，请使用接口返回的 cursor 原样传回。',
          en: 'This is not a cursor. Pass back a cursor that the API gave you, unchanged.',
        });
      if (of !== list)
        throw badInput(field, 'CURSOR_OF_ANOTHER_LIST', {
          zh: '该游标属于另一个列表或另一种排序，不能用在这里。',
          en: 'This cursor belongs to another list, or to another order of it.',
        });
      return keys;
    },
  };
}

/** A nonce must never come twice under one key: a random start and a counter are cheaper than 12 random bytes each. */
function nonces(): () => Buffer {
  let prefix = randomBytes(PREFIX_BYTES);
  let count = 0;
  return () => {
    if (count > 0xffff_ffff) {
      prefix = randomBytes(PREFIX_BYTES);
      count = 0;
    }
    const nonce = Buffer.allocUnsafe(NONCE_BYTES);
    prefix.copy(nonce);
    nonce.writeUInt32BE(count, PREFIX_BYTES);
    count += 1;
    return nonce;
  };
}

function read(key: Buffer, cursor: string): unknown[] | undefined {
  if (cursor.length > LONGEST_CURSOR) return undefined;
  try {
    const bytes = Buffer.from(cursor, 'base64url');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8');
    cipher.final();
    return JSON.parse(text) as unknown[];
  } catch {
    return undefined;
  }
}
