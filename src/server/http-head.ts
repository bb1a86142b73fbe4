import type { GraphQLFormattedError } from 'graphql';
import { httpStatusOf } from './format-error.js';

/** What of an answer depends on its errors: the status, when to try again, and what to come with instead. */
export interface HttpHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const FINE: HttpHead = { status: 200, headers: {} };

/** The head of an answer to a request that accepts `accept`. */
export function headOf(
  { data, errors }: { data?: unknown; errors?: readonly GraphQLFormattedError[] | undefined },
  accept: string | undefined,
): HttpHead {
  if (!errors || (data !== undefined && data !== null)) return FINE;
  const wanted = httpStatusOf(errors);
  const wait = errors[0]?.extensions?.['details'] as { retryAfterSeconds?: number } | undefined;
  return {
    status: wanted === 400 && isWellFormed(errors) && onlyLegacyJson(accept) ? 200 : wanted,
    headers: {
      ...(wait?.retryAfterSeconds && { 'retry-after': String(Math.ceil(wait.retryAfterSeconds)) }),
      ...(wanted === 401 && { 'www-authenticate': challenge(errors[0]) }),
    },
  };
}

/**
 * RFC 6750, section 3: what to come with instead. Who brought no token is told no error (3.1); the description
 * is our reason, because the header takes neither quotes nor Chinese.
 */
function challenge(error: GraphQLFormattedError | undefined): string {
  const reason = String(error?.extensions?.['reason']);
  const realm = 'Bearer realm="labor-bridge"';
  return reason === 'NO_TOKEN' ? realm : `${realm}, error="invalid_token", error_description="${reason}"`;
}

/** A body without a document is no GraphQL request at all, and so no answer of GraphQL either. */
function isWellFormed(errors: readonly GraphQLFormattedError[]): boolean {
  return errors.every(({ extensions }) => extensions?.['code'] !== 'BAD_REQUEST');
}

/** GraphQL over HTTP, section 6.4.1: a client that knows only application/json takes a well-formed answer as 200. */
function onlyLegacyJson(accept: string | undefined): boolean {
  return !accept?.includes('application/graphql-response+json');
}
