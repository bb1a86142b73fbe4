import { HouseError, type Message } from '#kernel/error.js';

/** Why a bearer token does not say who is asking. */
export type TokenRefusal =
  | 'NO_TOKEN'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'WRONG_ISSUER'
  | 'WRONG_AUDIENCE'
  | 'BAD_SIGNATURE';

const SENTENCES: Record<TokenRefusal, Message> = {
  NO_TOKEN: {
    zh: '请求没有携带令牌，请在 Authorization 头中提供 Bearer 令牌。',
    en: 'The request carries no token; send a Bearer token in the Authorization header.',
  },
  TOKEN_MALFORMED: {
    zh: '令牌格式不正确。',
    en: 'The token is not a well-formed access token.',
  },
  TOKEN_EXPIRED: {
    zh: '令牌已过期，请重新获取。',
    en: 'The token has expired; get a new one.',
  },
  TOKEN_NOT_YET_VALID: {
    zh: '令牌尚未生效，请检查签发方与服务器的时钟。',
    en: 'The token is not valid yet; check the clocks of the issuer and of this server.',
  },
  WRONG_ISSUER: {
    zh: '令牌不是由本系统信任的签发方签发的。',
    en: 'The token comes from an issuer that this system does not trust.',
  },
  WRONG_AUDIENCE: {
    zh: '令牌不是签发给本系统使用的。',
    en: 'The token was issued for another system.',
  },
  BAD_SIGNATURE: {
    zh: '令牌签名无效。',
    en: 'The signature of the token does not hold.',
  },
};

/**
 * The refusal of a token. It has no cause on purpose: the causes that `jose` throws hold the claims of the
 * token, and a log that prints causes would then print who was asking.
 */
export function refuseToken(reason: TokenRefusal): HouseError {
  return new HouseError('UNAUTHENTICATED', reason, SENTENCES[reason]);
}

/** Nobody can be recognised at the moment, because the issuer's keys cannot be had. Not the caller's fault. */
export function issuerUnreachable(cause: unknown): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'ISSUER_UNREACHABLE',
    {
      zh: '暂时无法从身份签发方取得公钥，请稍后重试。',
      en: 'The keys of the token issuer cannot be fetched at the moment; try again shortly.',
    },
    { retryAfterSeconds: QUIET_AFTER_FAILURE_MS / 1000 },
    cause,
  );
}

/** How long the issuer is left alone after it did not answer, so that a storm of requests is not passed on. */
export const QUIET_AFTER_FAILURE_MS = 2_000;
