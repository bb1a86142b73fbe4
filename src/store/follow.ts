// Longer than 200 lines because one thing is told from beginning to end: how the journal is read and handed on.
import { Client } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import { HouseError } from '#kernel/error.js';
import type { Row } from '#kernel/operation.js';
import type { Batch, Change } from '#journal/change.js';
import type { Follower, Listener, Topic } from '#journal/follower.js';
import {
  contains,
  parseSnapshot,
  type Place,
  positionFromFuture,
  shows,
  type Snapshot,
} from '#journal/position.js';
import { type Aside, openAside } from './aside.js';
import { lookSince } from './read-journal.js';

export interface FollowSettings {
  readonly connectionString: string;
  readonly role: string;
  readonly epoch: string;
  /** The net under LISTEN/NOTIFY: look at least this often. */
  readonly pollMs: number;
  /** How long `reach` waits at most. */
  readonly reachMs: number;
  readonly onFault: (fault: unknown) => void;
}

interface Waiter {
  readonly wanted: Snapshot;
  /** The argument that named the place: a place that a look does not reach lies in the future, and is its fault. */
  readonly field: string | undefined;
  readonly done: () => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * Reads the journal in the order of visibility: each batch is exactly what one snapshot shows and the last
 * did not. A writer that is slow to commit holds nobody up, and nothing is lost or told twice. The connection on
 * which it looks is for looking alone; whoever wants the past or a beginning is served aside.
 */
export async function follow(settings: FollowSettings): Promise<Follower & { stop(): Promise<void> }> {
  const follower = new JournalFollower(settings, openAside(settings.connectionString, settings.epoch));
  await follower.start();
  return follower;
}

class JournalFollower implements Follower {
  position = '';
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private lastReadAt = Date.now();
  private readonly listeners = new Set<Listener>();
  private waiters: Waiter[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly settings: FollowSettings,
    private readonly aside: Aside,
  ) {}

  get epoch(): string {
    return this.settings.epoch;
  }

  get lagMs(): number {
    return Date.now() - this.lastReadAt;
  }

