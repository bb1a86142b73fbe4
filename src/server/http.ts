// Longer than 200 lines because the one door is put together here: fastify, Apollo and what stands before both.
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
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { Limits } from '../config-shape.js';
import { compiledGateway } from './compiled-gateway.js';
import { confirmed } from './confirmed.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import { createExecutor, type Executor } from './executor.js';
import { formatError, httpStatusOf } from './format-error.js';
import { headOf } from './http-head.js';
import type { KnownDocuments } from './known-documents.js';
import { noSuchPath } from './no-such-path.js';
import { isPublic } from './public-document.js';
import { type CostReport, type QueryWork, subscriptionByHttp } from './query-work.js';
import { requestFault } from './request-fault.js';
import { securityHeaders } from './security-headers.js';
import { type Shed, workOf } from './shedding.js';
import { createSwiftDoor } from './swift-door.js';
import { takesJson } from './takes-json.js';
import { asWireRefusal, statusOf } from './wire-refusal.js';

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
  readonly documents: KnownDocuments;
  readonly limits: Limits;
  readonly shed: Shed;
  readonly log: Logger;
  /** May the schema be read without a token (embedded mode)? */
  readonly openIntrospection: boolean;
}

/** The HTTP door: fastify with Apollo Server at /graphql. Other plugins are added before it listens. */
export async function openHttpDoor(
  settings: HttpSettings,
): Promise<{ fastify: FastifyInstance; stop(): Promise<void> }> {
  const { schema, keeper, work, documents, limits, shed, log } = settings;
  const security = securityHeaders();
  const tellFault = (fault: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = asWireRefusal(fault, limits.bodyBytes);
    const error = formatError(refusal ?? fault, log, String(request.id));
    void reply.code(refusal ? statusOf(refusal, fault) : httpStatusOf([error])).send({ errors: [error] });
  };
  const fastify = Fastify({
    // What is no address at all passes no hook.
    frameworkErrors: (fault, request, reply) =>
      tellFault(fault, request, reply.headers(security).header('x-request-id', request.id)),
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Nothing logs by request: what is logged of one names its id itself.
    childLoggerFactory: (logger) => logger,
    bodyLimit: limits.bodyBytes,
    requestTimeout: 15_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
    // How often Node looks whether a request has taken longer than it may; its own 30 s would double the limits.
    http: { connectionsCheckingInterval: 2_000 },
    genReqId: (request) => plainId(request.headers['x-request-id']) ?? randomUUID(),
  });
  fastify.server.headersTimeout = 10_000;
  fastify.addHook('onRequest', (request, reply, next) => {
    reply.headers(security).header('x-request-id', request.id);
    next();
  });
  // What a form of another site's page can send without asking: nothing here reads it.
  fastify.removeContentTypeParser('text/plain');
  fastify.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ errors: [formatError(noSuchPath(), log, String(request.id))] }),
  );
  fastify.setErrorHandler(tellFault);
  const executor = confirmed(createExecutor(schema), keeper);
  const apollo = new ApolloServer<HttpContext>({
    gateway: compiledGateway<HttpContext>(schema, executor.execute, (context) => context.op),
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
      gate(settings, executor),
    ],
  });
  await apollo.start();
  const swift = createSwiftDoor({ documents, keeper, work, executor, shed, log });
  const thorough = fastifyApolloHandler(apollo, { context: (request) => contextOf(keeper, request) });
  fastify.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: async (request, reply) => {
      // Answers are about people and for one viewer: nobody on the way keeps them.
      reply.header('cache-control', 'no-store');
      // Apollo looks at it only when it has an answer, and so after a mutation has run.
      if (request.method !== 'OPTIONS' && !takesJson(request.headers.accept)) {
        const errors = [formatError(requestFault('NOT_ACCEPTABLE'), log, String(request.id))];
        return reply.code(406).send({ errors });
      }
      return (await swift(request, reply)) ?? (await thorough.call(fastify, request, reply));
    },
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
function gate(
  { work, documents, openIntrospection, shed, log }: HttpSettings,
  executor: Executor,
): ApolloServerPlugin<HttpContext> {
  return {
    async requestDidStart() {
      return {
        // These two are asked only about a document that Apollo does not know.
        async parsingDidStart({ contextValue: { op } }) {
          return async (fault) => {
            // Nobody waits for it: the answer is the fault, whatever is left of the minute.
            if (op && fault) await work.chargeReading(op.viewer, undefined).catch(() => undefined);
          };
        },
        async validationDidStart({ contextValue: { op }, document }) {
          try {
            if (op) await work.chargeReading(op.viewer, document);
          } catch (fault) {
            // Thrown from here it would be our own fault to Apollo; the rules throw it in its place.
            if (!(fault instanceof HouseError)) throw fault;
            work.guard.refuse(document, fault);
          }
        },
        async didResolveOperation({ contextValue, document, operation, request, source }) {
          const { op, refusal } = contextValue;
          if (op && operation?.operation === 'subscription') throw subscriptionByHttp();
          const asked = workOf(document, request.operationName);
          const busy = op && asked && shed(asked);
          if (busy) throw busy;
          if (op) {
            const operationName = request.operationName ?? undefined;
            contextValue.cost = await work.charge(
              op.viewer,
              document,
              operationName,
              request.variables,
              executor.compiles(document, operationName),
            );
            if (source !== undefined) documents.set(source, document);
          } else if (!isPublic(document, openIntrospection)) throw refusal;
        },
        // Apollo's own formatting knows no request: what is said here first is said once, with its id.
        async didEncounterErrors({ contextValue, errors }) {
          const toStranger = !contextValue.op && !openIntrospection;
          for (const error of errors) formatError(error, log, contextValue.requestId, { toStranger });
        },
        async willSendResponse({ contextValue, response, request }) {
          const { body, http } = response;
          if (body.kind !== 'single') return;
          const result = body.singleResult;
          if (contextValue.cost) result.extensions = { ...result.extensions, cost: contextValue.cost };
          // A mutation by GET: Apollo has said so already, with what is allowed.
          if (http.status === 405 || !result.errors) return;
          const head = headOf(result, request.http?.headers.get('accept'));
          if (head.status !== 200 || result.data == null) http.status = head.status;
          for (const [name, value] of Object.entries(head.headers)) http.headers.set(name, value);
        },
      };
    },
  };
}

function plainId(header: unknown): string | undefined {
  return typeof header === 'string' && /^[\w.-]{8,64}$/.test(header) ? header : undefined;
}
