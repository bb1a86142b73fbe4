// Longer than 200 lines because one thing is told from beginning to end: how the journal comes to whoever listens.
import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { Batch, Change } from '#journal/change.js';
import type { Follower, Listener, Topic } from '#journal/follower.js';
import { contains, parseSnapshot, type Place, type Snapshot, shows } from '#journal/position.js';
import { type Aside, openAside } from './aside.js';
import type { BrokerWay, Taken } from './broker-way.js';
import { LookLine } from './look-line.js';
import { Past } from './past.js';
import type { Relayed } from './relayed.js';
import { WaitingRoom } from './waiting-room.js';
import type { Way } from './ways.js';

export interface FollowSettings {
  readonly connectionString: string;
  readonly role: string;
  readonly epoch: string;
  /** The net under LISTEN/NOTIFY: look at least this often. */
  readonly pollMs: number;
  /** How long `reach` waits at most. */
  readonly reachMs: number;
  readonly onFault: (fault: unknown) => void;
  /** Where one process tells the others what it read, and the secret that they share; without it each reads for itself. */
  readonly broker?: { readonly url: string; readonly secret: Buffer };
}

/** The net under the relay: its word is trusted, but not for ever. */
const NET_MS = 30_000;
/** Whoever waits for a place gives the relay this long to bring it. */
const BROUGHT_WITHIN_MS = 50;

/** How this process follows, for those who watch it. */
export interface FollowNumbers {
  readonly way: Way;
  /** Looks into the database, and batches that the relay brought. */
  readonly looks: number;
  readonly brought: number;
  readonly gaps: number;
  readonly strange: number;
}

/**
 * Reads the journal in the order of visibility: each batch is exactly what one snapshot shows and the last
 * did not. A writer that is slow to commit holds nobody up, and nothing is lost or told twice. The connection on
 * which it looks is for looking alone; whoever wants the past or a beginning is served aside. With a broker one process
 * reads for all (`BrokerWay`): what it says is told as if it had been read here.
 */
export async function follow(
  settings: FollowSettings,
): Promise<Follower & { readonly numbers: FollowNumbers; stop(): Promise<void> }> {
  const follower = new JournalFollower(settings, openAside(settings.connectionString, settings.epoch));
  await follower.start();
  return follower;
}

class JournalFollower implements Follower {
  position = '';
  /** The position, read: it is asked for with every look. */
  private here = parseSnapshot('1:1:');
  /** What is listened to, all together. */
  private nouns: readonly string[] = [];
  private readonly line: LookLine;
  private readonly waiting: WaitingRoom;
  private readonly past: Past;
  private broker: BrokerWay | undefined;
  private lastReadAt = performance.now();
  private lastLookAt = Number.NEGATIVE_INFINITY;
  /** How far the database's clock is ahead of ours, at most: so what was read is taken for older rather than younger. */
  private ahead = 0;
  private looks = 0;
  private brought = 0;
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly settings: FollowSettings,
    private readonly aside: Aside,
  ) {
    this.line = new LookLine({ ...settings, onNews: () => this.wake() });
    this.waiting = new WaitingRoom(settings.reachMs);
    this.past = new Past(aside, this);
  }

  get epoch(): string {
    return this.settings.epoch;
  }

  get lagMs(): number {
    return performance.now() - this.lastReadAt;
  }

  get numbers(): FollowNumbers {
    const { way = 'DATABASE', gaps = 0, strange = 0 } = this.broker ?? {};
    return { way, looks: this.looks, brought: this.brought, gaps, strange };
  }

  async start(): Promise<void> {
    this.moveTo(await this.line.position());
    await this.look();
    this.timer = setInterval(() => this.poll(), this.settings.pollMs).unref();
    const { broker } = this.settings;
    if (!broker) return;
    // Its client is loaded only where there is a broker.
    const room = await import('./broker-way.js');
    this.broker = new room.BrokerWay({
      ...this.settings,
      ...broker,
      ageOf: (at) => performance.now() + this.ahead - at,
      take: (told) => this.take(told),
      look: () => this.wake(),
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
    await this.broker?.stop(this.position, this.lastReadAt + this.ahead);
    await Promise.all([this.line.stop(), this.aside.stop()]);
  }

  listen(listener: Listener): () => void {
    const noted = (): void => {
      this.nouns = [...new Set([...this.listeners].flatMap(({ nouns }) => nouns))];
    };
    this.listeners.add(listener);
    noted();
    return () => {
      this.listeners.delete(listener);
      noted();
    };
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
    if (contains(this.here, wanted)) return Promise.resolve();
    const reached = this.waiting.wait(wanted, field);
    if (this.reads) this.wake();
    else setTimeout(() => !this.waiting.empty && this.wake(), BROUGHT_WITHIN_MS).unref();
    return reached;
  }

  replay(who: string, topic: Topic, after: Place, until: string, signal: AbortSignal): AsyncIterable<Batch> {
    return this.past.replay(who, topic, after, until, signal);
  }

  mustReachBack(place: Place, field: string): Promise<void> {
    return this.aside.mustReachBack(place, field);
  }

  /** Does this process read for itself (and maybe for others)? */
  private get reads(): boolean {
    return this.broker?.way !== 'BROKER';
  }

  private poll(): void {
    if (this.reads || performance.now() - this.lastLookAt >= NET_MS) this.wake();
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
    const { position: from, here, nouns } = this;
    const owed = this.waiting.present;
    this.lastLookAt = performance.now();
    const { to, at, asked, changes } = await this.line.since(here, nouns, this.reads);
    this.looks += 1;
    this.ahead = at - asked;
    this.lastReadAt = performance.now();
    const seen = parseSnapshot(to);
    // The relay may have brought some of it meanwhile, or all.
    if (!contains(this.here, seen)) this.advance(to, seen, changes);
    this.waiting.release(seen, owed);
    this.broker?.tell({ from, to, at, nouns, changes });
  }

  /** What the relay has read. */
  private take({ from, to, at, nouns, changes }: Relayed): Taken {
    // Of another version of the program: it does not read everything that is listened to here.
    if (!this.nouns.every((noun) => nouns.includes(noun))) return 'NOT_FOR_US';
    const seen = parseSnapshot(to);
    if (!contains(this.here, seen)) {
      if (!changes || !contains(this.here, parseSnapshot(from))) return 'MISSING';
      this.brought += 1;
      this.advance(to, seen, changes);
      this.waiting.release(seen);
    }
    this.lastReadAt = Math.max(this.lastReadAt, Math.min(performance.now(), at - this.ahead));
    return 'TOLD';
  }

  /** Tells what `to` shows and the position does not; the changes may overlap what was told. */
  private advance(to: string, seen: Snapshot, changes: readonly Change[]): void {
    const { here } = this;
    const batch = {
      from: this.position,
      to,
      changes: changes.filter(({ xid }) => !shows(here, BigInt(xid))),
    };
    for (const listener of this.listeners) {
      try {
        listener.take({ ...batch, changes: batch.changes.filter((c) => listener.nouns.includes(c.noun)) });
      } catch (fault) {
        this.settings.onFault(fault);
      }
    }
    this.moveTo(to, seen);
  }

  private moveTo(position: string, seen = parseSnapshot(position)): void {
    this.position = position;
    this.here = seen;
  }

  /** A lost connection is opened anew at the next look; the position stays, so nothing is missed. */
  private recover(fault: unknown): void {
    if (!this.stopped) this.settings.onFault(fault);
    this.line.drop();
  }
}

/** The journal's epoch and whether this database is a demo, asked once at start. */
export const DEPLOYMENT = sql`select epoch::text as epoch, demo from deployment`;
