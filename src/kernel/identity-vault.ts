import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { HouseError } from './error.js';
import { keyedPrint } from './keyed-print.js';
import type { IdentityVault } from './operation.js';

/** One key of the deployment. */
export interface IdentityKey {
  /** Stands before every text that this key sealed; unique among the keys, never reused for another key. */
  readonly id: string;
  /** 32 random bytes. */
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Nonces drawn at a time: asking the system for twelve bytes takes longer than sealing a name under them. */
const NONCES_AT_ONCE = 512;

/**
 * Keeps ID numbers, names and phones: AES-256-GCM with a fresh random nonce, sealed as
 * `keyId.base64url(nonce|tag|cipher)`, so that keys can be changed while old texts are still read. The key's
 * name is authenticated with the text. `fingerprint` is HMAC-SHA-256 under a key of its own and finds
 * duplicates; it outlives a change of keys. The first key is the current one.
 * Errors: INTERNAL_SERVER_ERROR/IDENTITY_KEYS for unusable keys; IDENTITY_KEY_MISSING where a text was sealed
 * by a key that is not here; IDENTITY_UNREADABLE where it was altered. None repeats a text.
 */
export function createIdentityVault(settings: {
  readonly keys: readonly IdentityKey[];
  readonly hmacKey: Buffer;
  readonly isDemo: boolean;
}): IdentityVault {
  const { keys, hmacKey, isDemo } = settings;
  const ids = new Set(keys.map((k) => k.id));
  const current = keys[0];
  const usable = ids.size === keys.length && keys.every((k) => k.id !== '' && k.key.length === KEY_BYTES);
  if (!current || !usable || hmacKey.length < KEY_BYTES)
    throw fault(
      'IDENTITY_KEYS',
      '身份信息密钥缺失或长度不对。',
      'The identity keys are missing or of wrong length.',
    );
  // As key objects: OpenSSL takes a buffer in anew for each text, which costs five times the sealing.
  const byId = new Map(keys.map((k) => [k.id, createSecretKey(k.key)]));
  const currentKey = createSecretKey(current.key);
  const nextNonce = nonces();
  return {
    currentKeyId: current.id,
    isDemo,
    seal(plain) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce).setAAD(Buffer.from(current.id));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      // A key's name may hold dots; base64url never does.
      const dot = sealed.lastIndexOf('.');
      const id = sealed.slice(0, Math.max(dot, 0));
      const key = byId.get(id);
      if (!key)
        throw fault(
          'IDENTITY_KEY_MISSING',
          '缺少解密此项身份信息的密钥，请联系系统管理员并提供错误编号。',
          'The key of this sealed identity is not here. Tell whoever runs this system, with the id.',
        );
      try {
        const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
        const nonce = bytes.subarray(0, NONCE_BYTES);
        const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(id))
          .setAuthTag(tag);
        return (
          cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8')
        );
      } catch {
        throw fault(
          'IDENTITY_UNREADABLE',
          '此项身份信息无法解密，请联系系统管理员并提供错误编号。',
          'This sealed identity cannot be opened. Tell whoever runs this system, with the id.',
        );
      }
    },
    fingerprint: keyedPrint(hmacKey),
  };
}

/** Random ones, none given twice. */
function nonces(): () => Buffer {
  let drawn = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
      at = 0;
    }
    at += NONCE_BYTES;
    return drawn.subarray(at - NONCE_BYTES, at);
  };
}

function fault(reason: string, zh: string, en: string): HouseError {
  return new HouseError('INTERNAL_SERVER_ERROR', reason, { zh, en });
}
