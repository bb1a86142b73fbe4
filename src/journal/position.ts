import { hash } from 'node:crypto';
import { badInput, type HouseError } from '#kernel/error.js';
import { MAX_POSITION_LENGTH } from '#kernel/scalars.js';

/**
 * A place in the journal: one snapshot of PostgreSQL (which transactions had ended), with the epoch of the
 * database that it belongs to. Opaque outside. Sequence numbers would lose changes: they are handed out
 * before commit, so a later number may be seen first.
 */
export interface Snapshot {
  readonly xmin: bigint;
  /** One past the highest transaction that had ended: those at or above it had not, whether they had begun or not. */
  readonly xmax: bigint;
  /** Transactions below `xmax` that were running at that moment, ascending. */
  readonly running: readonly bigint[];
}

/** Reads PostgreSQL's own text form `xmin:xmax:xip,xip`. */
export function parseSnapshot(text: string): Snapshot {
  const [xmin = '0', xmax = '0', running = ''] = text.split(':');
  return {
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    running: running === '' ? [] : running.split(',').map(BigInt),
  };
}

/**
 * What a token says has been seen: everything at `to`; or, inside a batch that was only partly handed
 * out, everything at `from` and of the batch up to `to` the entries numbered `seq` or lower.
 */
export interface Place {
  readonly to: string;
  readonly from?: string;
  readonly seq?: string;
}

/** A place, and for whom it was told: the stamp of what its viewer could see then. */
export interface StampedPlace extends Place {
  readonly stamp?: string;
}

/** Eight hex digits for what a viewer sees: another audience has another stamp. */
export function stampOf(audience: string): string {
  return hash('sha256', audience, 'hex').slice(0, 8);
}

/** The token that clients carry; with `stamp` one of a watched list, which its viewer's rights belong to. */
export function encodePosition(epoch: string, place: string | Place, stamp?: string): string {
  const { to, from, seq } =
    typeof place === 'string' ? { to: place, from: undefined, seq: undefined } : place;
  const head = stamp === undefined ? `1.${epoch}` : `2.${epoch}.${stamp}`;
  return Buffer.from(from === undefined ? `${head}.${to}` : `${head}.${to}.${from}.${seq}`).toString(
    'base64url',
  );
}

const SNAPSHOT = /^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19}){0,999})?$/;

/** Is it what PostgreSQL takes for a snapshot: bounds in order, and between them the running ones, ascending? */
function isSnapshot(text: string): boolean {
  if (!SNAPSHOT.test(text)) return false;
  const { xmin, xmax, running } = parseSnapshot(text);
  let last = xmin - 1n;
  for (const xid of running) {
    if (xid <= last || xid >= xmax) return false;
    last = xid;
  }
  return xmin > 0n && xmin <= xmax;
}

/** Can a part go from one to the other? Then whoever has reached where it ends has reached where it begins. */
function isLater(to: string, from: string): boolean {
  return contains(parseSnapshot(to), parseSnapshot(from));
}

/** Is it a number that an entry may have: a bigint of PostgreSQL? */
function isNumber(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;
}

/** What a client's token says; refuses what is no position, or one of another database. */
export function decodePosition(epoch: string, token: string, field = 'after'): StampedPlace {
  const [version, tokenEpoch, ...more] = Buffer.from(token, 'base64url').toString().split('.');
  const stamp = version === '2' ? more.shift() : undefined;
  const [to, from, seq, ...rest] = more;
  const sound =
    (version === '1' || (version === '2' && /^[0-9a-f]{8}$/.test(stamp ?? ''))) &&
    tokenEpoch &&
    to &&
    isSnapshot(to) &&
    rest.length === 0 &&
    token.length <= MAX_POSITION_LENGTH &&
    (from === undefined || (isSnapshot(from) && isNumber(seq ?? '') && isLater(to, from)));
  if (!sound)
    throw badInput(field, 'NOT_A_POSITION', {
      zh: '位置标记无法识别，请使用接口返回的 position 原样传回。',
      en: 'This is not a position. Pass back a position that the API gave you, unchanged.',
    });
  if (tokenEpoch !== epoch)
    throw badInput(field, 'EPOCH_CHANGED', {
      zh: '位置标记属于另一个数据库（可能已重建），请从快照重新开始。',
      en: 'This position belongs to another database (it may have been rebuilt). Start again from a snapshot.',
    });
  return { to, ...(from === undefined ? {} : { from, seq }), ...(stamp === undefined ? {} : { stamp }) };
}

/** The snapshot text of a position that we have just made ourselves. */
export function snapshotOf(position: string): string {
  return Buffer.from(position, 'base64url').toString().split('.')[2] ?? '';
}

export function positionFromFuture(field: string): HouseError {
  return badInput(field, 'POSITION_FROM_THE_FUTURE', {
    zh: '位置标记晚于当前数据，请检查来源。',
    en: 'This position lies ahead of everything that has happened here.',
  });
}

/** Had everything that `earlier` shows ended by `later` as well? */
export function contains(later: Snapshot, earlier: Snapshot): boolean {
  if (later.xmax < earlier.xmax) return false;
  return later.running.every((xid) => xid >= earlier.xmax || earlier.running.includes(xid));
}

/** Was the transaction over when the snapshot was taken? */
export function shows({ xmax, running }: Snapshot, xid: bigint): boolean {
  return xid < xmax && !running.includes(xid);
}
