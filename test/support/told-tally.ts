import type { Frame } from './list-mirror.js';

/** How often a reader was told of each thing: ENTER, UPDATE, and LEAVE with its reason. */
export function tallyOf(frames: readonly Frame[]): ReadonlyMap<string, number> {
  const told = new Map<string, number>();
  for (const { op, reason } of frames.flatMap(({ changes = [] }) => changes)) {
    const what = reason === null ? op : `${op} ${reason}`;
    told.set(what, (told.get(what) ?? 0) + 1);
  }
  return told;
}

/**
 * What is wrong with a tally: whatever was told less often than `least`, of ENTER, UPDATE and LEAVE for each of these
 * reasons, with how often; and each LEAVE for a reason that nothing could have been. Nothing, where it is right.
 */
export function faultsOf(
  told: ReadonlyMap<string, number>,
  leaves: readonly string[],
  least: number,
): Record<string, number> {
  const wanted = ['ENTER', 'UPDATE', ...leaves.map((reason) => `LEAVE ${reason}`)];
  const seldom = wanted.map((what) => [what, told.get(what) ?? 0] as const).filter(([, n]) => n < least);
  return Object.fromEntries([...seldom, ...[...told].filter(([what]) => !wanted.includes(what))]);
}
