import type { FastifyError } from 'fastify';
import { HouseError, type Message } from '#kernel/error.js';

/** Why a request is turned away before GraphQL sees it. */
type WireReason = 'BODY_TOO_LARGE' | 'MEDIA_TYPE' | 'BODY_NOT_JSON' | 'BAD_REQUEST';

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
  BAD_REQUEST: () => ({ zh: '请求格式有误。', en: 'The request is malformed.' }),
};

/**
 * What fastify turned away by itself (size, type or form of the body), as a refusal of ours: BAD_USER_INPUT
 * with one of the reasons above. Its own message quotes the request. Undefined when the fault is not the caller's.
 */
export function asWireRefusal(fault: FastifyError, bodyLimit: number): HouseError | undefined {
  const { statusCode = 500 } = fault;
  if (fault instanceof HouseError || statusCode < 400 || statusCode >= 500) return undefined;
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
  return fault instanceof SyntaxError || fault.code?.startsWith('FST_ERR_CTP_')
    ? 'BODY_NOT_JSON'
    : 'BAD_REQUEST';
}
