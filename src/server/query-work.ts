import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { Viewer } from '#access/viewer.js';
import { HouseError } from '#kernel/error.js';
import type { LendPoints } from '#store/lend-points.js';
import type { Limits } from '../config-shape.js';
import { COMPILING_COST, NEW_PAIR_COST, READING_COST, RESUMING_COST } from './query-cost.js';
import { createQueryGuard, type QueryGuard } from './query-limits.js';
import { type Allowance, createRateLimit } from './rate-limit.js';
import { createSharedPoints } from './shared-points.js';

/** What `extensions.cost` says: points asked, and the account's minute. */
export interface CostReport extends Allowance {
  readonly requested: number;
}

/** What is asked of every document before it runs, the same on HTTP and on sockets. */
export interface QueryWork {
  readonly guard: QueryGuard;
  /** Faults of a document, none when it may run. */
  validate(document: DocumentNode): readonly GraphQLError[];
  /**
   * Takes from the account's minute what it costs to read a document that was not seen before; to be called
   * before it is validated. `undefined`: it could not even be parsed.
   */
  chargeReading(viewer: Viewer, document: DocumentNode | undefined): Promise<void>;
  /** Takes from the account's minute what a pair costs whose figures must be counted first. */
  chargeNewPair(accountId: string): Promise<void>;
  /** Takes from the account's minute what it costs to go on from a place that the document does not name. */
  chargeResuming(viewer: Viewer): Promise<void>;
  /**
   * Counts the cost of a run, refuses one that is too dear, and takes it from the account's minute; with
   * `compiles` also what compiling costs, which is no part of `requested`.
   */
  charge(
    viewer: Viewer,
    document: DocumentNode,
    operationName: string | undefined,
    variables: Record<string, unknown> | undefined,
    compiles?: boolean,
  ): Promise<CostReport>;
}

/**
 * The work of one server. `openIntrospection`: the schema may be read without a token. `lend`: where an account's minute is
 * counted for all processes; `onFault` is told when it cannot be, and each counts for itself.
 */
export function createQueryWork(
  schema: GraphQLSchema,
  limits: Limits,
  openIntrospection: boolean,
  lend: LendPoints,
  onFault: (fault: unknown) => void,
): QueryWork {
  const guard = createQueryGuard({
    maxDepth: limits.depth,
    maxAliases: limits.aliases,
    maxRootFields: limits.rootFields,
    maxDirectives: limits.directives,
    maxTokens: limits.tokens,
    maxCost: limits.cost,
    introspection: (authenticated) => authenticated || openIntrospection,
  });
  const pointsPerMinute = limits.rateCostPerMinute;
  const store = createSharedPoints(pointsPerMinute, lend, onFault);
  const rate = createRateLimit({ pointsPerMinute, store });
  return {
    guard,
    validate: (document) => guard.validate(schema, document),
    async chargeReading({ accountId }, document) {
      await rate.charge(accountId, document ? READING_COST * guard.fieldsOf(document) : READING_COST);
    },
    async chargeNewPair(accountId) {
      await rate.charge(accountId, NEW_PAIR_COST);
    },
    async chargeResuming({ accountId }) {
      await rate.charge(accountId, RESUMING_COST);
    },
    async charge({ accountId }, document, operationName, variables, compiles = false) {
      const requested = guard.admit(schema, document, operationName, variables, true);
      const compiling = compiles ? COMPILING_COST * guard.fieldsOf(document) : 0;
      return { requested, ...(await rate.charge(accountId, Math.max(1, requested) + compiling)) };
    },
  };
}

export function tooManySubscriptions(limit: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'TOO_MANY_SUBSCRIPTIONS',
    {
      zh: `一个连接最多同时有 ${limit} 个订阅。`,
      en: `A socket carries at most ${limit} subscriptions at once.`,
    },
    { limit },
  );
}

export function operationUnknown(): HouseError {
  return new HouseError('BAD_USER_INPUT', 'OPERATION_UNKNOWN', {
    zh: '文档中有多个操作或没有该名称的操作，请用 operationName 指明。',
    en: 'Name the operation to run with operationName.',
  });
}

export function subscriptionByHttp(): HouseError {
  return new HouseError('BAD_USER_INPUT', 'SUBSCRIPTION_BY_HTTP', {
    zh: '订阅要通过 WebSocket 打开（同一地址，子协议 graphql-transport-ws），或以事件流打开：/graphql/stream。',
    en: 'Open subscriptions over a WebSocket (same address, subprotocol graphql-transport-ws), or as an event stream at /graphql/stream.',
  });
}

/** Equal for viewers who see the same things: frames are made once for each. */
export function audience({ role, path, organizationId, origins }: Viewer): string {
  return [role, path, organizationId, origins.join(',')].join('|');
}
