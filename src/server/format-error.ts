import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { HouseError } from '#kernel/error.js';
import { uuidv7 } from '#kernel/uuid.js';
import { describeFault } from './describe-fault.js';
import { asDocumentRefusal, asRequestRefusal } from './document-fault.js';
import { asInputRefusal } from './input-fault.js';
import { redactText, redactValue } from './redact.js';
import type { Refusal } from './refusal.js';

type ErrorLog = Pick<Logger, 'info' | 'warn' | 'error'>;

interface FormatOptions {
  /** Whether unknown names are answered without the near ones; default true. */
  readonly hideSuggestions?: boolean;
  /** Nobody knows who asks, and the schema is not open: its words are kept back. */
  readonly toStranger?: boolean;
}

/** What was said of an error already, so that it is logged once however often it passes. */
const said = new WeakMap<object, GraphQLError>();
const numbered = new WeakMap<object, { requestId: string; id: string }>();

/**
 * The one mouth of the house, on both transports: what a caller may know of anything that was thrown.
 * `message` and `extensions.text` are sentences of ours or names of the schema, `extensions` also has `code`,
 * `reason`, `details` and `field`. What is not one of our refusals becomes INTERNAL_SERVER_ERROR with an
 * `extensions.id` to quote; the log has its cause under that id, once. A fault of ours that has a name (a sealed
 * text that cannot be opened) says its reason too. Refusals are logged at info by
 * code and reason, SERVICE_UNAVAILABLE at warn with its cause. Give the error as it was thrown (Apollo's
 * second argument), and the log of the process, not of the request. The answer is a GraphQLError because
 * graphql-ws asks for instances; it may pass the mouth again and comes back unchanged.
 */
export function formatError(
  error: unknown,
  log: ErrorLog,
  requestId: string,
  { hideSuggestions = true, toStranger = false }: FormatOptions = {},
): GraphQLError {
  const before = isObject(error) ? said.get(error) : undefined;
  if (before) return before;
  const refusal = refusalOf(error, hideSuggestions, toStranger);
  const formatted = refusal
    ? shape(error, refusal, undefined)
    : shape(error, houseErrorIn(error) ?? INTERNAL, numberOf(error, log, requestId));
  if (refusal) logRefusal(error, refusal, log, requestId);
  if (isObject(error)) said.set(error, formatted);
  said.set(formatted, formatted);
  return formatted;
}

const STATUS: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/**
 * The HTTP status of an answer without data: of our own fault if there is one among the errors, else of the
 * first; 200 without errors. An answer with data is 200 whatever failed in it.
 */
export function httpStatusOf(errors: readonly GraphQLFormattedError[]): number {
  const statuses = errors.map(({ extensions }) => STATUS[String(extensions?.['code'])] ?? 400);
  return statuses.find((status) => status >= 500) ?? statuses[0] ?? 200;
}

const INTERNAL: Refusal = {
  code: 'INTERNAL_SERVER_ERROR',
  reason: 'INTERNAL_SERVER_ERROR',
  text: {
    zh: '系统内部错误，请稍后重试；如需帮助，请提供错误编号。',
    en: 'Something went wrong on our side. Try again later; if you need help, quote the id.',
  },
};

function refusalOf(error: unknown, hideSuggestions: boolean, toStranger: boolean): Refusal | undefined {
  const house = houseErrorIn(error);
  if (house?.code === 'INTERNAL_SERVER_ERROR') return undefined;
  if (!(error instanceof GraphQLError)) return house;
  const input = asInputRefusal(error, house, toStranger);
  return input ?? house ?? asDocumentRefusal(error, hideSuggestions) ?? asRequestRefusal(error);
}

const MAX_WRAPPERS = 8;

/** Apollo, graphql-js and the executors wrap what was thrown, some of them twice. */
function houseErrorIn(error: unknown): HouseError | undefined {
  let at = error;
  for (let level = 0; level < MAX_WRAPPERS && at instanceof Error; level += 1) {
    if (at instanceof HouseError) return at;
    at = (at as { originalError?: unknown }).originalError ?? at.cause;
  }
  return undefined;
}

function shape(error: unknown, refusal: Refusal, id: string | undefined): GraphQLError {
  const { code, reason, details } = refusal;
  const text = { zh: redactText(refusal.text.zh), en: redactText(refusal.text.en) };
  const shown = redactValue(details ?? {}) as Record<string, unknown>;
  const field = shown['field'];
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(text.en, {
    nodes,
    source,
    positions,
    path,
    extensions: {
      code,
      reason,
      text,
      ...(field !== undefined && { field }),
      ...(Object.keys(shown).length > 0 && { details: shown }),
      ...(id !== undefined && { id }),
    },
  });
}

function logRefusal(error: unknown, { code, reason }: Refusal, log: ErrorLog, requestId: string): void {
  if (code !== 'SERVICE_UNAVAILABLE') log.info({ requestId, code, reason }, 'refused');
  else log.warn({ requestId, code, reason, fault: describeFault(houseErrorIn(error)?.cause) }, 'unavailable');
}

/** One fault may reach the answer through many fields; it has one number and one line in the log. */
function numberOf(error: unknown, log: ErrorLog, requestId: string): string {
  let thrown = error;
  for (let level = 0; level < MAX_WRAPPERS && thrown instanceof GraphQLError; level += 1)
    thrown = thrown.originalError ?? undefined;
  const key = isObject(thrown) ? thrown : isObject(error) ? error : undefined;
  const known = key && numbered.get(key);
  if (known?.requestId === requestId) return known.id;
  const id = uuidv7();
  if (key) numbered.set(key, { requestId, id });
  log.error({ requestId, id, fault: describeFault(error) }, 'internal error');
  return id;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
