import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { conflict } from '#kernel/error.js';
import type { IdentityVault } from '#kernel/operation.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals bytes of one run. `place` is authenticated: bytes of another place, or of another run, do not open there. */
export interface PieceSeal {
  seal(place: string, plain: Buffer): Buffer;
  /** Throws when the bytes were altered or belong elsewhere. */
  open(place: string, sealed: Buffer): Buffer;
}

/** A new key for one run, sealed by the vault: when keys are changed it alone is sealed anew. */
export function newSealedKey(vault: IdentityVault): string {
  return vault.seal(randomBytes(KEY_BYTES).toString('base64'));
}

/**
 * What seals the pieces of a run: AES-256-GCM with a fresh nonce, as `nonce|tag|cipher`. Where the key was taken away
 * nothing can be read any more: CONFLICT/IMPORT_ERASED.
 */
export function sealOf(
  vault: IdentityVault,
  run: { id: string; keyEnc?: string | null | undefined },
): PieceSeal {
  if (run.keyEnc == null) throw erased();
  const key = Buffer.from(vault.open(run.keyEnc), 'base64');
  const bound = (place: string) => Buffer.from(`${run.id} ${place}`);
  return {
    seal(place, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(place));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(place, sealed) {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(bound(place))
        .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([cipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
    },
  };
}

/** CONFLICT/IMPORT_ERASED: the file and its refusals were kept for their time only. */
export function erased() {
  return conflict('IMPORT_ERASED', {
    zh: '该导入的文件和拒收明细已按期删除，请重新上传。',
    en: 'The file of this import and its refusals were erased in time. Send the file again.',
  });
}
