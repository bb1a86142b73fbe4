import type { Action } from '#access/permissions.js';
import type { Message } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import type { ColumnToWrite } from '#sheet/worksheet-xml.js';

/** The cells of a row from the first column on; a promise where something is loaded for a page at once. */
export type ExportRow = readonly string[] | Promise<readonly string[]>;

/** What whoever exports a list has chosen of it. */
export interface ExportChoice {
  /** As the list's query takes it, already read as the input type `filterType`. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** ID numbers in full, of those whom the viewer may read in full. */
  readonly inFull: boolean;
}

/** Refuses with FORBIDDEN whose role the list is not; who has not signed in does not come so far. */
export function mustBeFor(op: Operation, { action }: ExportList): void {
  if (action !== null) op.must(action);
}

/** A list that can leave the house as a file. */
export interface ExportList {
  /** As it stands in the address: `/export/workers.csv`. */
  readonly name: string;
  /** What the sheet is called; the Chinese one has at most 31 letters, none of `[]:*?/\`. */
  readonly title: Message;
  /** Who may have it: the same line as of its query; null for what is published to every signed-in side. */
  readonly action: Action | null;
  /** The GraphQL input type of its filter; undefined where it takes none. */
  readonly filterType?: string;
  /** Does it hold ID numbers, so that it can be asked for in full? */
  readonly holdsIdentities: boolean;
  readonly columns: readonly ColumnToWrite[];
  /** The same list as its query's, with rows as cells. Throws what the query's filter does. */
  open(op: Operation, choice: ExportChoice): ListQuery<ExportRow>;
}
