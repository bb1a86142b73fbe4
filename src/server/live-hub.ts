import type { Batch, Change } from '#journal/change.js';
import { type Flow, HeadedFlow, Unbundled } from '#journal/flow.js';
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

/** Everybody who watches a topic with the same arguments and sees the same things: they are asked about once. */
interface Group {
  readonly watch: Watch;
  readonly args: Record<string, unknown>;
  readonly op: Operation;
  /** What a batch has to tell, shared by all: a reader that is far behind holds little. */
  readonly members: Set<LiveQueue<readonly LiveItem[]>>;
}

/**
 * Hands the changes of the journal to whoever watches. It is ours because the default one ends the process
 * when a socket stops reading, and leaks between tenants when told not to (security: measured).
 */
export class LiveHub {
  private readonly groups = new Map<string, Group>();
  /** One change at one place is one object for everybody, so that its frame is made once per group of equal subscribers. */
  private readonly told = new WeakMap<Change, LiveItem[]>();

  /** `audience`: equal for viewers who see the same things. */
  constructor(
    private readonly follower: Follower,
    nouns: readonly string[],
    private readonly queueLimit: number,
    private readonly audience: (op: Operation) => string,
  ) {
    follower.listen({ nouns, take: (batch) => this.take(batch) });
  }

  get size(): number {
    return [...this.groups.values()].reduce((sum, { members }) => sum + members.size, 0);
  }

  /** Opens one subscription; with `after`, everything since then comes first, and nothing is lost or told twice. */
  async subscribe(
    op: Operation,
    watch: Watch,
    { after: token, ...args }: Record<string, unknown>,
  ): Promise<Flow<LiveItem>> {
    watch.admit(op, args);
    const after = typeof token === 'string' ? decodePosition(this.follower.epoch, token) : undefined;
    if (after) {
      await this.follower.reach(after, 'after');
      // Asked again with every page of the past; here it is refused before anything is promised.
      await this.follower.mustReachBack(after, 'after');
    }
    const key = `${watch.field}|${JSON.stringify(args)}|${this.audience(op)}`;
    const group = this.groups.get(key) ?? { watch, args, op, members: new Set() };
    const queue = new LiveQueue<readonly LiveItem[]>(
      this.queueLimit,
      tooSlow,
      () => {
        group.members.delete(queue);
        if (group.members.size === 0 && this.groups.get(key) === group) this.groups.delete(key);
      },
      (items) => items.length,
    );
    // From here on every batch is either replayed (up to `until`) or live: one place in between.
    const until = this.follower.position;
    group.members.add(queue);
    this.groups.set(key, group);
    const nothingMissed =
      after?.from === undefined && (!after || contains(parseSnapshot(after.to), parseSnapshot(until)));
    if (!after || nothingMissed) return new Unbundled(queue);
    const left = new AbortController();
    const past = this.follower.replay(op.viewer.accountId, watch, after, until, left.signal);
    return new Unbundled(new HeadedFlow(this.replayed(group, past), queue, () => left.abort()));
  }

  private async *replayed(
    group: Group,
    past: AsyncIterable<Batch>,
  ): AsyncGenerator<readonly LiveItem[], void, undefined> {
    for await (const batch of past) yield this.itemsOf(group, batch);
  }

  private take(batch: Batch): void {
    if (batch.changes.length === 0) return;
    for (const group of this.groups.values()) {
      try {
        const items = this.itemsOf(group, batch);
        if (items.length > 0) for (const member of group.members) member.push(items);
      } catch (fault) {
        // One filter that cannot be asked any more must not keep the news from the others.
        for (const member of group.members) member.fail(fault);
      }
    }
  }

  private itemsOf({ watch, op, args }: Group, batch: Batch): LiveItem[] {
    return batch.changes
      .filter((change) => isOf(watch, change) && watch.passes(op, args, change))
      .map((change) => this.itemOf(batch, change));
  }

  private itemOf(batch: Batch, change: Change): LiveItem {
    const position = encodePosition(this.follower.epoch, placeOf(batch, change));
    let items = this.told.get(change);
    if (!items) this.told.set(change, (items = []));
    let item = items.find((one) => one.position === position);
    if (!item) {
      item = { position, news: items[0]?.news ?? { image: change.after ?? change.before ?? {}, change } };
      items.push(item);
    }
    return item;
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
