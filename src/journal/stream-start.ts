import { HouseError } from '#kernel/error.js';
import type { ResyncFrame, ResyncReason } from './list-frames.js';
import { decodePosition, encodePosition, type Place, snapshotOf, stampOf } from './position.js';
import { oldestOf } from './retention.js';

/** A place to go on from, with the token that named it. */
export interface After {
  readonly kind: 'AFTER';
  readonly place: Place;
  readonly token: string;
}

/**
 * Where a stream is to begin: after a place, or with the word that it cannot be continued from there; undefined where
 * no place was given.
 * @throws HouseError BAD_USER_INPUT/NOT_A_POSITION
 */
export function startOf(
  epoch: string,
  token: string | null | undefined,
  audience: string,
): After | ResyncFrame | undefined {
  if (token == null) return undefined;
  try {
    const place = decodePosition(epoch, token);
    const { stamp } = place;
    if (stamp !== undefined && stamp !== stampOf(audience)) return resync('RIGHTS_CHANGED');
    return { kind: 'AFTER', place, token };
  } catch (fault) {
    if (fault instanceof HouseError && fault.reason === 'EPOCH_CHANGED') return resync('EPOCH_CHANGED');
    throw fault;
  }
}

/**
 * The word that a stream cannot be continued, where that is why reading the past failed: something of it may have been
 * forgotten. Undefined where it failed otherwise.
 */
export function tooOldOf(epoch: string, fault: unknown, audience: string): ResyncFrame | undefined {
  const oldest = oldestOf(fault);
  if (oldest === undefined) return undefined;
  return resync('TOO_OLD', encodePosition(epoch, snapshotOf(oldest), stampOf(audience)));
}

function resync(reason: ResyncReason, oldestAvailable: string | null = null): ResyncFrame {
  return { kind: 'RESYNC', reason, oldestAvailable };
}
