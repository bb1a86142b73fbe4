import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  type GraphQLObjectType,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import type { Standing } from '#access/stands.js';
import type { Viewer } from '#access/viewer.js';
import { endable } from '#journal/endable.js';
import type { AnyWatch, Watch } from '#journal/watch.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { LiveHub } from './live-hub.js';

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

/**
 * Opens the stream of a subscription. A frame is executed once per group of equal subscribers (same
 * document, variables, audience), with the listener's rights, when it is delivered. The stream ends where
 * its listener may be told no more. `clean` takes from errors what may not leave.
 */
export async function openStream(
  live: LiveFields,
  args: ExecutionArgs,
  ears: Ears,
  clean: (result: ExecutionResult) => ExecutionResult,
): Promise<AsyncIterableIterator<ExecutionResult>> {
  const op = args.contextValue as Operation;
  const { field, values, variableValues } = subscriptionField(args);
  const watch = live.watches.get(field) as Watch | undefined;
  const source = live.sources.get(field);
  if (!watch && !source) throw new Error(`no watch for ${field}`);
  const items: AsyncIterableIterator<object> = watch
    ? await live.hub.subscribe(op, watch, values)
    : await (source as LiveSource).open(op, values);
  const group = `${args.operationName ?? ''}|${JSON.stringify(variableValues)}|${live.audience(op.viewer)}`;
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
  return endable(deliver(items, tell), () => items.return?.());
}

async function* deliver(
  items: AsyncIterable<object>,
  tell: (item: object) => Promise<ExecutionResult | undefined>,
): AsyncGenerator<ExecutionResult, void, undefined> {
  for await (const item of items) {
    const told = await tell(item);
    if (!told) return;
    yield told;
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

function subscriptionField(args: ExecutionArgs): {
  field: string;
  values: Record<string, unknown>;
  variableValues: unknown;
} {
  const operation = getOperationAST(args.document, args.operationName);
  const root = args.schema.getSubscriptionType() as GraphQLObjectType;
  const nodes = operation?.selectionSet.selections ?? [];
  const node = nodes[0];
  if (!operation || nodes.length !== 1 || node?.kind !== 'Field')
    throw badInput('query', 'ONE_SUBSCRIPTION_FIELD', {
      zh: '一个订阅操作只能包含一个根字段（不使用片段）。',
      en: 'A subscription has exactly one root field, written without a fragment.',
    });
  const coerced = getVariableValues(
    args.schema,
    operation.variableDefinitions ?? [],
    args.variableValues ?? {},
  );
  if (coerced.errors) throw coerced.errors[0];
  const definition = root.getFields()[node.name.value];
  if (!definition) throw new Error('validated before');
  return {
    field: node.name.value,
    values: getArgumentValues(definition, node, coerced.coerced),
    variableValues: coerced.coerced,
  };
}
