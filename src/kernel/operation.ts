import type { EntityManager } from '@mikro-orm/core';
import type DataLoader from 'dataloader';
import type { Sql } from 'sql-template-tag';
import type { Action, SystemAction } from '#access/permissions.js';
import type { Stake } from '#access/stake.js';
import type { Viewer } from '#access/viewer.js';

/** A row as the database gives it. Lists map it to a face at once. */
export type Row = Record<string, unknown>;

/** What one read brought: every statement saw the same snapshot, and `position` is that snapshot. */
export interface Reading {
  readonly position: string;
  readonly rows: readonly Row[][];
}

/** Loads many at once; results in the order of the keys, `null` where there is none or it is not the viewer's. */
export type BatchFunction<K, V> = (op: Operation, keys: readonly K[]) => Promise<(V | null)[]>;

/** Keys that this deployment keeps for personal fields; rooms see only what they can do. */
export interface IdentityVault {
  seal(plain: string): string;
  open(sealed: string): string;
  fingerprint(normalized: string): Buffer;
  readonly currentKeyId: string;
  /** Is this database marked as a demo (then invented address codes are accepted, and only then)? */
  readonly isDemo: boolean;
}

/** Seals the keyset of a page into an opaque, authenticated cursor, and opens it again for the same list. */
export interface CursorVault {
  seal(list: string, keys: readonly unknown[]): string;
  /** BAD_USER_INPUT/CURSOR_OF_ANOTHER_LIST or NOT_A_CURSOR when it is not this list's. */
  open(list: string, cursor: string, field: string): unknown[];
}

/** One region as everybody sees it; reference data, held in memory by each process. */
export interface RegionFact {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parentCode: string | null;
  /** Code without filling zeros: a region is under another when its path starts with the other's. */
  readonly path: string;
  readonly members: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successorCode: string | null;
}

/** The regions of this deployment, kept equal to the table by the follower. */
export interface RegionBook {
  get(code: string): RegionFact | undefined;
  /** The region that bears or once bore this code, as it was; otherwise BAD_USER_INPUT/UNKNOWN_REGION with a suggestion. */
  known(code: string, field: string): RegionFact;
  /**
   * The place that this code names today: a code that was given up (旬阳县 610928) means the one that took its place
   * (旬阳市 610981). One of `levels`, by default any place but no group, otherwise BAD_USER_INPUT/REGION_OF_ANOTHER_LEVEL; refuses as `known`.
   */
  must(code: string, field: string, levels?: readonly string[]): RegionFact;
  /** The region itself while it is valid, what took its place afterwards, or nothing where nothing did. */
  standing(region: RegionFact): RegionFact | undefined;
  /** Codes of the groups (长三角 …) that contain this path. */
  groupsOf(path: string): string[];
  children(code: string | null): RegionFact[];
  all(): Iterable<RegionFact>;
}

/**
 * The only argument besides input that a verb ever gets: who asks, when it is, and the ways to the
 * database. One per request, per frame, per tick of the clock.
 */
export interface Operation {
  readonly viewer: Viewer;
  readonly now: Date;
  /** Today in Asia/Shanghai, YYYY-MM-DD: business days are days there. */
  readonly today: string;
  readonly requestId: string;
  readonly vault: IdentityVault;
  readonly cursors: CursorVault;
  readonly regions: RegionBook;
  /** Look-ups that confirm or reveal a person, of one account in an hour at most (security T6). */
  readonly lookUpsPerHour: number;
  /** For verbs, inside `transact` or `write`; bound to the viewer's session in the database. */
  readonly em: EntityManager;
  may(action: Action, stake?: Stake): boolean;
  /**
   * Refuses with FORBIDDEN unless the page of permissions and the stake say yes; `field` names the input that
   * made the matter another side's.
   */
  must(action: Action | SystemAction, stake?: Stake, field?: string): void;
  /** Runs statements in one snapshot under the viewer's rights, in one round trip. */
  read(...statements: Sql[]): Promise<Reading>;
  /**
   * Like `read`, of a snapshot that contains a client's position, given in the argument `atLeast`; without one just
   * `read`. Waits up to 5 s.
   * @throws HouseError BAD_USER_INPUT/NOT_A_POSITION, EPOCH_CHANGED, POSITION_FROM_THE_FUTURE;
   * SERVICE_UNAVAILABLE/POSITION_NOT_REACHED.
   */
  readAtLeast(position: string | null | undefined, ...statements: Sql[]): Promise<Reading>;
  /**
   * Like `read`, and in the same snapshot as the reads of its turn, but past the second wall, as the system:
   * for figures over rows that the viewer may not see one by one. Only for statements that count.
   */
  count(...statements: Sql[]): Promise<Reading>;
  /** The loader for this function, made on first use, living as long as the operation. */
  batch<K, V>(load: BatchFunction<K, V>): DataLoader<K, V | null>;
  /** Runs a verb in one transaction, as its author; nested calls share it. */
  transact<T>(verb: Action | SystemAction, work: (op: Operation) => Promise<T>): Promise<T>;
  /**
   * `transact` for a door: with a key, the same input gets the noun of the first time (the door reads it as it is now) and another input is
   * refused with CONFLICT/IDEMPOTENCY_KEY_REUSED. Answers the noun's id.
   */
  write(
    verb: Action,
    input: { readonly idempotencyKey?: string | null },
    work: (op: Operation) => Promise<{ readonly id: string }>,
  ): Promise<string>;
  /** Runs one statement inside the verb's transaction, for set-based work; flushes nothing by itself. */
  run(statement: Sql): Promise<Row[]>;
  /** Draws a consequence that is the system's (a place taken, a wish satisfied) in the verb's own transaction. */
  asSystem<T>(work: () => Promise<T>): Promise<T>;
}
