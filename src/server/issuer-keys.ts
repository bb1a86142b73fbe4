import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { HouseError } from '#kernel/error.js';
import { issuerUnreachable, QUIET_AFTER_FAILURE_MS } from './token-refusal.js';

/** Keys are read again after this time, so a key that the issuer withdraws is out within ten minutes. */
export const KEYS_FRESH_FOR_MS = 600_000;
const DISCOVERY_FRESH_FOR_MS = 3_600_000;
const ANSWER_WITHIN_MS = 5_000;

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

interface IssuerKeysOptions {
  /** The issuer identifier exactly as it stands in `iss`. */
  issuer: string;
  /** An unknown key id makes the keys be read again, at most once in this time. */
  cooldownMs: number;
  fetch: typeof globalThis.fetch;
}

/**
 * The public keys of one OpenID issuer, found by discovery (OpenID Connect Discovery 1.0, section 4) and read
 * again when an unknown key id appears or the copy is old.
 * @throws SERVICE_UNAVAILABLE / ISSUER_UNREACHABLE, and what `jose` throws when no key fits the header
 */
export function createIssuerKeys({ issuer, cooldownMs, fetch }: IssuerKeysOptions): JWTVerifyGetKey {
  let keys: RemoteKeys | undefined;
  let jwksUri: string | undefined;
  let discoveredAt = 0;
  let discovering: Promise<RemoteKeys> | undefined;
  let quietUntil = 0;

  async function discover(): Promise<RemoteKeys> {
    const found = await readJwksUri(issuer, fetch);
    // The same address keeps its copy of the keys and its cooldown.
    if (keys === undefined || found !== jwksUri) {
      jwksUri = found;
      keys = createRemoteJWKSet(new URL(found), {
        cooldownDuration: cooldownMs,
        cacheMaxAge: KEYS_FRESH_FOR_MS,
        timeoutDuration: ANSWER_WITHIN_MS,
        [customFetch]: fetch,
      });
    }
    discoveredAt = Date.now();
    return keys;
  }

  function known(): Promise<RemoteKeys> | RemoteKeys {
    if (keys !== undefined && Date.now() - discoveredAt < DISCOVERY_FRESH_FOR_MS) return keys;
    discovering ??= discover().finally(() => {
      discovering = undefined;
    });
    return discovering;
  }

  return async (header, token) => {
    // Keys in hand go on serving the tokens they fit, even while the issuer does not answer.
    if (!keys?.fresh && Date.now() < quietUntil) throw issuerUnreachable(undefined);
    try {
      return await (await known())(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      quietUntil = Date.now() + QUIET_AFTER_FAILURE_MS;
      throw error instanceof HouseError ? error : issuerUnreachable(error);
    }
  };
}

/**
 * Asks the issuer once, by discovery.
 * @throws SERVICE_UNAVAILABLE / ISSUER_UNREACHABLE, or what `fetch` throws, when it does not answer as one
 */
export async function mustAnswer(issuer: string): Promise<void> {
  await readJwksUri(issuer, globalThis.fetch);
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

async function readJwksUri(issuer: string, fetch: typeof globalThis.fetch): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (response.status !== 200) {
    throw issuerUnreachable(new Error(`discovery answered with status ${response.status}`));
  }
  const document: unknown = await response.json();
  const { issuer: named, jwks_uri: uri } = (document ?? {}) as { issuer?: unknown; jwks_uri?: unknown };
  // Discovery 1.0, section 4.3: a document that names another issuer must not be used.
  if (named !== issuer) throw issuerUnreachable(new Error('discovery names another issuer'));
  if (typeof uri !== 'string' || !URL.canParse(uri)) {
    throw issuerUnreachable(new Error('discovery names no usable jwks_uri'));
  }
  const address = new URL(uri);
  // Plain http is for an issuer that is itself on plain http (development), and then for its own host alone.
  if (address.protocol !== 'https:' && address.origin !== new URL(issuer).origin) {
    throw issuerUnreachable(new Error('discovery points to keys outside https'));
  }
  return uri;
}
