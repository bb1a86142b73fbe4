import type { Operation, Row } from '#kernel/operation.js';
import type { Change } from './change.js';
import type { Topic } from './follower.js';

/** What a watch hands out: one frame's content before it is told in GraphQL. */
export interface News {
  /** The image of the noun at that place in the journal. */
  readonly image: Row;
  readonly change: Change;
}

/**
 * One subscription on a topic: which noun comes into which state, and which of those changes a subscriber asked
 * for and may know of. Derived from the images, so a topic cannot be forgotten by a verb, nor faked by one.
 */
export interface Watch<A = Record<string, unknown>> extends Topic {
  readonly enters: string;
  /** The subscription field. */
  readonly field: string;
  /** Refuses bad arguments, and viewers who may never have it; called once as the subscription opens. */
  admit(op: Operation, args: A): void;
  /** May this viewer be told of this change, and does it pass the filter? Asked again for every change. */
  passes(op: Operation, args: A, change: Change): boolean;
}

/** A watch of any arguments, as the hub keeps it. */
export type AnyWatch = Watch<never>;

/** Is this change the topic's: did its noun come into its state by it? (As `entered` of the journal says in SQL.) */
export function isOf({ noun, enters }: Required<Topic>, change: Change): boolean {
  return change.noun === noun && change.after?.['state'] === enters && change.before?.['state'] !== enters;
}
