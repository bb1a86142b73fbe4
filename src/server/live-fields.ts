import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  type GraphQLObjectType,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
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
  /** Was this operation refused because its viewer's account is not what it was? */
  readonly fell: (op: Operation) => boolean;
  /** Equal for viewers who see the same things: their frames are made once. */
  readonly audience: (viewer: Viewer) => string;
}

/** Who listens to a stream, by what may be asked of it. */
export interface Ears {
  /** May it be told what is begun now? */
  mayTell(): Promise<boolean>;
  /** Is it still in? */
  isIn(): Promise<boolean>;
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
    const fresh = live.again(op.viewer);
    const result = clean(await execute({ ...args, rootValue: item, contextValue: fresh }));
    return { result, by: op, fell: live.fell(fresh) };
  };
  const frame = async (item: object): Promise<ExecutionResult> => {
    for (;;) {
      const { result, by, fell } = await oncePerGroup(args, item, group, () => make(item));
      // What failed because another one's account was closed fails for that one alone.
      if (!fell || by === op) return result;
    }
  };
  return endable(deliver(items, frame, ears), () => items.return?.());
}

async function* deliver(
  items: AsyncIterable<object>,
  frame: (item: object) => Promise<ExecutionResult>,
  ears: Ears,
): AsyncGenerator<ExecutionResult, void, undefined> {
  for await (const item of items) {
    const [told, may] = await Promise.all([frame(item), ears.mayTell()]);
    // Asked again at the end: while its frame was made a token may end and rights may go.
    if (!may || !(await ears.isIn())) return;
    yield told;
  }
}

/** A frame, with the operation whose stream made it. */
interface Frame {
  readonly result: ExecutionResult;
  readonly by: Operation;
  readonly fell: boolean;
}

type Frames = Map<string, Promise<Frame>>;
const made = new WeakMap<object, WeakMap<object, Frames>>();

function oncePerGroup(
  args: ExecutionArgs,
  item: object,
  group: string,
  make: () => Promise<Frame>,
): Promise<Frame> {
  const { news, position } = item as { news?: object; position?: string };
  const shared = news ?? item;
  let byDocument = made.get(args.document);
  if (!byDocument) made.set(args.document, (byDocument = new WeakMap()));
  let frames = byDocument.get(shared);
  if (!frames) byDocument.set(shared, (frames = new Map()));
  const key = `${group}|${position ?? ''}`;
  const known = frames.get(key);
  if (known) return known;
  const begun = make().then((frame) => {
    if (frame.fell) frames.delete(key);
    return frame;
  });
  frames.set(key, begun);
  return begun;
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
