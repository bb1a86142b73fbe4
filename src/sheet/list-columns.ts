import type { HeadingTable } from './heading-book.js';

/** The columns that one kind of list may have. */
export interface ListColumns<Field extends string = string> {
  readonly table: HeadingTable<Field>;
  /** Of each group one at least must be there. */
  readonly mandatory: readonly (readonly [Field, ...Field[]])[];
}
