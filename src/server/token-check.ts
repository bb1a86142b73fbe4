import { hash } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { badInput, HouseError } from '#kernel/error.js';
import { createIssuerKeys, KEYS_FRESH_FOR_MS } from './issuer-keys.js';
import { refuseToken, type TokenRefusal } from './token-refusal.js';

/** Signatures that only the issuer's private key can make. `none` and the HS family stay out for good. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** RFC 9068 says `at+jwt`; many issuers still write `JWT`. Anything else is a token for another purpose. */
const ACCEPTED_TYPES: readonly unknown[] = ['at+jwt', 'application/at+jwt', 'jwt'];
const MAX_TOKEN_LENGTH = 8 * 1024;
const MAX_SUBJECT_LENGTH = 255;
/** At least one character, and none that controls a device or is half of another (UTF-16). */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;

export interface TokenCheckOptions {
  /** The issuer identifier; a token's `iss` and the discovery document must be exactly this. */
  issuer: string;
  /** What a token's `aud` must be or contain. */
  audience: string;
  /** How far the issuer's clock may differ from ours: 0 to 60 seconds. */
  clockSkewSeconds: number;
  /** An unknown key id makes the issuer's keys be read again at most once in this time; 30 seconds if not said. */
  keysCooldownSeconds?: number;
  /** How many verified tokens are remembered, the oldest leaving first; 10 000 if not said. */
  mostRemembered?: number;
  fetch?: typeof globalThis.fetch;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

/** What a verified token says. */
export interface VerifiedToken {
  issuer: string;
  /** Who is asking, in the issuer's words. */
  subject: string;
  /**
   * Epoch milliseconds, the clock skew included: until then the token lets in, by every door, and nothing may be
   * delivered on it afterwards.
   */
  expiresAt: number;
  /** `jti`, where the issuer gives one. */
  tokenId?: string;
}

export interface TokenCheck {
  /**
   * Who is asking. A token seen before costs one SHA-256; a new one costs a signature.
   * @throws UNAUTHENTICATED with NO_TOKEN, TOKEN_MALFORMED, TOKEN_EXPIRED, TOKEN_NOT_YET_VALID, WRONG_ISSUER,
   * WRONG_AUDIENCE or BAD_SIGNATURE; SERVICE_UNAVAILABLE with ISSUER_UNREACHABLE
   */
  verify(token: string | undefined): Promise<VerifiedToken>;
}

interface Remembered {
  verified: VerifiedToken;
  until: number;
}

/**
 * The check of bearer tokens against any OpenID issuer.
 * @throws BAD_USER_INPUT / OUT_OF_RANGE when the clock skew is not 0 to 60 seconds
 */
export function createTokenCheck(options: TokenCheckOptions): TokenCheck {
  const { issuer, audience, clockSkewSeconds, now = Date.now, mostRemembered = 10_000 } = options;
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= 60)) {
    throw badInput(
      'clockSkewSeconds',
      'OUT_OF_RANGE',
      { zh: '时钟偏差须在 0 到 60 秒之间。', en: 'The clock skew must be 0 to 60 seconds.' },
      { limit: 60 },
    );
  }
  const keyFor = createIssuerKeys({
    issuer,
    cooldownMs: (options.keysCooldownSeconds ?? 30) * 1000,
    fetch: options.fetch ?? globalThis.fetch,
  });
  const remembered = new Map<string, Remembered>();

  async function verifyNew(token: string): Promise<VerifiedToken> {
    // Looking before verifying only ever refuses: it spares the issuer's keys for tokens that claim to be its own.
    if (decodeJwt(token).iss !== issuer) throw refuseToken('WRONG_ISSUER');
    const { payload, protectedHeader } = await jwtVerify(token, keyFor, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: clockSkewSeconds,
      currentDate: new Date(now()),
    });
    if (!ACCEPTED_TYPES.includes(protectedHeader.typ?.toLowerCase())) throw refuseToken('TOKEN_MALFORMED');
    return readClaims(issuer, payload, clockSkewSeconds);
  }

  function remember(key: string, verified: VerifiedToken): void {
    // Not longer than the keys themselves are trusted, so that a withdrawn key ends its tokens too.
    const until = Math.min(verified.expiresAt, now() + KEYS_FRESH_FOR_MS);
    const oldest = remembered.size >= mostRemembered ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, { verified, until });
  }

  return {
    async verify(token) {
      if (token === undefined || token === '') throw refuseToken('NO_TOKEN');
      if (token.length > MAX_TOKEN_LENGTH) throw refuseToken('TOKEN_MALFORMED');
      const key = hash('sha256', token, 'base64');
      const before = remembered.get(key);
      if (before !== undefined) {
        if (now() < before.until) return before.verified;
        remembered.delete(key);
      }
      try {
        const verified = await verifyNew(token);
        remember(key, verified);
        return verified;
      } catch (error) {
        throw error instanceof HouseError ? error : refuseToken(reasonOf(error));
      }
    },
  };
}

function readClaims(issuer: string, { sub, exp, jti }: JWTPayload, clockSkewSeconds: number): VerifiedToken {
  // RFC 7519, section 4.1.2, allows any text; control characters name nobody, and no text column takes a NUL.
  if (
    typeof sub !== 'string' ||
    sub.length > MAX_SUBJECT_LENGTH ||
    !PRINTABLE.test(sub) ||
    exp === undefined
  ) {
    throw refuseToken('TOKEN_MALFORMED');
  }
  return {
    issuer,
    subject: sub,
    expiresAt: (exp + clockSkewSeconds) * 1000,
    ...(typeof jti === 'string' ? { tokenId: jti } : {}),
  };
}

function reasonOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'WRONG_ISSUER';
    if (error.claim === 'aud') return 'WRONG_AUDIENCE';
    if (error.claim === 'nbf' && error.reason === 'check_failed') return 'TOKEN_NOT_YET_VALID';
    return 'TOKEN_MALFORMED';
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'TOKEN_MALFORMED';
  return 'BAD_SIGNATURE';
}
