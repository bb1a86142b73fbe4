import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  type GraphQLFormattedError,
} from 'graphql';
import type { Logger } from 'pino';
import type { Operation } from '#kernel/operation.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import type { Executor } from './executor.js';
import { formatError } from './format-error.js';
import { headOf } from './http-head.js';
import type { KnownDocuments } from './known-documents.js';
import type { CostReport, QueryWork } from './query-work.js';
import { type Shed, workOf } from './shedding.js';

/*
 * Most requests bring a document that was parsed and validated before. Apollo would still hash it, look it up
 * and walk its plugins each time, which costs more than the answer's own fields do; so what is known goes
 * straight to the executor, by the same door keeper, limits, mouth and head. Everything else is Apollo's: the
 * first time of a document, GET, strangers, and every question about the protocol itself.
 */

/** The body of a request whose document is known. */
interface Known {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly cost?: CostReport;
}

const LEGACY = 'application/json; charset=utf-8';
const MODERN = 'application/graphql-response+json; charset=utf-8';

/** What the usual clients accept, and what they are to get; Apollo weighs any other wish. */
export const PLAIN_ACCEPTS: Readonly<Record<string, string>> = {
  '': LEGACY,
  '*/*': LEGACY,
  'application/json': LEGACY,
  'application/graphql-response+json': MODERN,
  'application/graphql-response+json, application/json': MODERN,
  'application/graphql-response+json,application/json;q=0.9': MODERN,
};

/** Answers a request, or undefined when it is Apollo's. */
export type SwiftDoor = (request: FastifyRequest, reply: FastifyReply) => Promise<string | undefined>;

export function createSwiftDoor({
  documents,
  keeper,
  work,
  executor,
  shed,
  log,
}: {
  readonly documents: KnownDocuments;
  readonly keeper: DoorKeeper;
  readonly work: QueryWork;
  readonly executor: Executor;
  readonly shed: Shed;
  readonly log: Logger;
}): SwiftDoor {
  const answer = async (known: Known, op: Operation, requestId: string): Promise<Answer> => {
    const { document, operationName, variables } = known;
    const formatted = (errors: readonly unknown[]): GraphQLFormattedError[] =>
      errors.map((error) => formatError(error, log, requestId));
    let cost: CostReport | undefined;
    let result: ExecutionResult;
    try {
      const compiles = executor.compiles(document, operationName);
      cost = await work.charge(op.viewer, document, operationName, variables, compiles);
      result = await executor.execute(document, operationName, variables, op);
    } catch (fault) {
      return { errors: formatted([fault]), ...(cost ? { cost } : {}) };
    }
    return { ...result, ...(result.errors ? { errors: formatted(result.errors) } : {}), cost };
  };
  return async (request, reply) => {
    const { accept = '', authorization } = request.headers;
    const contentType = PLAIN_ACCEPTS[accept];
    const known = contentType && knownRequest(documents, request);
    if (!known) return undefined;
    const requestId = String(request.id);
    const respond = ({ data, errors, cost }: Answer): string => {
      const { status, headers } = headOf({ data, errors }, accept);
      void reply.code(status).headers(headers).header('content-type', contentType);
      return `${JSON.stringify({ errors, data, ...(cost ? { extensions: { cost } } : {}) })}\n`;
    };
    const work = workOf(known.document, known.operationName);
    const busy = work && shed(work);
    if (busy) return respond({ errors: [formatError(busy, log, requestId)] });
    const op = await keeper.open(bearer(authorization), requestId).catch(() => undefined);
    if (!op) return undefined;
    return respond(await answer(known, op, requestId));
  };
}

function knownRequest(documents: KnownDocuments, { method, body }: FastifyRequest): Known | undefined {
  if (method !== 'POST' || typeof body !== 'object' || body === null) return undefined;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  if (typeof query !== 'string' || extensions !== undefined) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return undefined;
  const document = documents.get(query);
  const kind = document && getOperationAST(document, operationName)?.operation;
  if (!document || !kind || kind === 'subscription') return undefined;
  return {
    document,
    operationName: operationName ?? undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
  };
}
