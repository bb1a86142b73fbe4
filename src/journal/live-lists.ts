import type { Operation } from '#kernel/operation.js';
import type { SmallTurns } from '#kernel/small-turns.js';
import type { Batch, Change } from './change.js';
import { type Flow, HeadedFlow } from './flow.js';
import type { Follower } from './follower.js';
import type { ListFrame, ResyncFrame } from './list-frames.js';
import { ListGroup } from './list-group.js';
import type { Taken } from './list-rows.js';
import type { ListWatch, SnapshotWish, WatchArgs } from './list-watch.js';
import { MergeQueue } from './merge-queue.js';
import { encodePosition, stampOf } from './position.js';
import { SharedPast } from './shared-past.js';
import { Turnstile } from './turnstile.js';
import { type After, startOf, tooOldOf } from './stream-start.js';

export interface LiveListSettings {
  readonly follower: Follower;
  /** The nouns of all list watches. */
  readonly nouns: readonly string[];
  /** Changes that may wait one by one for one reader. */
  readonly queueLimit: number;
  /** Whoever hears nothing else hears at least so often where the stream stands, in ms. */
  readonly heartbeatMs: number;
  /** A journal that was read longer ago than this is behind its promise, in ms. */
  readonly maxLagMs: number;
  /** Equal for viewers who see the same things. */
  readonly audience: (op: Operation) => string;
  /** Until when a position of now can surely be continued; null: for ever. */
  readonly retainedUntil: () => Date | null;
  /** In which those who begin or come back are served. */
  readonly turns: SmallTurns;
}

/**
 * Whole lists read at once, at most: when many come back together, whoever asks for less still finds a connection.
 */
const READINGS_AT_ONCE = 2;

/**
 * The live contract of every watched list: a snapshot and the changes after it without a gap, resumed by position,
 * provable by digest. It knows no noun; what a list is, its room declares (`ListWatch`).
 */
export class LiveLists {
  private readonly groups = new Map<string, ListGroup>();
  private readonly beating: NodeJS.Timeout;
  private readonly leave: () => void;
  private readonly past: SharedPast;
  private readonly readings = new Turnstile(READINGS_AT_ONCE);

  constructor(private readonly settings: LiveListSettings) {
    this.past = new SharedPast(settings.follower, settings.turns);
    this.leave = settings.follower.listen({ nouns: settings.nouns, take: (batch) => this.take(batch) });
    this.beating = setInterval(() => this.beat(), settings.heartbeatMs).unref();
  }

  /** How many readers are told of something. */
  get size(): number {
    return [...this.groups.values()].reduce((sum, { members }) => sum + members.size, 0);
  }

  close(): void {
    clearInterval(this.beating);
    this.leave();
  }

  /**
   * Opens one subscription: the rows (unless `after` can be continued), READY, then whatever changes.
   * @throws HouseError BAD_USER_INPUT for arguments and positions that make no sense, FORBIDDEN,
   * SERVICE_UNAVAILABLE when a position is not reached in time.
   */
  async open(
    op: Operation,
    watch: ListWatch,
    args: Record<string, unknown> & WatchArgs,
  ): Promise<Flow<ListFrame>> {
    const { after, snapshot, ...own } = args;
    watch.admit(op, own);
    const start = startOf(this.settings.follower.epoch, after, this.settings.audience(op));
    if (start?.kind === 'AFTER') await this.settings.follower.reach(start.place, 'after');
    const group = this.groupOf(op, watch, own);
    group.holders += 1;
    const queue = new MergeQueue(this.settings.queueLimit, () => this.leaveGroup(group, queue));
    const left = new AbortController();
    const head = this.inTurn({
      op,
      group,
      queue,
      start,
      wish: snapshot ?? 'IF_NEEDED',
      noun: watch.noun,
      signal: left.signal,
    });
    return new HeadedFlow(head, queue, () => left.abort());
  }

  /** What is told before the group tells it, each frame in its turn: many come back at once. */
  private async *inTurn(reader: Reader): AsyncGenerator<ListFrame, void, undefined> {
    for await (const frame of this.head(reader)) {
      await this.settings.turns.next();
      yield frame;
    }
  }

