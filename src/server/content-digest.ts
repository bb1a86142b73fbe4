import { badInput, type HouseError } from '#kernel/error.js';

const SHA256 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/;

/**
 * The SHA-256 of a body as its header says it (RFC 9530): `Content-Digest: sha-256=:…:` in base64. BAD_USER_INPUT:
 * DIGEST_MISSING, also when the header says another kind of digest or none that can be read.
 */
export function contentDigest(header: string | string[] | undefined): Buffer {
  const found = SHA256.exec([header ?? ''].flat().join(','))?.[1];
  if (found === undefined) throw digestMissing();
  return Buffer.from(found, 'base64');
}

function digestMissing(): HouseError {
  return badInput('content-digest', 'DIGEST_MISSING', {
    zh: '请在请求头中给出这一片的指纹：Content-Digest: sha-256=:（SHA-256 的 base64）:。',
    en: 'Say in a header what this piece is: Content-Digest: sha-256=:(base64 of its SHA-256):.',
  });
}
