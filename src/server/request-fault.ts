import { GraphQLError } from 'graphql';
import type { Message } from '#kernel/error.js';
import type { Refusal } from './refusal.js';

/** Why a request that came through is none of GraphQL over HTTP. */
type RequestFault =
  | 'BATCHING_OFF'
  | 'NOT_ACCEPTABLE'
  | 'PREFLIGHT_REQUIRED'
  | 'GET_IS_FOR_QUERIES'
  | 'QUERY_MISSING'
  | 'QUERY_NOT_TEXT'
  | 'VARIABLES_NOT_OBJECT'
  | 'EXTENSIONS_NOT_OBJECT'
  | 'OPERATION_NAME_NOT_TEXT'
  | 'PARAMETER_TWICE'
  | 'GET_WITH_BODY_TYPE'
  | 'BAD_REQUEST';

const SENTENCES: Readonly<Record<RequestFault, Message>> = {
  BATCHING_OFF: {
    zh: '一个请求只能有一份文档，不接受成批的请求；请逐个发送，或写在同一个文档里。',
    en: 'A request brings one document; batches are not taken. Send them one by one, or as fields of one document.',
  },
  NOT_ACCEPTABLE: {
    zh: '回答的形式只有 application/graphql-response+json 和 application/json，请让 Accept 头包含其中之一。',
    en: 'Answers are application/graphql-response+json or application/json: let the Accept header allow one of them.',
  },
  PREFLIGHT_REQUIRED: {
    zh: '这样的请求也可能来自他站的网页，因此不予受理：请带上 Content-Type: application/json（POST）或 apollo-require-preflight: true（GET）。',
    en: 'A page of another site could send this too, so it is refused: add Content-Type: application/json (POST) or apollo-require-preflight: true (GET).',
  },
  GET_IS_FOR_QUERIES: {
    zh: 'GET 请求只能查询；办理请用 POST。',
    en: 'GET is for queries alone; send mutations by POST.',
  },
  QUERY_MISSING: {
    zh: '请求正文须是 JSON 对象，并在 query 中给出文档。',
    en: 'The body must be a JSON object with a document in query.',
  },
  QUERY_NOT_TEXT: { zh: 'query 须是文档的文字。', en: 'query must be the text of a document.' },
  VARIABLES_NOT_OBJECT: {
    zh: 'variables 须是 JSON 对象，不能是文字或数组。',
    en: 'variables must be a JSON object, no text and no list.',
  },
  EXTENSIONS_NOT_OBJECT: {
    zh: 'extensions 须是 JSON 对象，不能是文字或数组。',
    en: 'extensions must be a JSON object, no text and no list.',
  },
  OPERATION_NAME_NOT_TEXT: { zh: 'operationName 须是文字。', en: 'operationName must be text.' },
  PARAMETER_TWICE: {
    zh: '地址中的每个参数只能出现一次。',
    en: 'Each parameter of the address may be given once.',
  },
  GET_WITH_BODY_TYPE: {
    zh: 'GET 请求的 Content-Type 只能省略或为 application/json。',
    en: 'A GET has no Content-Type, or application/json.',
  },
  BAD_REQUEST: {
    zh: '请求格式有误：请核对请求方法、请求头，以及正文中的 query、variables、operationName。',
    en: 'The request is malformed: check its method, its headers, and query, variables and operationName of its body.',
  },
};

/** How Apollo Server 5 says each in its own English; its sentences may quote the request and are not passed on. */
const APOLLO: readonly (readonly [said: RegExp, RequestFault])[] = [
  [/^Operation batching disabled|^No operations found in request/, 'BATCHING_OFF'],
  [/^An 'accept' header was provided|does not accept multipart\/mixed/, 'NOT_ACCEPTABLE'],
  [/Cross-Site Request Forgery/, 'PREFLIGHT_REQUIRED'],
  [/^GET requests only support query operations/, 'GET_IS_FOR_QUERIES'],
  [/^GET requests may not have a content-type/, 'GET_WITH_BODY_TYPE'],
  [/^GraphQL operations must contain a non-empty|^POST body missing/, 'QUERY_MISSING'],
  [/^GraphQL queries must be strings/, 'QUERY_NOT_TEXT'],
  [
    /^(?:`variables` in a POST body|The variables search parameter (?:contains|should))/,
    'VARIABLES_NOT_OBJECT',
  ],
  [
    /^(?:`extensions` in a POST body|The extensions search parameter (?:contains|should))/,
    'EXTENSIONS_NOT_OBJECT',
  ],
  [/^`operationName` in a POST body/, 'OPERATION_NAME_NOT_TEXT'],
  [/search parameter may only be specified once/, 'PARAMETER_TWICE'],
];

/** What is thrown at doors that are not Apollo's: a GraphQLError BAD_REQUEST that `asRequestFault` knows again. */
export function requestFault(reason: RequestFault): GraphQLError {
  return new GraphQLError(SENTENCES[reason].en, { extensions: { code: 'BAD_REQUEST' } });
}

/** The refusal of a request with this message, of Apollo's or of ours; BAD_REQUEST where it is none that we know. */
export function asRequestFault(message: string): Refusal {
  const own = Object.entries(SENTENCES).find(([, { en }]) => en === message)?.[0];
  const reason = (own ?? APOLLO.find(([said]) => said.test(message))?.[1] ?? 'BAD_REQUEST') as RequestFault;
  return { code: 'BAD_REQUEST', reason, text: SENTENCES[reason] };
}