  private async *head(reader: Reader): AsyncGenerator<ListFrame, void, undefined> {
    const { start, wish } = reader;
    if (start?.kind === 'RESYNC') {
      yield* this.anew(reader, start);
      return;
    }
    const resumed = start && wish !== 'ALWAYS' ? start : undefined;
    yield* resumed || wish === 'NEVER' ? this.goOn(reader, resumed) : this.begin(reader);
  }

  /** Says that it cannot be continued; then the rows, where they are wanted. */
  private async *anew(reader: Reader, why: ResyncFrame): AsyncGenerator<ListFrame, void, undefined> {
    yield why;
    if (reader.wish === 'NEVER') await reader.queue.return();
    else yield* this.begin(reader);
  }

  /** The rows as one snapshot shows them, and what came between it and where the group stands. */
  private async *begin({ op, group, queue }: Reader): AsyncGenerator<ListFrame, void, undefined> {
    yield* await this.taken(op, group, (taken, since) => {
      join(group, queue);
      const ready = group.ready(this.settings.retainedUntil());
      return [...taken.pages, group.rest(taken, since) ?? [], ready, group.caughtUp()].flat();
    });
  }

  /** What was missed since a place, or nothing, and where the group stands. */
  private async *goOn(
    reader: Reader,
    resumed: After | undefined,
  ): AsyncGenerator<ListFrame, void, undefined> {
    const { op, group, noun, queue, signal } = reader;
    if (!group.running) await this.taken(op, group, () => undefined, true);
    join(group, queue);
    const standing = [group.ready(this.settings.retainedUntil()), group.caughtUp()];
    const audience = this.settings.audience(op);
    try {
      if (resumed)
        yield* this.past.frames({ op, group, noun, signal, stamp: stampOf(audience) }, resumed, group.at);
    } catch (fault) {
      const tooOld = tooOldOf(this.settings.follower.epoch, fault, audience);
      if (!tooOld) throw fault;
      // What has waited since would follow on what cannot be told.
      group.members.delete(queue);
      queue.forget();
      yield* this.anew(reader, tooOld);
      return;
    }
    yield* standing;
  }

  /** What is on the list, with what was told since that it may not show; the group has begun then. */
  private taken<T>(
    op: Operation,
    group: ListGroup,
    use: (taken: Taken, since: readonly Change[]) => T,
    thin = false,
  ): Promise<T> {
    const { follower } = this.settings;
    return group.rows.take(
      op,
      (at) => follower.reach({ to: at }, 'after'),
      (taken, since) => {
        group.install(taken, since, follower.position);
        return use(taken, since);
      },
      thin,
    );
  }

  private groupOf(op: Operation, watch: ListWatch, args: Record<string, unknown>): ListGroup {
    const audience = this.settings.audience(op);
    const key = `${watch.field}|${JSON.stringify(args)}|${audience}`;
    let group = this.groups.get(key);
    if (!group) {
      const { epoch } = this.settings.follower;
      const stamp = stampOf(audience);
      group = new ListGroup(key, watch, op, args, this.readings, (snapshot) =>
        encodePosition(epoch, snapshot, stamp),
      );
      this.groups.set(key, group);
    }
    return group;
  }

  private leaveGroup(group: ListGroup, queue: MergeQueue): void {
    group.members.delete(queue);
    group.holders -= 1;
    if (group.holders === 0) this.groups.delete(group.key);
  }

  private take(batch: Batch): void {
    if (batch.changes.length === 0) return;
    for (const group of this.groups.values()) {
      try {
        group.hear(batch);
      } catch (fault) {
        // One list that cannot be asked any more must not keep the news from the others.
        group.fail(fault);
      }
    }
  }

  private beat(): void {
    const { follower, maxLagMs } = this.settings;
    const { lagMs, position } = follower;
    for (const group of this.groups.values()) group.beat(position, lagMs > maxLagMs ? lagMs : undefined);
  }
}

/** One subscription, as it is being served. */
interface Reader {
  readonly op: Operation;
  readonly group: ListGroup;
  readonly queue: MergeQueue;
  readonly start: After | ResyncFrame | undefined;
  readonly wish: SnapshotWish;
  readonly noun: string;
  readonly signal: AbortSignal;
}

/** Tells it from now on, unless it has left meanwhile. */
function join(group: ListGroup, queue: MergeQueue): void {
  if (!queue.over) group.members.add(queue);
}
