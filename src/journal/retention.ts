import { badInput, HouseError } from '#kernel/error.js';
import { encodePosition, parseSnapshot, type Place, type Snapshot } from './position.js';

/*
 * `forgotten` is the database's word (deployment.forgotten): of no transaction from this one on has anything been
 * forgotten. It only grows, in the transactions that forget, so whoever reads it in one snapshot with entries of the
 * journal, or later, knows whether any of them are missing.
 */

/** The lowest transaction that a snapshot does not show: one that ran then, or else the next to begin. */
export function firstUnseen({ xmax, running }: Snapshot): bigint {
  return running[0] ?? xmax;
}

/** Has nothing been forgotten of what a place does not show? */
export function mayContinue({ to, from }: Place, forgotten: bigint): boolean {
  return [to, from ?? to].every((snapshot) => firstUnseen(parseSnapshot(snapshot)) >= forgotten);
}

/** Snapshot text of the oldest place that can be continued: it shows all that may have been forgotten, and no more. */
export function oldestKept(forgotten: bigint): string {
  return `${forgotten}:${forgotten}:`;
}

/**
 * Refuses a place since which something may have been forgotten. `field` is the argument that named it.
 * @throws HouseError BAD_USER_INPUT/TOO_OLD, whose details have the oldest position that can be continued
 */
export function mustBeKept(epoch: string, place: Place, forgotten: bigint, field = 'after'): void {
  if (!mayContinue(place, forgotten)) throw tooOld(epoch, forgotten, field);
}

export function tooOld(epoch: string, forgotten: bigint, field: string): HouseError {
  return badInput(
    field,
    'TOO_OLD',
    {
      zh: '此位置之后的部分变更已不再保留，请重新读取清单并从其位置开始。',
      en: 'Changes since this position are no longer kept. Read the list anew, and go on from its position.',
    },
    { oldestAvailable: encodePosition(epoch, oldestKept(forgotten)) },
  );
}

/** Was it refused by `mustBeKept`? Then the oldest position that can be continued. */
export function oldestOf(fault: unknown): string | undefined {
  return fault instanceof HouseError && fault.reason === 'TOO_OLD'
    ? String(fault.details['oldestAvailable'])
    : undefined;
}
