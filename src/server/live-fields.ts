import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Standing } from '#access/stands.js';
import type { Viewer } from '#access/viewer.js';
import { endable } from '#journal/endable.js';
import type { AnyWatch, Watch } from '#journal/watch.js';
import type { Operation } from '#kernel/operation.js';
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
  /** May it be told what nobody had to read: the news itself, as the journal was read? */
  mayHear(): Promise<boolean>;
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
): Promise<AsyncIterableIterator<T>> {
  const op = args.contextValue as Operation;
  const watch = live.watches.get(field) as Watch | undefined;
  const source = live.sources.get(field);
  if (!watch && !source) throw new Error(`no watch for ${field}`);
  const items: AsyncIterableIterator<object> = watch
    ? await live.hub.subscribe(op, watch, values)
    : await (source as LiveSource).open(op, values);
  const group = `${key}|${live.audience(op.viewer)}`;
  const make = async (item: object): Promise<Frame> => {
    const reader = live.again(op.viewer);
    const result = clean(await execute({ ...args, rootValue: item, contextValue: reader }));
    return { result, learnt: live.learnt(reader) };
  };
  const tell = async (item: object): Promise<ExecutionResult | undefined> => {
    for (;;) {
      const { frame, mine } = oncePerGroup(args, item, group, () => make(item));
      const { result, learnt } = await frame;
      // What failed because another one's account was closed fails for that one alone.
      if (learnt.refusal && !mine) continue;
      const may = !learnt.asked ? ears.mayHear() : mine ? ears.mayTellAs(learnt) : ears.mayTell();
      return (await may) ? result : undefined;
    }
  };
  return endable(deliver(items, tell, hand), () => items.return?.());
}

async function* deliver<T>(
  items: AsyncIterable<object>,
  tell: (item: object) => Promise<ExecutionResult | undefined>,
  hand: (result: ExecutionResult, item: object) => T,
): AsyncGenerator<T, void, undefined> {
  for await (const item of items) {
    const told = await tell(item);
    if (!told) return;
    yield hand(told, item);
  }
}

/** A frame, with what the operation that read for it has learnt. */
interface Frame {
  readonly result: ExecutionResult;
  readonly learnt: Standing;
}

type Frames = Map<string, Promise<Frame>>;
const made = new WeakMap<object, WeakMap<object, Frames>>();

/** The frame of an item for a group; `mine`: the caller is the one for whom it is made. */
function oncePerGroup(
  args: ExecutionArgs,
  item: object,
  group: string,
  make: () => Promise<Frame>,
): { frame: Promise<Frame>; mine: boolean } {
  const { news, position } = item as { news?: object; position?: string };
  const shared = news ?? item;
  let byDocument = made.get(args.document);
  if (!byDocument) made.set(args.document, (byDocument = new WeakMap()));
  let frames = byDocument.get(shared);
  if (!frames) byDocument.set(shared, (frames = new Map()));
  const key = `${group}|${position ?? ''}`;
  const known = frames.get(key);
  if (known) return { frame: known, mine: false };
  const begun = make().then((frame) => {
    if (frame.learnt.refusal) frames.delete(key);
    return frame;
  });
  frames.set(key, begun);
  return { frame: begun, mine: true };
}
