import { execute, GraphQLError, parse, validate } from 'graphql';
import { expect } from '@jest/globals';
import type { Logger } from 'pino';
import { formatError } from '#server/format-error.js';
import { createLog } from '#server/log.js';
import { smallSchema } from './small-schema.js';

/** Invented: the address code 990001 was never issued; nobody is called canary. */
export const CANARY_ID = '990001199003078213';
export const CANARY_PHONE = '19900000001';
export const CANARY_NAME = '金丝雀';

/** A log that keeps its lines. */
export function listener(level: 'info' | 'error' = 'info'): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return {
    log: createLog({ level, destination: { write: (line: string) => void lines.push(line) } }),
    lines,
  };
}

const { log, lines: everyLine } = listener();

/** Formats for a request of its own, keeps what the log got, and looks for canaries in both. */
export function said(error: unknown, requestId = 'request-1') {
  const from = everyLine.length;
  const formatted = formatError(error, log, requestId);
  const lines = everyLine.slice(from);
  for (const canary of [CANARY_ID, CANARY_PHONE, CANARY_NAME]) {
    expect(JSON.stringify(formatted)).not.toContain(canary);
    expect(lines.join('')).not.toContain(canary);
  }
  return {
    ...formatted.toJSON(),
    extensions: formatted.extensions,
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const next: { fault: unknown } = { fault: undefined };

/** Its field `fails` throws what `failWith` was given last. */
export const { schema } = smallSchema(() => {
  throw next.fault;
});

export function failWith(fault: unknown): void {
  next.fault = fault;
}

/** The first error of a document, as graphql-js makes it. */
export function faultOf(source: string, variables?: Record<string, unknown>): GraphQLError {
  const document = parse(source);
  const [invalid] = validate(schema, document);
  if (invalid) return invalid;
  const answer = execute({ schema, document, variableValues: variables });
  if (answer instanceof Promise || !answer.errors?.[0]) throw new Error('no error');
  return answer.errors[0];
}

/** How Apollo wraps what it passes on. */
export function wrapped(error: GraphQLError, code: string): GraphQLError {
  const { nodes, message, extensions } = error;
  const originalError = error.originalError ?? error;
  return new GraphQLError(message, { nodes, originalError, extensions: { ...extensions, code } });
}
