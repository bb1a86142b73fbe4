import type { DocumentNode, ExecutionArgs, ExecutionResult } from 'graphql';
import type { Standing } from '#access/stands.js';
import type { Viewer } from '#access/viewer.js';
import { type Flow, Flowing, flowOf, type Next } from '#journal/flow.js';
import type { AnyWatch, Watch } from '#journal/watch.js';
import type { Operation } from '#kernel/operation.js';
import { frameMaker } from './frame-maker.js';
import type { LiveHub } from './live-hub.js';
import type { SubscriptionRoot } from './subscription-root.js';

/** A stream of another kind than a topic's (the picture): it opens its own source. */
export interface LiveSource {
  open(op: Operation, args: Record<string, unknown>): Promise<AsyncIterableIterator<object>>;
}

export interface LiveFields {
  readonly hub: LiveHub;
  readonly watches: ReadonlyMap<string, AnyWatch>;
  readonly sources: ReadonlyMap<string, LiveSource>;
  /** Opens the fresh operation with which one frame reads. */
  readonly again: (viewer: Viewer) => Operation;
  /** What such an operation has learnt of its viewer's account. */
  readonly learnt: (op: Operation) => Standing;
  /** Equal for viewers who see the same things: their frames are made once. */
  readonly audience: (viewer: Viewer) => string;
}

/** Who listens to a stream, by what may be asked of it. */
export interface Ears {
  /** May it be told what nobody had to read: the news itself, as the journal was read? At once where that is known. */
  mayHear(): boolean | Promise<boolean>;
  /** May it be told what another's operation has just read? */
  mayTell(): Promise<boolean>;
  /** May it be told what its own operation has read, which has learnt this? */
  mayTellAs(learnt: Standing): Promise<boolean>;
}

/** How one listener is told. */
export interface Listening<T> {
  readonly ears: Ears;
  /** Takes from errors what may not leave. */
  readonly clean: (result: ExecutionResult) => ExecutionResult;
  /** What it is handed of a frame, which it may share with others, and of the item that the frame tells. */
  readonly hand: (result: ExecutionResult, item: object) => T;
}

/**
 * Opens the stream of a subscription whose root field is `root`. A frame is executed once per group of equal
 * subscribers (same document, variables, audience, by whatever door), with the listener's rights, when it is
 * delivered. The stream ends where its listener may be told no more.
 */
export async function openStream<T>(
  live: LiveFields,
  args: ExecutionArgs,
  { field, values, key }: SubscriptionRoot,
  { ears, clean, hand }: Listening<T>,
): Promise<Flow<T>> {
  const op = args.contextValue as Operation;
  const watch = live.watches.get(field) as Watch | undefined;
  const source = live.sources.get(field);
  if (!watch && !source) throw new Error(`no watch for ${field}`);
  const items: AsyncIterableIterator<object> = watch
    ? await live.hub.subscribe(op, watch, values)
    : await (source as LiveSource).open(op, values);
  const group = `${key}|${live.audience(op.viewer)}`;
  const frameIn = frameMaker(args);
  const make = (item: object): Frame | Promise<Frame> => {
    const reader = live.again(op.viewer);
    const frameOf = (result: ExecutionResult): Frame => ({
      result: clean(result),
      learnt: live.learnt(reader),
    });
    const result = frameIn(item, reader);
    return result instanceof Promise ? result.then(frameOf) : frameOf(result);
  };
  return new Telling(
    flowOf(items),
    ears,
    (item) => oncePerGroup(args.document, item, group, () => make(item)),
    hand,
  );
}

/**
 * The frames of one listener. Where nothing has to be waited for (the frame is made, and that it may be told is
 * known), it is handed the frame in the very call that brings the item.
 */
class Telling<T> extends Flowing<T> {
  constructor(
    private readonly items: Flow<object>,
    private readonly ears: Ears,
    private readonly frameOf: (item: object) => Made,
    private readonly hand: (result: ExecutionResult, item: object) => T,
  ) {
    super();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    this.items.receive((next) => (next.done ? give(next) : this.tell(next.value, give, fail)), fail);
  }

  protected end(): Promise<unknown> {
    return this.items.return();
  }

  /** Nobody waits for the source's end, and a fault of it is nobody's. */
  private leave(): void {
    this.end().catch(() => undefined);
  }

  private tell(item: object, give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    const failed = (fault: unknown): void => {
      this.leave();
      fail(fault);
    };
    const heard = (may: boolean, result: ExecutionResult): void => {
      if (may) give({ value: this.hand(result, item), done: false });
      else {
        this.leave();
        give({ value: undefined, done: true });
      }
    };
    const made = ({ result, learnt }: Frame, mine: boolean): void => {
      // What failed because another one's account was closed fails for that one alone.
      if (learnt.refusal && !mine) {
        this.tell(item, give, fail);
        return;
      }
      const { ears } = this;
      const may = !learnt.asked ? ears.mayHear() : mine ? ears.mayTellAs(learnt) : ears.mayTell();
      if (typeof may === 'boolean') heard(may, result);
      else may.then((yes) => heard(yes, result)).catch(failed);
    };
    try {
      const { frame, mine } = this.frameOf(item);
      if (frame instanceof Promise) frame.then((done) => made(done, mine)).catch(failed);
      else made(frame, mine);
    } catch (fault) {
      failed(fault);
    }
  }
}

/** A frame, with what the operation that read for it has learnt. */
interface Frame {
  readonly result: ExecutionResult;
  readonly learnt: Standing;
}

/** A frame of a group; `mine`: the caller is the one for whom it is made. */
interface Made {
  readonly frame: Frame | Promise<Frame>;
  readonly mine: boolean;
}

type Frames = Map<string, Frame | Promise<Frame>>;
const made = new WeakMap<DocumentNode, WeakMap<object, Frames>>();

/** The frame of an item for a group. An item that is told to several is one object. */
function oncePerGroup(
  document: DocumentNode,
  item: object,
  group: string,
  make: () => Frame | Promise<Frame>,
): Made {
  let byItem = made.get(document);
  if (!byItem) made.set(document, (byItem = new WeakMap()));
  let frames = byItem.get(item);
  if (!frames) byItem.set(item, (frames = new Map()));
  const known = frames.get(group);
  if (known) return { frame: known, mine: false };
  const keep = (frame: Frame): Frame => {
    if (frame.learnt.refusal) frames.delete(group);
    else frames.set(group, frame);
    return frame;
  };
  const begun = make();
  if (!(begun instanceof Promise)) return { frame: keep(begun), mine: true };
  const kept = begun.then(keep);
  frames.set(group, kept);
  return { frame: kept, mine: true };
}
