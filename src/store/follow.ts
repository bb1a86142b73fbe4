import { Client } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import { HouseError } from '#kernel/error.js';
import type { Row } from '#kernel/operation.js';
import type { Batch } from '#journal/change.js';
import type { Follower, Listener } from '#journal/follower.js';
import { lookSince, pageBetween } from './read-journal.js';
import { contains, parseSnapshot, type Place, positionFromFuture } from '#journal/position.js';

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

interface Joiner {
  readonly statements: readonly Sql[];
  readonly install: (rows: readonly Row[][], position: string) => void;
  readonly done: () => void;
  readonly failed: (fault: unknown) => void;
}

/** Its `seq` is text, for numbers beyond JavaScript's; what is ordered by is the column itself, a number. */
const REPLAY_PAGE = 1_000;

/**
 * Reads the journal in the order of visibility: each batch is exactly what one snapshot shows and the last
 * did not. A writer that is slow to commit holds nobody up, and nothing is lost or told twice.
 */
export async function follow(settings: FollowSettings): Promise<Follower & { stop(): Promise<void> }> {
  const follower = new JournalFollower(settings);
  await follower.start();
  return follower;
}

class JournalFollower implements Follower {
  position = '';
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private lastReadAt = Date.now();
  private readonly listeners = new Set<Listener>();
  private joiners: Joiner[] = [];
  private waiters: { place: Place; done: () => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly settings: FollowSettings) {}

  get epoch(): string {
    return this.settings.epoch;
  }

  get lagMs(): number {
    return Date.now() - this.lastReadAt;
  }

  async start(): Promise<void> {
    const { rows } = await this.query('select pg_current_snapshot()::text as snapshot');
    this.position = String(rows[0]?.['snapshot']);
    this.timer = setInterval(() => this.wake(), this.settings.pollMs).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
    await this.client?.end().catch(() => undefined);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  join(statements: readonly Sql[], install: Joiner['install']): Promise<void> {
    return new Promise((done, failed) => {
      this.joiners.push({ statements, install, done, failed });
      this.wake();
    });
  }

  async reach(place: Place, field: string): Promise<void> {
    const wanted = parseSnapshot(place.to);
    if (contains(parseSnapshot(this.position), wanted)) return;
    const { rows } = await this.query('select pg_current_snapshot()::text as snapshot');
    if (wanted.xmax > parseSnapshot(String(rows[0]?.['snapshot'])).xmax) throw positionFromFuture(field);
    await new Promise<void>((done, failed) => {
      const waiter = {
        place,
        done: () => {
          clearTimeout(patience);
          done();
        },
      };
      const patience = setTimeout(() => {
        this.waiters = this.waiters.filter((w) => w !== waiter);
        failed(
          new HouseError(
            'SERVICE_UNAVAILABLE',
            'POSITION_NOT_REACHED',
            {
              zh: '数据尚未同步到该位置，请稍后重试。',
              en: 'This position has not been reached yet. Try again shortly.',
            },
            { retryAfterSeconds: 1 },
          ),
        );
      }, this.settings.reachMs).unref();
      this.waiters.push(waiter);
      this.wake();
    });
  }

  async *replay(noun: string, after: Place, until: string): AsyncIterable<Batch> {
    // First the rest of a batch that was only partly handed out, then everything since.
    if (after.from !== undefined) yield* this.between(noun, after.from, after.to, after.seq ?? '0');
    yield* this.between(noun, after.to, until, '0');
  }

  private async *between(noun: string, from: string, to: string, seq: string): AsyncIterable<Batch> {
    for (let last = seq; ; ) {
      const changes = await pageBetween(await this.connected(), { from, to, noun, after: last }, REPLAY_PAGE);
      if (changes.length > 0) yield { from, to, changes, partial: changes.length === REPLAY_PAGE } as Batch;
      if (changes.length < REPLAY_PAGE) return;
      last = changes.at(-1)?.seq ?? last;
    }
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
    const joiners = this.joiners;
    this.joiners = [];
    try {
      const { to, changes, joined } = await lookSince(
        client,
        this.position,
        this.nouns(),
        joiners.flatMap((j) => j.statements),
      );
      this.lastReadAt = Date.now();
      this.tell({ from: this.position, to, changes });
      this.position = to;
      let at = 0;
      for (const joiner of joiners) {
        joiner.install(joined.slice(at, at + joiner.statements.length), to);
        at += joiner.statements.length;
        joiner.done();
      }
      this.release(to);
    } catch (fault) {
      for (const joiner of joiners) joiner.failed(fault);
      throw fault;
    }
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

  private release(to: string): void {
    const reached = parseSnapshot(to);
    const ready = this.waiters.filter((w) => contains(reached, parseSnapshot(w.place.to)));
    if (ready.length === 0) return;
    this.waiters = this.waiters.filter((w) => !ready.includes(w));
    for (const waiter of ready) waiter.done();
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
      // Plans for the transactions at hand: a plan for any would read the journal from its beginning.
      options: `-c role=${this.settings.role} -c app.role=SYSTEM -c plan_cache_mode=force_custom_plan -c enable_seqscan=off`,
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

  private async query(text: string, values: unknown[] = []): Promise<{ rows: Row[] }> {
    return (await this.connected()).query(text, values);
  }
}

/** The journal's epoch and whether this database is a demo, asked once at start. */
export const DEPLOYMENT = sql`select epoch::text as epoch, demo from deployment`;
