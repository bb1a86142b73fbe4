import type { FastifyError } from 'fastify';
import { HouseError, type Message } from '#kernel/error.js';
import { noSuchPath } from './no-such-path.js';

/** The status of what fastify refused; what is not there for anybody is 404, also a file outside the folders served. */
export function statusOf(refusal: HouseError, { statusCode = 400 }: FastifyError): number {
  return refusal.code === 'NOT_FOUND' ? 404 : statusCode;
}

/** Why a request is turned away before GraphQL sees it. */
type WireReason = 'BODY_TOO_LARGE' | 'MEDIA_TYPE' | 'BODY_NOT_JSON' | 'BAD_ADDRESS' | 'BAD_REQUEST';

const SENTENCES: Record<WireReason, (limit: number) => Message> = {
  BODY_TOO_LARGE: (limit) => ({
    zh: `请求正文过大，最多 ${limit} 字节。`,
    en: `The body is too large: ${limit} bytes at most.`,
  }),
  MEDIA_TYPE: () => ({
    zh: '请求正文须以 Content-Type: application/json 提交。',
    en: 'Send the body as Content-Type: application/json.',
  }),
  BODY_NOT_JSON: () => ({
    zh: '请求正文不是有效的 JSON。',
    en: 'The body is not valid JSON.',
  }),
  BAD_ADDRESS: () => ({
    zh: '地址写法有误（百分号编码不完整，或过长）；接口在 /graphql。',
    en: 'The address is malformed (an unfinished percent sign, or too long); the API is at /graphql.',
  }),
  BAD_REQUEST: () => ({ zh: '请求格式有误。', en: 'The request is malformed.' }),
};

/**
 * What fastify turned away by itself (size, type or form of the body, an address that is none), as a refusal of
 * ours: BAD_USER_INPUT with one of the reasons above, NOT_FOUND/NO_SUCH_PATH for a file that nobody may have. Its own message quotes the request. Undefined when the fault is not the caller's.
 */
export function asWireRefusal(fault: FastifyError, bodyLimit: number): HouseError | undefined {
  const { statusCode = 500 } = fault;
  if (fault instanceof HouseError || statusCode < 400 || statusCode >= 500) return undefined;
  if (statusCode === 403 || statusCode === 404) return noSuchPath();
  const reason = reasonOf(fault, statusCode);
  return new HouseError(
    'BAD_USER_INPUT',
    reason,
    SENTENCES[reason](bodyLimit),
    reason === 'BODY_TOO_LARGE' ? { limit: bodyLimit } : {},
  );
}

function reasonOf(fault: FastifyError, statusCode: number): WireReason {
  if (statusCode === 413) return 'BODY_TOO_LARGE';
  if (statusCode === 415) return 'MEDIA_TYPE';
  if (fault.code === 'FST_ERR_BAD_URL' || fault.code === 'FST_ERR_MAX_PARAM_LENGTH') return 'BAD_ADDRESS';
  return fault instanceof SyntaxError || fault.code?.startsWith('FST_ERR_CTP_')
    ? 'BODY_NOT_JSON'
    : 'BAD_REQUEST';
}
