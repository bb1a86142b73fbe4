import {
  type ConsumerMessages,
  type ConsumerNotification,
  DeliverPolicy,
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  StorageType,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

export interface BrokerSettings {
  /** One or several, by commas: nats://user:password@host:4222, or tls:// for TLS. The first says who we are. */
  readonly url: string;
  /** The journal's: databases that share a broker do not hear of each other. */
  readonly epoch: string;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onMessage: (bytes: Uint8Array) => void;
  /** Told why it cannot be reached, once until it can. */
  readonly onFault: (fault: unknown) => void;
}

/** The one stream of a database at the broker. */
export interface Broker {
  /** Hands it on without waiting; what does not fit, or comes while the broker is behind, is not sent at all. */
  publish(bytes: Uint8Array): void;
  /** Bytes of a message at most, as the broker says. */
  readonly most: number;
  stop(): Promise<void>;
}

/** What is older helps nobody: who was away for longer looks into the database. */
const KEPT_MS = 60_000;
const KEPT_BYTES = 64 * 1_048_576;
/** Who comes back is told what it missed, if it was away for no longer. */
const MISSED_MS = 10_000;
/** Messages that the broker has not acknowledged; further ones would only pile up behind them. */
const MOST_ON_THE_WAY = 256;
const PATIENCE_MS = 3_000;
const PING_EVERY_MS = 2_000;
const AGAIN_AFTER_MS = 500;
/** What reads the stream hears at least so often that it stands. */
const HEARTBEAT_MS = 1_000;
const LAST_WORD_MS = 1_000;

/**
 * Keeps in touch with a JetStream broker. A connection that fails is given up with all that hangs on it, and begun anew after
 * a moment: so there is one way to begin, and no state that outlives a broker that was restarted with nothing.
 */
export function openBroker(settings: BrokerSettings): Broker {
  const name = `LABOR_BRIDGE_${settings.epoch.replaceAll('-', '')}`;
  const subject = `labor-bridge.${settings.epoch}`;
  let connection: NatsConnection | undefined;
  let send: ((bytes: Uint8Array) => Promise<unknown>) | undefined;
  let onTheWay = 0;
  let told = false;
  let stopped = false;
  let rest = (): void => undefined;

  async function session(): Promise<void> {
    const open = await connect({ ...addressOf(settings.url), ...MANNERS });
    connection = open;
    try {
      if (stopped) return;
      await prepareStream(open, name, subject);
      const consumer = await jetstream(open).consumers.get(name, {
        deliver_policy: DeliverPolicy.StartTime,
        opt_start_time: new Date(Date.now() - MISSED_MS).toISOString(),
      });
      const messages = await consumer.consume({
        callback: ({ data }) => settings.onMessage(data),
        idle_heartbeat: HEARTBEAT_MS,
      });
      void messages.closed().then(() => open.close());
      // Whatever becomes of it: a session that fails ends by itself.
      endWhenDeaf(messages, open).catch(() => undefined);
      const stream = jetstream(open, { timeout: PATIENCE_MS });
      send = (bytes) => stream.publish(subject, bytes);
      told = false;
      if (!stopped) settings.onUp();
      const fault = await open.closed();
      if (fault) throw fault;
    } finally {
      send = undefined;
      connection = undefined;
      await open.close();
    }
  }
  async function run(): Promise<void> {
    while (!stopped) {
      await session().catch((fault: unknown) => {
        if (!told && !stopped) settings.onFault(fault);
        told = true;
      });
      settings.onDown();
      await new Promise<void>((done) => {
        rest = done;
        if (stopped) return done();
        setTimeout(done, AGAIN_AFTER_MS * (1 + Math.random())).unref();
      });
    }
  }
  const running = run();
  return {
    get most() {
      return connection?.info?.max_payload ?? 0;
    },
    publish(bytes) {
      if (!send || onTheWay >= MOST_ON_THE_WAY) return;
      onTheWay += 1;
      send(bytes)
        // The stream is gone, or the broker does not answer.
        .catch(() => connection?.close())
        .finally(() => {
          onTheWay -= 1;
        });
    },
    async stop() {
      stopped = true;
      rest();
      // What was published last is sent before it closes, if anybody takes it.
      const late = new Promise((done) => setTimeout(done, LAST_WORD_MS).unref());
      await Promise.race([connection?.flush().catch(() => undefined), late]);
      await connection?.close();
      await running;
    },
  };
}

const MANNERS = {
  name: 'labor-bridge',
  reconnect: false,
  timeout: PATIENCE_MS,
  pingInterval: PING_EVERY_MS,
  maxPingOut: 2,
};

/** What a reader is told when it will hear no more of its stream, or would go on at a place of the one before. */
const DEAF: readonly ConsumerNotification['type'][] = [
  'heartbeats_missed',
  'stream_not_found',
  'consumer_not_found',
  'consumer_deleted',
  'ordered_consumer_recreated',
];

/** Ends a session that hears nothing, as the library would not: somebody took the stream away, and another may have made it anew. */
async function endWhenDeaf(messages: ConsumerMessages, connection: NatsConnection): Promise<void> {
  for await (const { type } of messages.status()) if (DEAF.includes(type)) return connection.close();
}

/** A stream that is there already is taken as it is: whoever runs the broker may want copies of it, or a disk. */
async function prepareStream(connection: NatsConnection, name: string, subject: string): Promise<void> {
  const { streams } = await jetstreamManager(connection, { timeout: PATIENCE_MS });
  const there = await streams.info(name).catch(() => undefined);
  if (there) return;
  await streams.add({
    name,
    subjects: [subject],
    // The truth is in the database: no fact is lost with it.
    storage: StorageType.Memory,
    discard: DiscardPolicy.Old,
    max_age: KEPT_MS * 1e6,
    max_bytes: KEPT_BYTES,
  });
}

/** The library takes hosts and ports, and who we are apart from them. */
function addressOf(urls: string): {
  servers: string[];
  user?: string;
  pass?: string;
  token?: string;
  tls?: object;
} {
  const all = urls.split(',').map((one) => new URL(one.trim()));
  const [first] = all as [URL];
  const [user, pass] = [decodeURIComponent(first.username), decodeURIComponent(first.password)];
  return {
    servers: all.map(({ hostname, port }) => `${hostname}:${port || '4222'}`),
    ...(first.protocol === 'tls:' ? { tls: {} } : {}),
    ...(pass ? { user, pass } : user ? { token: user } : {}),
  };
}
