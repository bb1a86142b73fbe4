import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Operation } from '#kernel/operation.js';
import type { Limits } from '../config-shape.js';
import { compiledGateway } from './compiled-gateway.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import { formatError, httpStatusOf } from './format-error.js';
import { isPublic } from './public-document.js';
import type { CostReport, QueryWork } from './query-work.js';
import { asWireRefusal } from './wire-refusal.js';

/** What a request knows of itself; resolvers get the operation alone. */
interface HttpContext {
  readonly requestId: string;
  readonly op?: Operation;
  /** Why there is no operation. */
  readonly refusal?: unknown;
  cost?: CostReport;
}

export interface HttpSettings {
  readonly schema: GraphQLSchema;
  readonly keeper: DoorKeeper;
  readonly work: QueryWork;
  readonly limits: Limits;
  readonly log: Logger;
  /** May the schema be read without a token (embedded mode)? */
  readonly openIntrospection: boolean;
}

/** The HTTP door: fastify with Apollo Server at /graphql. Other plugins are added before it listens. */
export async function openHttpDoor(
  settings: HttpSettings,
): Promise<{ fastify: FastifyInstance; stop(): Promise<void> }> {
  const { schema, keeper, work, limits, log } = settings;
  const fastify = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: 15_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
    // How often Node looks whether a request has taken longer than it may; its own 30 s would double the limits.
    http: { connectionsCheckingInterval: 2_000 },
    genReqId: (request) => plainId(request.headers['x-request-id']) ?? randomUUID(),
  });
  fastify.server.headersTimeout = 10_000;
  await fastify.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  // What a form of another site's page can send without asking: nothing here reads it.
  fastify.removeContentTypeParser('text/plain');
  fastify.setErrorHandler<FastifyError>((fault, request, reply) => {
    const refusal = asWireRefusal(fault, limits.bodyBytes);
    const error = formatError(refusal ?? fault, log, String(request.id));
    return reply.code((refusal && fault.statusCode) ?? httpStatusOf([error])).send({ errors: [error] });
  });
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  const apollo = new ApolloServer<HttpContext>({
    gateway: compiledGateway<HttpContext>(schema, (context) => context.op),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // A document sent once would be kept for everybody, also one that a stranger sent.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    introspection: true,
    validationRules: work.guard.rules,
    parseOptions: work.guard.parseOptions,
    validationOptions: work.guard.validationOptions,
    formatError: (_formatted, error) => formatError(error, log, ''),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (m) => log.warn(String(m)),
      error: (m) => log.error({ err: m }, 'apollo'),
    },
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      gate(settings),
    ],
  });
  await apollo.start();
  fastify.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, { context: (request) => contextOf(keeper, request) }),
  });
  return {
    fastify,
    async stop() {
      await fastify.close();
      await apollo.stop();
    },
  };
}

async function contextOf(keeper: DoorKeeper, request: FastifyRequest): Promise<HttpContext> {
  const requestId = String(request.id);
  try {
    return { requestId, op: await keeper.open(bearer(request.headers.authorization), requestId) };
  } catch (refusal) {
    return { requestId, refusal };
  }
}

/** Lets nobody in without a token, counts the cost, and says both in the answer. */
function gate({ work, openIntrospection, log }: HttpSettings): ApolloServerPlugin<HttpContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue, document, operationName, request }) {
          const { op, refusal } = contextValue;
          if (op)
            contextValue.cost = await work.charge(
              op.viewer,
              document,
              operationName ?? undefined,
              request.variables,
            );
          else if (!isPublic(document, openIntrospection)) throw refusal;
        },
        // Apollo's own formatting knows no request: what is said here first is said once, with its id.
        async didEncounterErrors({ contextValue, errors }) {
          for (const error of errors) formatError(error, log, contextValue.requestId);
        },
        async willSendResponse({ contextValue, response, request }) {
          const { body, http } = response;
          if (body.kind !== 'single') return;
          const result = body.singleResult;
          if (contextValue.cost) result.extensions = { ...result.extensions, cost: contextValue.cost };
          if (!result.errors || (result.data !== undefined && result.data !== null)) return;
          // A mutation by GET: Apollo has said so already, with what is allowed.
          if (http.status === 405) return;
          const wanted = httpStatusOf(result.errors);
          http.status =
            wanted === 400 &&
            isWellFormed(result.errors) &&
            onlyLegacyJson(request.http?.headers.get('accept'))
              ? 200
              : wanted;
          const wait = result.errors[0]?.extensions?.['details'] as
            | { retryAfterSeconds?: number }
            | undefined;
          if (wait?.retryAfterSeconds)
            http.headers.set('retry-after', String(Math.ceil(wait.retryAfterSeconds)));
        },
      };
    },
  };
}

/** A body without a document is no GraphQL request at all, and so no answer of GraphQL either. */
function isWellFormed(errors: readonly GraphQLFormattedError[]): boolean {
  return errors.every(({ extensions }) => extensions?.['code'] !== 'BAD_REQUEST');
}

/** GraphQL over HTTP, section 6.4.1: a client that knows only application/json takes a well-formed answer as 200. */
function onlyLegacyJson(accept: string | undefined): boolean {
  return !accept?.includes('application/graphql-response+json');
}

function plainId(header: unknown): string | undefined {
  return typeof header === 'string' && /^[\w.-]{8,64}$/.test(header) ? header : undefined;
}
