import type { Operation, Row } from '#kernel/operation.js';
import type { ChangePage } from './change-pages.js';
import type { ListFrame } from './list-frames.js';
import type { ListWatch } from './list-watch.js';

/** A journal that was read to its end longer ago than this is behind its promise, in ms. */
export const MAX_LAG_MS = 2_000;

/** How a row is told: from its image and, where its frames know that, from what it said before. */
export interface Teller<A> {
  node(op: Operation, args: A, image: Row, before?: Row): unknown;
}

/** A frame as the face reads it: `op` is the reader's, the rows are worked out when they are asked for. */
export function tellFrame<A>(
  op: Operation,
  watch: Pick<ListWatch<A>, 'name'> & Teller<A>,
  args: A,
  frame: ListFrame,
): object {
  const row = <E extends { readonly image: Row | null; readonly before?: Row }>(entry: E) => ({
    ...entry,
    get node() {
      return entry.image ? watch.node(op, args, entry.image, entry.before) : null;
    },
  });
  switch (frame.kind) {
    case 'SNAPSHOT':
      return { ...frame, typeName: `${watch.name}Snapshot`, items: frame.items.map(row) };
    case 'CHANGES': {
      const { changes } = frame;
      return { ...frame, typeName: `${watch.name}Changes`, count: changes.length, changes: changes.map(row) };
    }
    case 'READY':
      return {
        ...frame,
        typeName: 'Ready',
        promise: { maxLagMs: MAX_LAG_MS, mergePolicy: 'PER_ROW', retainedUntil: frame.retainedUntil },
      };
    case 'CAUGHT_UP':
      return { ...frame, typeName: 'CaughtUp' };
    case 'LAGGING':
      return { ...frame, typeName: 'Lagging' };
    case 'RESYNC':
      return { ...frame, typeName: 'Resync' };
  }
}

/** A page of changes as the face reads it. */
export function tellPage<A>(
  op: Operation,
  watch: ListWatch<A>,
  args: A,
  { frame, hasMore }: ChangePage,
): object {
  const told = tellFrame(op, watch, args, frame);
  return {
    changes: frame.kind === 'CHANGES' ? told : null,
    resync: frame.kind === 'RESYNC' ? told : null,
    hasMore,
  };
}
