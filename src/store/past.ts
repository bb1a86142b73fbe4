import type { Batch, Change } from '#journal/change.js';
import type { Follower, Topic } from '#journal/follower.js';
import { contains, parseSnapshot, type Place } from '#journal/position.js';
import { RecentPast } from '#journal/recent-past.js';
import { firstUnseen, oldestOf } from '#journal/retention.js';
import type { Aside } from './aside.js';

/** Changes of one batch. */
const PAGE = 500;
/** Transactions that are read beyond the place that was asked for. */
const MARGIN = 1_000n;
/** What nobody has come back for is not kept any longer, in ms. */
const IDLE_MS = 60_000;
/** Reads the past for all of them. */
const FOR_ALL = 'recent past';

/** The recent past of one noun, for as long as somebody comes back. */
interface Kept {
  readonly recent: RecentPast;
  askedAt: number;
  /** Whoever comes while it is read further back waits for that. */
  readingBack: Promise<void> | undefined;
  /** There is too much between this transaction and what is kept for it to be kept as well. */
  tooFar: bigint;
}

/** What one snapshot shows and another does not, after the entry of this number. */
interface Part {
  readonly from: string;
  readonly to: string;
  readonly after: string;
}

/**
 * Tells again what has been told: of lists the recent past from memory, the rest from the database. The first who comes
 * back from before what is kept has it read further back, for all who come back from other places near it.
 */
export class Past {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly aside: Aside,
    private readonly present: Pick<Follower, 'listen' | 'position'>,
    /** Transactions that are read beyond the place: others come back from a little further behind. */
    private readonly margin: bigint = MARGIN,
    /** Makes what is kept of a noun from a place on. */
    private readonly begin: (from: string) => RecentPast = (from) => new RecentPast(from),
  ) {}

  /** See `Follower.replay`; the whole of the place `after` has been reached, also where its part begins. */
  async *replay(
    who: string,
    topic: Topic,
    after: Place,
    until: string,
    signal: AbortSignal,
  ): AsyncIterable<Batch> {
    // First the rest of a batch that was only partly handed out, then everything since.
    if (after.from !== undefined)
      yield* this.between(who, topic, { from: after.from, to: after.to, after: after.seq ?? '0' }, signal);
    yield* this.between(who, topic, { from: after.to, to: until, after: '0' }, signal);
  }

  private async *between(who: string, topic: Topic, part: Part, signal: AbortSignal): AsyncIterable<Batch> {
    const { noun, enters } = topic;
    const { from, to, after } = part;
    const recent = enters === undefined ? await this.recentPast(noun, from) : undefined;
    if (recent?.reachesBackTo(from)) await this.mustBeKept(from);
    // Some of it may have been let go meanwhile.
    if (recent?.reachesBackTo(from)) {
      yield* inPages(part, recent.between(from, to, after));
      return;
    }
    const stop = recent ? stopOf(part, recent.entrance) : to;
    const span = { from, to: stop, noun, enters, after };
    for await (const { changes, more } of this.aside.pages(who, span, signal))
      yield { from, to: stop, changes, partial: more };
    if (stop !== to && !signal.aborted)
      yield* this.between(who, topic, { from: stop, to, after: '0' }, signal);
  }

  /** What is forgotten is told to nobody any more, also where it could be. */
  private async mustBeKept(from: string): Promise<void> {
    try {
      await this.aside.mustReachBack({ to: from }, 'after');
    } catch (fault) {
      if (oldestOf(fault) !== undefined) throw fault;
      // A database that cannot be asked forgets nothing either, and what is kept is complete.
    }
  }

  /** What is kept of a noun, read as far back as `from` if it can be. */
  private async recentPast(noun: string, from: string): Promise<RecentPast> {
    const kept = this.kept.get(noun) ?? this.keep(noun);
    const { recent } = kept;
    const unseen = firstUnseen(parseSnapshot(from));
    kept.askedAt = performance.now();
    try {
      while (!recent.reachesBackTo(from) && unseen > kept.tooFar) {
        kept.readingBack ??= this.readBack(noun, kept, unseen).finally(() => (kept.readingBack = undefined));
        await kept.readingBack;
      }
    } catch {
      // Whoever asks for it by itself is told why it cannot be read.
    }
    return recent;
  }

  private keep(noun: string): Kept {
    const recent = this.begin(this.present.position);
    const kept: Kept = { recent, askedAt: performance.now(), readingBack: undefined, tooFar: 0n };
    const leave = this.present.listen({
      nouns: [noun],
      take: (batch) => {
        recent.hear(batch);
        if (performance.now() - kept.askedAt < IDLE_MS) return;
        leave();
        this.kept.delete(noun);
      },
    });
    this.kept.set(noun, kept);
    return kept;
  }

  /** Reads all that has no lower transaction than this one, and a little more, unless it is too much to be kept. */
  private async readBack(noun: string, kept: Kept, unseen: bigint): Promise<void> {
    const { recent } = kept;
    const to = recent.from;
    const first = unseen > this.margin ? unseen - this.margin : 1n;
    const from = `${first}:${first}:`;
    const span = { from, to, noun, enters: undefined, after: '0' };
    if (await this.aside.hasMoreThan(FOR_ALL, span, recent.room)) {
      kept.tooFar = unseen + this.margin;
      return;
    }
    const read: Change[] = [];
    for await (const { changes } of this.aside.pages(FOR_ALL, span, new AbortController().signal))
      read.push(...changes);
    // What was kept has become shorter meanwhile: there is a gap between, and whoever waits asks again.
    if (recent.from === to) recent.reachBack(from, read);
  }
}

/** How far the database is asked: to where the recent past is entered, if a reader can stand there on the way. */
function stopOf({ to, after }: Part, entrance: string): string {
  // Whoever has heard a part of what lies between has heard some of what comes after as well.
  return after === '0' && contains(parseSnapshot(to), parseSnapshot(entrance)) ? entrance : to;
}

function* inPages({ from, to }: Part, changes: Iterable<Change>): Iterable<Batch> {
  let page: Change[] = [];
  for (const change of changes) {
    if (page.length === PAGE) {
      yield { from, to, changes: page, partial: true };
      page = [];
    }
    page.push(change);
  }
  if (page.length > 0) yield { from, to, changes: page };
}
