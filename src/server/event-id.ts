import type { ExecutionResult } from 'graphql';
import { decodePosition } from '#journal/position.js';
import { badInput, HouseError } from '#kernel/error.js';

/** What items of streams say of places, each as far as it has one. */
interface Placed {
  readonly position?: string;
  /** Where a batch of changes ends. */
  readonly to?: string;
  /** Of a page of a snapshot: does any follow? */
  readonly isLast?: boolean;
}

/**
 * The place from which whoever was told this frame can go on: the id of its event. None where more pages of a
 * snapshot are still to come, and where nothing was told.
 */
export function eventIdOf({ data }: ExecutionResult, item: object): string | undefined {
  const { position, to, isLast } = item as Placed;
  if (data == null || isLast === false) return undefined;
  return to ?? position;
}

/**
 * The place that a client says with `Last-Event-ID`; undefined when it says none.
 * @throws HouseError BAD_USER_INPUT/NOT_A_POSITION. (One of another database is the stream's to answer.)
 */
export function lastEventId(header: string | string[] | undefined, epoch: string): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (Array.isArray(header)) throw notAPosition();
  try {
    decodePosition(epoch, header);
  } catch (fault) {
    if (!(fault instanceof HouseError) || fault.reason !== 'EPOCH_CHANGED') throw notAPosition();
  }
  return header;
}

function notAPosition(): HouseError {
  return badInput('Last-Event-ID', 'NOT_A_POSITION', {
    zh: 'Last-Event-ID 不是事件的 id，请原样传回最后收到的 id，或去掉它重新开始。',
    en: 'Last-Event-ID is no id of an event. Send back the last one that you got, unchanged, or none to start anew.',
  });
}
