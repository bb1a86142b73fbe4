import type { ExecutionResult } from 'graphql';
import type { Standing } from '#access/stands.js';
import type { Change } from '#journal/change.js';
import type { Operation } from '#kernel/operation.js';
import type { ReadyDocument } from './webhook-documents.js';

export interface ContentParts {
  /** What an operation has learnt of its viewer's account. */
  readonly learnt: (op: Operation) => Standing;
  /** Takes from errors what may not leave. */
  readonly clean: (result: ExecutionResult) => ExecutionResult;
}

/** Errors that say nothing of the change, only of this moment. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'RATE_LIMITED',
]);

/**
 * What a message says of a change: the document, run with the rights of the operation. Undefined when its account was
 * closed or changed in that very moment. Throws what is worth another try.
 */
export async function contentOf(
  { learnt, clean }: ContentParts,
  op: Operation,
  topic: string,
  document: ReadyDocument,
  change: Change,
  position: string,
): Promise<object | undefined> {
  const news = { image: change.after ?? change.before ?? {}, change };
  const result = clean(await document.run(op, { news, position }));
  if (learnt(op).refusal) return undefined;
  const { data = null, errors } = result;
  const passing = errors?.find(({ extensions }) => TRANSIENT.has(String(extensions['code'])));
  if (passing) throw passing;
  const timestamp = new Date(change.at).toISOString();
  return { type: topic, timestamp, position, data, ...(errors && { errors }) };
}
