import type { GraphQLError } from 'graphql';
import { HouseError, type Message } from '#kernel/error.js';

/** Why a document is refused for its size or shape, before anything of it is executed. */
type LimitReason =
  | 'QUERY_TOO_LONG'
  | 'QUERY_TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_ROOT_FIELDS'
  | 'TOO_MANY_DIRECTIVES'
  | 'TOO_MANY_FIELDS'
  | 'QUERY_TOO_EXPENSIVE';

const SENTENCES: Record<LimitReason, (limit: number) => Message> = {
  QUERY_TOO_LONG: (limit) => ({
    zh: `查询文档过长，最多 ${limit} 个词元。`,
    en: `The document is too long: ${limit} tokens at most.`,
  }),
  QUERY_TOO_DEEP: (limit) => ({
    zh: `查询嵌套过深，最多 ${limit} 层。`,
    en: `The query is nested too deep: ${limit} levels at most.`,
  }),
  TOO_MANY_ALIASES: (limit) => ({
    zh: `查询中的别名过多，最多 ${limit} 个。`,
    en: `The query has too many aliases: ${limit} at most.`,
  }),
  TOO_MANY_ROOT_FIELDS: (limit) => ({
    zh: `查询的根字段过多，最多 ${limit} 个。`,
    en: `The query has too many root fields: ${limit} at most.`,
  }),
  TOO_MANY_DIRECTIVES: (limit) => ({
    zh: `查询中的指令过多，最多 ${limit} 个。`,
    en: `The query has too many directives: ${limit} at most.`,
  }),
  TOO_MANY_FIELDS: (limit) => ({
    zh: `查询展开后的字段过多，最多 ${limit} 个。`,
    en: `The query selects too many fields: ${limit} at most, fragments written out.`,
  }),
  QUERY_TOO_EXPENSIVE: (limit) => ({
    zh: `查询成本过高，最多 ${limit} 点，请减少每页条数或嵌套的列表。`,
    en: `The query is too expensive: ${limit} points at most. Ask for smaller pages or fewer lists in lists.`,
  }),
};

/** BAD_USER_INPUT with the limit and what was found, both whole numbers. */
export function overLimit(reason: LimitReason, limit: number, found: number): HouseError {
  return new HouseError('BAD_USER_INPUT', reason, SENTENCES[reason](limit), { limit, found });
}

/** The schema is not told to whoever may not read it: FORBIDDEN, reason INTROSPECTION_OFF. */
export function introspectionOff(): HouseError {
  return new HouseError('FORBIDDEN', 'INTROSPECTION_OFF', {
    zh: '未登录时不能读取接口结构（内省），请携带令牌。',
    en: 'The schema is not open to introspection without a token.',
  });
}

const TOKEN_LIMIT = /^Syntax Error: Document contains more tha[tn] (\d+) tokens\b/;

/**
 * The refusal that graphql-js means when its parser gives up at the token limit, whoever called the parser;
 * undefined for another error. It stops counting there, so `found` is the limit and one.
 */
export function asTooLong(error: GraphQLError): HouseError | undefined {
  const limit = Number(TOKEN_LIMIT.exec(error.message)?.[1] ?? Number.NaN);
  return Number.isNaN(limit) ? undefined : overLimit('QUERY_TOO_LONG', limit, limit + 1);
}
