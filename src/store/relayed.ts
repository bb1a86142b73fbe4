import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Change } from '#journal/change.js';

const VERSION = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

/**
 * What the relay says of the journal: between these two snapshots exactly these changes of these nouns came. It is true
 * whoever passes it on, whenever, however often and in whatever order; so a broker can lose, repeat and delay it as it likes.
 */
export interface Relayed {
  readonly from: string;
  readonly to: string;
  /** When it was read by the database's clock, in milliseconds; what came later it does not know. */
  readonly at: number;
  readonly nouns: readonly string[];
  /** Absent when there is more than a message holds: whoever needs it reads it in the database. */
  readonly changes?: readonly Change[];
  /** The relay ends: do not wait for its next word. */
  readonly last?: true;
}

/** What closes and opens the messages of one database. Rows of people travel in them. */
export interface Seal {
  close(told: Relayed): Buffer;
  /** Undefined: it was not closed by a process of this database with this secret. */
  open(bytes: Uint8Array): Relayed | undefined;
}

/**
 * AES-256-GCM, each message under a key of its own: HKDF (RFC 5869) of the secret with a random salt gives key and nonce, so
 * no nonce comes twice, however many processes close however many messages.
 * @param secret 32 bytes, which may serve another purpose too: the purpose is part of the derivation.
 * @param epoch of the journal: what was said of another database does not open.
 */
export function createSeal(secret: Buffer, epoch: string): Seal {
  const about = Buffer.from(`labor-bridge journal by broker ${VERSION} ${epoch}`);
  const keys = (salt: Uint8Array): [Buffer, Buffer] => {
    const bytes = Buffer.from(hkdfSync('sha256', secret, salt, about, 44));
    return [bytes.subarray(0, 32), bytes.subarray(32)];
  };
  return {
    close(told) {
      const salt = randomBytes(SALT_BYTES);
      const cipher = createCipheriv('aes-256-gcm', ...keys(salt)).setAAD(about);
      const body = cipher.update(JSON.stringify(told), 'utf8');
      cipher.final();
      return Buffer.concat([salt, cipher.getAuthTag(), body]);
    },
    open(bytes) {
      try {
        const salt = bytes.subarray(0, SALT_BYTES);
        const cipher = createDecipheriv('aes-256-gcm', ...keys(salt), { authTagLength: TAG_BYTES })
          .setAAD(about)
          .setAuthTag(bytes.subarray(SALT_BYTES, SALT_BYTES + TAG_BYTES));
        const text = cipher.update(bytes.subarray(SALT_BYTES + TAG_BYTES), undefined, 'utf8');
        return JSON.parse(text + cipher.final('utf8')) as Relayed;
      } catch {
        return undefined;
      }
    },
  };
}
