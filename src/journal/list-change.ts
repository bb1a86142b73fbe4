import { toGlobalId } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { Change } from './change.js';
import type { Entry, RowChange } from './list-frames.js';
import type { ListWatch } from './list-watch.js';

/** The row of an image, as an entry of its list. */
export function entryOf<A>(op: Operation, watch: ListWatch<A>, image: Row): Entry {
  const { type, key } = watch;
  return { id: toGlobalId(type, String(image[key])), version: versionOf(op, watch, image), image };
}

/** The version of a row as this viewer counts it. */
export function versionOf<A>(op: Operation, watch: ListWatch<A>, image: Row): number {
  return watch.version?.(op, image) ?? Number(image['version']);
}

/** What a change of its noun is to a list; undefined when it does not concern it. */
export function changeOf<A>(
  op: Operation,
  watch: ListWatch<A>,
  args: A,
  { before, after }: Change,
): RowChange | undefined {
  const was = before !== null && watch.holds(op, args, before);
  const is = after !== null && watch.holds(op, args, after);
  if (is) {
    const entry = entryOf(op, watch, after);
    if (was && versionOf(op, watch, before) === entry.version) return undefined;
    return { op: was ? 'UPDATE' : 'ENTER', reason: null, ...entry };
  }
  if (!was) return undefined;
  const { id, version } = entryOf(op, watch, after ?? before);
  return { op: 'LEAVE', reason: watch.reason(op, args, before, after), id, version, image: null };
}
