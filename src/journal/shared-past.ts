import { LRUCache } from 'lru-cache';
import type { Operation } from '#kernel/operation.js';
import type { SmallTurns } from '#kernel/small-turns.js';
import { type Follower, placeOf } from './follower.js';
import type { ChangesFrame } from './list-frames.js';
import type { ListGroup } from './list-group.js';
import { contains, encodePosition, parseSnapshot, type Place } from './position.js';
import { oldestOf } from './retention.js';
import type { After } from './stream-start.js';

/** Steps that are kept for those who come a little later: after a cut many come back, and from the same place. */
const MOST_STEPS = 256;
const KEPT_MS = 10_000;
/** Pages of which little concerns the group are told together, until a frame has so many changes. */
const ENOUGH = 200;

/** Who reads the past, and until when. */
export interface PastReader {
  readonly op: Operation;
  readonly group: ListGroup;
  readonly noun: string;
  /** Comes when it has left. */
  readonly signal: AbortSignal;
  /** Stamp of its positions. */
  readonly stamp: string;
}

/** Some pages of the past: what of them concerns the group, and where to go on. */
interface Step {
  readonly frame: ChangesFrame | undefined;
  readonly place: Place;
  /** The position on which the next frame follows. */
  readonly from: string;
}

interface Shared {
  readonly by: Operation;
  /** How far it was read for. */
  readonly until: string;
  readonly left: AbortController;
  /** Undefined: everybody has left. */
  readonly step: Promise<Step | undefined>;
  sharers: number;
}

/**
 * What a group missed, a page at a time, read and worked out once for all who come back to it from the same place.
 * Each goes at its own pace; nothing is read before somebody asks for it.
 */
export class SharedPast {
  private readonly steps = new LRUCache<string, Shared>({
    max: MOST_STEPS,
    ttl: KEPT_MS,
    ttlAutopurge: true,
  });

  /** Up to where those who came back first have read on from a place: who comes later stops there on the way. */
  private readonly waypoints = new LRUCache<string, string>({
    max: MOST_STEPS,
    ttl: KEPT_MS,
    ttlAutopurge: true,
  });

  /** `turns`: in which the pages are worked out. */
  constructor(
    private readonly follower: Follower,
    private readonly turns: SmallTurns,
  ) {}

  /** The frames from a place until `until` (snapshot text of a place already reached). */
  async *frames(
    reader: PastReader,
    { place: start, token }: After,
    until: string,
  ): AsyncGenerator<ChangesFrame, void, undefined> {
    let place: Place = start;
    let from = token;
    for (const stop of this.stops(reader.noun, start, until)) {
      const end = parseSnapshot(stop);
      while (place.from !== undefined || !contains(parseSnapshot(place.to), end)) {
        const step = await this.step(reader, place, from, stop);
        if (!step) return;
        if (step.frame) yield step.frame;
        ({ place, from } = step);
      }
    }
  }

  /**
   * Where to stop on the way. Groups stand at different places when they come back; that they all read to the same one
   * first lets them share the pages of the journal up to there.
   */
  private stops(noun: string, { to, from, seq }: Place, until: string): string[] {
    const key = [noun, to, from, seq].join('|');
    const waypoint = this.waypoints.get(key);
    if (waypoint !== undefined && contains(parseSnapshot(until), parseSnapshot(waypoint)))
      return [waypoint, until];
    this.waypoints.set(key, until);
    return [until];
  }

  private async step(
    reader: PastReader,
    place: Place,
    from: string,
    until: string,
  ): Promise<Step | undefined> {
    const { op, group, signal } = reader;
    const key = [group.key, from, place.to, place.from, place.seq].join('|');
    for (;;) {
      let shared = this.steps.get(key);
      // What was read for one who stands further ahead tells of more than this one has missed.
      if (!shared || !contains(parseSnapshot(until), parseSnapshot(shared.until))) {
        const left = new AbortController();
        const step = this.read(reader, place, from, until, left.signal);
        shared = { by: op, until, left, step, sharers: 0 };
        this.steps.set(key, shared);
      }
      shared.sharers += 1;
      try {
        return await unlessLeft(shared.step, signal);
      } catch (fault) {
        this.forget(key, shared);
        // It failed on another one's turn; what is forgotten is so for all of them.
        if (shared.by === op || oldestOf(fault) !== undefined) throw fault;
      } finally {
        shared.sharers -= 1;
        if (signal.aborted && shared.sharers === 0) {
          shared.left.abort();
          this.forget(key, shared);
        }
      }
    }
  }

  private async read(
    { op, group, noun, stamp }: PastReader,
    place: Place,
    from: string,
    until: string,
    left: AbortSignal,
  ): Promise<Step | undefined> {
    const { follower } = this;
    let found: (Step & { readonly frame: ChangesFrame }) | undefined;
    for await (const batch of follower.replay(op.viewer.accountId, { noun }, place, until, left)) {
      const last = batch.changes.at(-1);
      if (!last) continue;
      // Many groups wait for the same page.
      await this.turns.next();
      const at = placeOf(batch, last);
      const to = encodePosition(follower.epoch, at, stamp);
      const more = group.replayed(batch.changes, from, to);
      if (!more) continue;
      const frame: ChangesFrame = found
        ? { ...more, changes: [...found.frame.changes, ...more.changes] }
        : more;
      found = { frame, place: at, from: to };
      if (frame.changes.length >= ENOUGH) return found;
    }
    return left.aborted ? undefined : { frame: undefined, from, ...found, place: { to: until } };
  }

  private forget(key: string, shared: Shared): void {
    if (this.steps.peek(key) === shared) this.steps.delete(key);
  }
}

/** What comes of it, or undefined as soon as the signal does. */
function unlessLeft<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((done, failed) => {
    const leave = (): void => done(undefined);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(done, failed).finally(() => signal.removeEventListener('abort', leave));
  });
}