  async start(): Promise<void> {
    const client = await this.connected();
    const { rows } = await client.query<{ snapshot: string }>(
      'select pg_current_snapshot()::text as snapshot',
    );
    this.position = String(rows[0]?.snapshot);
    this.timer = setInterval(() => this.wake(), this.settings.pollMs).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
    await Promise.all([this.client?.end().catch(() => undefined), this.aside.stop()]);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async join(
    who: string,
    nouns: readonly string[],
    statements: () => readonly Sql[],
    install: (rows: readonly Row[][], missed: readonly Change[], position: string) => void,
  ): Promise<void> {
    // From before the snapshot on, so that nothing falls between it and the stream.
    const told: Change[] = [];
    const leave = this.listen({ nouns, take: ({ changes }) => void told.push(...changes) });
    try {
      const read = await this.aside.read(who, statements);
      if (!read) return;
      const { to, rows } = read;
      const seen = parseSnapshot(to);
      await this.reached(seen, undefined);
      const missed = told.filter(({ xid }) => !shows(seen, BigInt(xid)));
      install(rows, missed, this.position);
    } finally {
      leave();
    }
  }

  reach(place: Place, field: string): Promise<void> {
    return this.reached(parseSnapshot(place.to), field);
  }

  private reached(wanted: Snapshot, field: string | undefined): Promise<void> {
    if (contains(parseSnapshot(this.position), wanted)) return Promise.resolve();
    return new Promise((done, failed) => {
      const patience = setTimeout(() => {
        this.waiters = this.waiters.filter((w) => w !== waiter);
        failed(notReached());
      }, this.settings.reachMs).unref();
      const waiter: Waiter = {
        wanted,
        field,
        done: () => {
          clearTimeout(patience);
          done();
        },
        failed: (fault) => {
          clearTimeout(patience);
          failed(fault);
        },
      };
      this.waiters.push(waiter);
      this.wake();
    });
  }

  async *replay(
    who: string,
    topic: Topic,
    after: Place,
    until: string,
    signal: AbortSignal,
  ): AsyncIterable<Batch> {
    // First the rest of a batch that was only partly handed out, then everything since.
    if (after.from !== undefined)
      yield* this.between(who, topic, after.from, after.to, after.seq ?? '0', signal);
    yield* this.between(who, topic, after.to, until, '0', signal);
  }

  private async *between(
    who: string,
    { noun, enters }: Topic,
    from: string,
    to: string,
    after: string,
    signal: AbortSignal,
  ): AsyncIterable<Batch> {
    const span = { from, to, noun, enters, after };
    for await (const { changes, more } of this.aside.pages(who, span, signal))
      yield { from, to, changes, partial: more };
  }

  /** Looks now; calls while a look is under way ask for one more. */
  private wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.look()
      .catch((fault: unknown) => this.recover(fault))
      .finally(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async look(): Promise<void> {
    const client = await this.connected();
    const waiting = [...this.waiters];
    const { to, changes } = await lookSince(client, this.position, this.nouns());
    this.lastReadAt = Date.now();
    this.tell({ from: this.position, to, changes });
    this.position = to;
    this.release(parseSnapshot(to), waiting);
  }

  private nouns(): string[] {
    return [...new Set([...this.listeners].flatMap((l) => l.nouns))];
  }

  private tell(batch: Batch): void {
    for (const listener of this.listeners) {
      const changes = batch.changes.filter((c) => listener.nouns.includes(c.noun));
      try {
        listener.take({ ...batch, changes });
      } catch (fault) {
        this.settings.onFault(fault);
      }
    }
  }

  /** `waiting`: who waited when the look began; what it has not reached of a client's own place is not there yet. */
  private release(reached: Snapshot, waiting: readonly Waiter[]): void {
    this.waiters = this.waiters.filter((waiter) => {
      const { wanted, field } = waiter;
      if (contains(reached, wanted)) waiter.done();
      else if (field !== undefined && wanted.xmax > reached.xmax && waiting.includes(waiter))
        waiter.failed(positionFromFuture(field));
      else return true;
      return false;
    });
  }

  /** The one connection; whoever asks while it is being opened waits for the same. */
  private connected(): Promise<Client> {
    if (this.client) return Promise.resolve(this.client);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.settings.connectionString,
      application_name: 'labor-bridge follow',
      // One plan for all looks, by the index on transactions: the journal is never read from its beginning.
      options: `-c role=${this.settings.role} -c app.role=SYSTEM -c plan_cache_mode=force_generic_plan -c enable_seqscan=off`,
      pipeline: true,
      keepAlive: true,
    } as ConstructorParameters<typeof Client>[0]);
    client.on('error', (fault) => {
      if (!this.stopped) this.settings.onFault(fault);
      if (this.client === client) this.drop();
    });
    client.on('notification', () => this.wake());
    try {
      await client.connect();
      await client.query('listen journal');
    } catch (fault) {
      client.end().catch(() => undefined);
      throw fault;
    }
    this.client = client;
    return client;
  }

  /** A lost connection is opened anew at the next look; the position stays, so nothing is missed. */
  private recover(fault: unknown): void {
    if (!this.stopped) this.settings.onFault(fault);
    this.drop();
  }

  private drop(): void {
    this.client?.end().catch(() => undefined);
    this.client = undefined;
  }
}

function notReached(): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'POSITION_NOT_REACHED',
    {
      zh: '数据尚未同步到该位置，请稍后重试。',
      en: 'This position has not been reached yet. Try again shortly.',
    },
    { retryAfterSeconds: 1 },
  );
}

/** The journal's epoch and whether this database is a demo, asked once at start. */
export const DEPLOYMENT = sql`select epoch::text as epoch, demo from deployment`;
