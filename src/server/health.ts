import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from 'pg';
import { MIGRATIONS } from '#store/migrations.js';
import { countFollower, type Followed } from './follower-numbers.js';

/** Behind this many milliseconds the follower counts as stuck: its net looks every second. */
const STUCK_AFTER_MS = 10_000;

export interface Metrics {
  readonly registry: Registry;
  readonly statements: Counter;
  readonly requests: Histogram<'status'>;
  readonly webhooks: Counter<'outcome'>;
  readonly shed: Counter<'work'>;
}

/** The numbers that this process keeps of itself. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    statements: new Counter({
      name: 'labor_bridge_sql_statements_total',
      help: 'Statements that resolvers read with',
      registers: [registry],
    }),
    requests: new Histogram({
      name: 'labor_bridge_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    webhooks: new Counter({
      name: 'labor_bridge_webhook_attempts_total',
      help: 'Attempts to deliver a message of a webhook, and webhooks disabled, by outcome',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    shed: new Counter({
      name: 'labor_bridge_shed_total',
      help: 'What was refused because the process was overloaded, by what it was',
      labelNames: ['work'],
      registers: [registry],
    }),
  };
}

export interface HealthSettings {
  readonly metrics: Metrics;
  readonly pool: Pool;
  readonly follower: Followed;
  readonly sockets: () => number;
  readonly eventStreams: () => number;
  readonly subscriptions: () => number;
  /** 0: fine; 1: only mutations are begun; 2: not even those. */
  readonly overload: () => number;
  /** Handshakes, subscriptions and frames that wait for their turn of the event loop. */
  readonly turnsWaiting: () => number;
  /** Outside the embedded mode the numbers are shown only with this token. */
  readonly metricsToken: string | undefined;
  readonly open: boolean;
  readonly stopping: () => boolean;
}

/** /healthz: the process lives. /readyz: it can serve. /metrics: its numbers, for Prometheus. */
export function serveHealth(fastify: FastifyInstance, settings: HealthSettings): void {
  const { metrics, pool, follower, metricsToken } = settings;
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      collect() {
        this.set(read());
      },
    });
  };
  countFollower(metrics.registry, follower);
  gauge('labor_bridge_sockets', 'Open sockets', settings.sockets);
  gauge('labor_bridge_event_streams', 'Open event streams', settings.eventStreams);
  gauge('labor_bridge_subscriptions', 'Open subscriptions', settings.subscriptions);
  gauge('labor_bridge_overload', '0 fine, 1 only mutations are begun, 2 not even those', settings.overload);
  gauge('labor_bridge_turns_waiting', 'What waits for its turn of the event loop', settings.turnsWaiting);
  gauge('labor_bridge_pool_connections', 'Connections of the reading pool', () => pool.totalCount);
  gauge('labor_bridge_pool_waiting', 'Reads that wait for a connection', () => pool.waitingCount);
  fastify.addHook('onResponse', async (request, reply) => {
    // How long somebody listened is no time to answer.
    if (String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')) return;
    metrics.requests.observe({ status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    request.log.debug(
      { requestId: request.id, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  fastify.get('/healthz', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const done = await pool.query<{ n: number }>('select count(*)::int as n from migration').then(
      ({ rows }) => rows[0]?.n ?? 0,
      () => undefined,
    );
    const database = done !== undefined;
    const migrations = database && done >= MIGRATIONS.length;
    const following = follower.lagMs < STUCK_AFTER_MS;
    const ready = migrations && following && !settings.stopping();
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      database,
      migrations,
      follower: following,
      stopping: settings.stopping(),
    });
  });
  fastify.get('/metrics', async (request, reply) => {
    if (!settings.open && !sameToken(request.headers.authorization, metricsToken))
      return reply.code(404).send();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function sameToken(header: string | undefined, token: string | undefined): boolean {
  if (!token || !header) return false;
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
