import type { Batch, Change } from '#journal/change.js';
import { endable } from '#journal/endable.js';
import { type Follower, placeOf } from '#journal/follower.js';
import { contains, decodePosition, encodePosition, parseSnapshot } from '#journal/position.js';
import { isOf, type News, type Watch } from '#journal/watch.js';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { LiveQueue } from '#journal/live-queue.js';

/** One item of a stream, with the position to resume after. */
export interface LiveItem {
  readonly position: string;
  readonly news: News;
}

interface Subscription {
  readonly watch: Watch;
  readonly args: Record<string, unknown>;
  readonly op: Operation;
  /** Batches with something to tell. Whole ones, shared by all: a reader that is far behind holds little. */
  readonly queue: LiveQueue<Batch>;
}

/**
 * Hands the changes of the journal to whoever watches. It is ours because the default one ends the process
 * when a socket stops reading, and leaks between tenants when told not to (security: measured).
 */
export class LiveHub {
  private readonly subscriptions = new Set<Subscription>();
  /** One change is one object for everybody, so that its frame is made once per group of equal subscribers. */
  private readonly told = new WeakMap<Change, News>();

  constructor(
    private readonly follower: Follower,
    nouns: readonly string[],
    private readonly queueLimit: number,
  ) {
    follower.listen({ nouns, take: (batch) => this.take(batch) });
  }

  get size(): number {
    return this.subscriptions.size;
  }

  /** Opens one subscription; with `after`, everything since then comes first, and nothing is lost or told twice. */
  async subscribe(
    op: Operation,
    watch: Watch,
    args: Record<string, unknown>,
  ): Promise<AsyncIterableIterator<LiveItem>> {
    watch.admit(op, args);
    const after =
      typeof args['after'] === 'string' ? decodePosition(this.follower.epoch, args['after']) : undefined;
    if (after) await this.follower.reach(after, 'after');
    const subscription: Subscription = {
      watch,
      args,
      op,
      queue: new LiveQueue<Batch>(
        this.queueLimit,
        tooSlow,
        () => this.subscriptions.delete(subscription),
        (batch) => batch.changes.length,
      ),
    };
    // From here on every batch is either replayed (up to `until`) or live: one place in between.
    const until = this.follower.position;
    this.subscriptions.add(subscription);
    const nothingMissed =
      after?.from === undefined && (!after || contains(parseSnapshot(after.to), parseSnapshot(until)));
    const left = new AbortController();
    const past =
      after && !nothingMissed
        ? this.follower.replay(op.viewer.accountId, watch, after, until, left.signal)
        : undefined;
    return endable(this.itemsSince(subscription, past), () => {
      left.abort();
      return subscription.queue.return();
    });
  }

  private async *itemsSince(
    subscription: Subscription,
    past: AsyncIterable<Batch> | undefined,
  ): AsyncGenerator<LiveItem, void, undefined> {
    if (past) for await (const batch of past) yield* this.itemsOf(subscription, batch);
    for await (const batch of subscription.queue) yield* this.itemsOf(subscription, batch);
  }

  private take(batch: Batch): void {
    if (batch.changes.length === 0) return;
    for (const subscription of this.subscriptions) {
      try {
        if (batch.changes.some((change) => passes(subscription, change))) subscription.queue.push(batch);
      } catch (fault) {
        // One filter that cannot be asked any more must not keep the news from the others.
        subscription.queue.fail(fault);
      }
    }
  }

  private *itemsOf(subscription: Subscription, batch: Batch): Iterable<LiveItem> {
    for (const change of batch.changes) {
      if (!passes(subscription, change)) continue;
      yield {
        position: encodePosition(this.follower.epoch, placeOf(batch, change)),
        news: this.newsOf(change),
      };
    }
  }

  private newsOf(change: Change): News {
    let news = this.told.get(change);
    if (!news) {
      news = { image: change.after ?? change.before ?? {}, change };
      this.told.set(change, news);
    }
    return news;
  }
}

function passes({ watch, op, args }: Subscription, change: Change): boolean {
  return isOf(watch, change) && watch.passes(op, args, change);
}

function tooSlow(): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'SUBSCRIBER_TOO_SLOW',
    {
      zh: '接收速度过慢，订阅已结束；请用最后收到的 position 作为 after 重新订阅。',
      en: 'You read too slowly and the stream was ended. Subscribe again with the last position you saw as `after`.',
    },
    { retryAfterSeconds: 1 },
  );
}
