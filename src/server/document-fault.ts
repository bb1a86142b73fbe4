import type { GraphQLError, GraphQLErrorExtensions } from 'graphql';
import { ruleInChinese, syntaxInChinese } from './document-sentences.js';
import { asTooLong } from './query-limits-refusals.js';
import type { Refusal } from './refusal.js';
import { asRequestFault } from './request-fault.js';

/**
 * The faults of documents and requests. A message of graphql-js is passed on only in a shape that is known to
 * hold names and nothing else; of any other only the fact is told.
 */

const MAX_MESSAGE = 500;
const SUGGESTION = / Did you mean [\s\S]*\?$/;
/** How the messages of GraphQL's own rules begin, those about values left out. */
const KNOWN_RULE =
  /^(?:Cannot query field "|Cannot spread fragment "|Unknown (?:argument|directive|fragment|type) "|(?:The d|D)irective "@|This anonymous operation must be |Maximum introspection depth |Variable "\$\w+" (?:is |of type |cannot be )|Fragment (?:"|cannot )|Fields? "[\w.]+" |Subscription "|Anonymous Subscription |There can be only one |The "?\w+"? definition is not executable|Too many validation errors)/;
/** Names, types and punctuation in quotes; no free text. */
const ONLY_NAMES = /^[^"]*(?:"[\w@$.:[\]!{} ]*"[^"]*)*$/;

/** The refusal of a document that cannot be parsed or does not fit the schema; undefined for another error. */
export function asDocumentRefusal(error: GraphQLError, hideSuggestions: boolean): Refusal | undefined {
  if (error.path) return undefined;
  const told = codeOf(error);
  if (told === 'GRAPHQL_PARSE_FAILED' || error.message.startsWith('Syntax Error: ')) {
    const tooLong = asTooLong(error);
    if (tooLong) return tooLong;
    const message = syntaxMessage(error.message);
    return {
      code: 'GRAPHQL_PARSE_FAILED',
      reason: 'SYNTAX_ERROR',
      text: { zh: `查询文档有语法错误${after(syntaxInChinese(message))}`, en: message },
    };
  }
  const known = ruleMessage(error.message, hideSuggestions);
  if (told !== 'GRAPHQL_VALIDATION_FAILED' && (known === undefined || error.originalError)) return undefined;
  return {
    code: 'GRAPHQL_VALIDATION_FAILED',
    reason: 'INVALID_DOCUMENT',
    text: {
      zh: `查询文档不符合接口定义${after(known && ruleInChinese(known))}`,
      en: known ?? 'The document does not fit the schema.',
    },
  };
}

function after(sentence: string | undefined): string {
  return sentence ? `：${sentence}。` : '。';
}

function ruleMessage(message: string, hideSuggestions: boolean): string | undefined {
  if (message.length > MAX_MESSAGE || !KNOWN_RULE.test(message) || !ONLY_NAMES.test(message))
    return undefined;
  return hideSuggestions ? message.replace(SUGGESTION, '') : message;
}

const FOUND =
  /^(Syntax Error: (?:Expected [^,]{1,40}, found|Unexpected)) (Int|Float|String|BlockString|Name(?: "\w{1,40}")?|<EOF>|"[^"\w\s]{1,3}")/;

/** What stood where something else was expected, by its kind: the text of a string or number is left out. */
function syntaxMessage(message: string): string {
  if (message === 'Syntax Error: Unterminated string.') return message;
  const found = FOUND.exec(message);
  return found ? `${found[1]} ${found[2]}.` : 'Syntax Error.';
}

const PERSISTED = ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'];
const NO_OPERATION =
  /^(?:Unknown operation named "|Must provide an operation\.$|Must provide operation name |Unable to identify operation$)/;

/** The refusal of a request that Apollo or graphql-ws turned away by itself; undefined for another error. */
export function asRequestRefusal(error: GraphQLError): Refusal | undefined {
  if (error.path) return undefined;
  const told = codeOf(error);
  if (told === 'OPERATION_RESOLUTION_FAILURE' || NO_OPERATION.test(error.message)) {
    return {
      code: 'BAD_USER_INPUT',
      reason: 'OPERATION_UNKNOWN',
      text: {
        zh: '请用 operationName 指明文档中要执行的操作。',
        en: 'Name the operation of the document that is to run, in operationName.',
      },
      details: { field: 'operationName' },
    };
  }
  if (error.originalError || typeof told !== 'string') return undefined;
  // Clients of persisted queries look for exactly this message.
  if (PERSISTED.includes(told)) {
    const { message } = error;
    return { code: told, reason: told, text: { zh: '服务器没有保存该查询。', en: message } };
  }
  return told === 'BAD_REQUEST' ? asRequestFault(error.message) : undefined;
}

/** The errors of graphql-jit may have no extensions at all, whatever their type says. */
function codeOf(error: GraphQLError): unknown {
  const extensions: GraphQLErrorExtensions | undefined = error.extensions;
  return extensions?.['code'];
}
