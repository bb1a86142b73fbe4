import { type Flow, HeadedFlow } from '#journal/flow.js';
import type { Follower } from '#journal/follower.js';
import type { ListFrame, ResyncFrame } from '#journal/list-frames.js';
import type { WatchArgs } from '#journal/list-watch.js';
import { MergeQueue } from '#journal/merge-queue.js';
import { stampOf } from '#journal/position.js';
import { type After, startOf, tooOldOf } from '#journal/stream-start.js';
import type { Operation } from '#kernel/operation.js';
import { askedPair, mustSeePair, type Pair, type PairArgs } from './pair.js';
import { PictureStream } from './picture-stream.js';
import type { ShownPictures } from './shown-pictures.js';
import { sightOf } from './sight.rules.js';

interface Opened {
  readonly stream: Promise<PictureStream>;
  readonly leave: Promise<() => void>;
  holders: number;
}

/**
 * Pictures under the live contract: absolute numbers and what moved, each frame following on the one before. A picture
 * is a gauge, so a reader that comes back is given the present one, whatever it missed.
 */
export class LivePictures {
  private readonly opened = new Map<string, Opened>();
  private readonly beating: NodeJS.Timeout;

  constructor(
    private readonly shown: ShownPictures,
    private readonly follower: Follower,
    private readonly settings: {
      readonly queueLimit: number;
      readonly heartbeatMs: number;
      readonly maxLagMs: number;
      readonly audience: (op: Operation) => string;
      /** Until when the position of a picture that is told now can surely be continued; null: for ever. */
      readonly retainedUntil: () => Date | null;
      /** The clock, in epoch milliseconds. */
      readonly now: () => number;
    },
  ) {
    this.beating = setInterval(() => this.beat(), settings.heartbeatMs).unref();
  }

  /** How many readers are told of something. */
  get size(): number {
    return [...this.opened.values()].reduce((sum, { holders }) => sum + holders, 0);
  }

  close(): void {
    clearInterval(this.beating);
  }

  /**
   * Opens one subscription.
   * @throws HouseError BAD_USER_INPUT, FORBIDDEN, RATE_LIMITED when too many new pairs are asked for.
   */
  async open(op: Operation, args: PairArgs & WatchArgs): Promise<Flow<ListFrame>> {
    const { origin, destination, population, after, snapshot } = args;
    const pair = askedPair(op, { origin, destination, population: population ?? null });
    mustSeePair(op, pair);
    const audience = this.settings.audience(op);
    const start = await this.startOf(after, audience);
    const opened = this.openedOf(op, pair, audience);
    opened.holders += 1;
    const release = () => this.release(`${pair.key}|${audience}`, opened);
    const stream = await opened.stream.catch((fault: unknown) => {
      release();
      throw fault;
    });
    const queue = new MergeQueue(this.settings.queueLimit, () => {
      stream.members.delete(queue);
      release();
    });
    const { retainedUntil } = this.settings;
    async function* head(): AsyncGenerator<ListFrame, void, undefined> {
      if (start?.kind === 'RESYNC') {
        yield start;
        if (snapshot === 'NEVER') {
          await queue.return();
          return;
        }
      }
      if (!queue.over) stream.members.add(queue);
      yield* stream.begin(snapshot !== 'NEVER', retainedUntil());
    }
    return new HeadedFlow(head(), queue, () => undefined);
  }

  /** A picture needs nothing of the past; but whoever comes back from before all that is kept is told so here too. */
  private async startOf(
    token: string | null | undefined,
    audience: string,
  ): Promise<After | ResyncFrame | undefined> {
    const { follower } = this;
    const start = startOf(follower.epoch, token, audience);
    if (start?.kind !== 'AFTER') return start;
    await follower.reach(start.place, 'after');
    try {
      await follower.mustReachBack(start.place, 'after');
      return start;
    } catch (fault) {
      const tooOld = tooOldOf(follower.epoch, fault, audience);
      if (!tooOld) throw fault;
      return tooOld;
    }
  }

  private openedOf(op: Operation, pair: Pair, audience: string): Opened {
    const key = `${pair.key}|${audience}`;
    const known = this.opened.get(key);
    if (known) return known;
    let begun: PictureStream | undefined;
    const leave = this.shown.watch(op, pair, (state) => begun?.hear(state));
    const stream = leave.then(async () => {
      const { figures, ...now } = await this.shown.read(op, pair);
      begun = new PictureStream(
        { ...now, figures: structuredClone(figures) },
        sightOf(op.viewer.role),
        this.follower.epoch,
        stampOf(audience),
        this.settings.now,
      );
      return begun;
    });
    const opened: Opened = { stream, leave, holders: 0 };
    this.opened.set(key, opened);
    return opened;
  }

  private release(key: string, opened: Opened): void {
    opened.holders -= 1;
    if (opened.holders > 0) return;
    if (this.opened.get(key) === opened) this.opened.delete(key);
    void opened.leave.then(
      (leave) => leave(),
      () => undefined,
    );
  }

  private beat(): void {
    const { lagMs, position } = this.follower;
    const behind = lagMs > this.settings.maxLagMs ? lagMs : undefined;
    for (const { stream } of this.opened.values())
      void stream.then(
        (one) => one.beat(position, behind),
        () => undefined,
      );
  }
}
