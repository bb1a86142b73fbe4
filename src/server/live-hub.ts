import type { Batch, Change } from '#journal/change.js';
import { type Follower, placeOf } from '#journal/follower.js';
import { contains, decodePosition, encodePosition, parseSnapshot } from '#journal/position.js';
import type { News, Watch } from '#journal/watch.js';
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
  /** Live changes wait here while the past is replayed; null once the replay has caught up. */
  held: Batch[] | null;
  readonly queue: LiveQueue<LiveItem>;
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
      held: after ? [] : null,
      queue: new LiveQueue<LiveItem>(this.queueLimit, tooSlow, () => this.subscriptions.delete(subscription)),
    };
    // From here on every batch is either replayed (up to `until`) or live: one place in between.
    const until = this.follower.position;
    this.subscriptions.add(subscription);
    if (!after) return subscription.queue;
    return this.withPast(
      subscription,
      after.from === undefined && contains(parseSnapshot(after.to), parseSnapshot(until)) ? undefined : after,
      until,
    );
  }

  private async *withPast(
    subscription: Subscription,
    after: ReturnType<typeof decodePosition> | undefined,
    until: string,
  ): AsyncIterableIterator<LiveItem> {
    const { watch, queue } = subscription;
    try {
      if (after)
        for await (const batch of this.follower.replay(watch.noun, after, until))
          for (const item of this.itemsOf(subscription, batch)) yield item;
      for (let next = subscription.held?.shift(); next; next = subscription.held?.shift())
        for (const item of this.itemsOf(subscription, next)) yield item;
      subscription.held = null;
      yield* queue;
    } finally {
      await queue.return();
    }
  }

  private take(batch: Batch): void {
    if (batch.changes.length === 0) return;
    for (const subscription of this.subscriptions) {
      if (subscription.held) {
        if (!batch.changes.some((c) => c.noun === subscription.watch.noun)) continue;
        if (subscription.held.length >= this.queueLimit) subscription.queue.fail(tooSlow());
        else subscription.held.push(batch);
        continue;
      }
      for (const item of this.itemsOf(subscription, batch)) subscription.queue.push(item);
    }
  }

  private *itemsOf({ watch, op, args }: Subscription, batch: Batch): Iterable<LiveItem> {
    for (const change of batch.changes) {
      if (change.noun !== watch.noun || !watch.becomes(change) || !watch.passes(op, args, change)) continue;
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
