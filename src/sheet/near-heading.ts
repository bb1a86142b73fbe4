import { HouseError } from '#kernel/error.js';
import { columnsMissing } from './heading-faults.js';
import { type OwnHeadings, recognize } from './heading-book.js';
import type { ListColumns } from './list-columns.js';
import { headingNotFound } from './sheet-faults.js';

/** From so many headings that are known on a row is no row of data. */
const LEAST_KNOWN = 2;

/** Remembers the first row that would be a heading if it had what a list of the kind must have. */
export class NearHeading {
  private headings: readonly string[] | undefined;

  constructor(
    private readonly columns: ListColumns,
    private readonly own: OwnHeadings | undefined,
  ) {}

  see(headings: readonly string[]): void {
    if (!this.headings && this.recognized(headings).known.size >= LEAST_KNOWN) this.headings = headings;
  }

  /** What is in the way: where no heading was found, which columns the nearest row lacks, or a list of the kind must have. */
  faultOf(fault: unknown): unknown {
    if (!(fault instanceof HouseError) || fault.reason !== 'HEADING_NOT_FOUND') return fault;
    if (!this.headings) return headingNotFound(this.namesOf(this.columns.mandatory));
    const { missing, unknown } = this.recognized(this.headings);
    return missing.length === 0 ? fault : columnsMissing(this.namesOf(missing), unknown);
  }

  /** Of each group of columns the first, as our templates call it. */
  private namesOf(groups: readonly (readonly string[])[]): string[] {
    return groups.flatMap(([field]) =>
      field === undefined ? [] : [this.columns.table[field]?.names[0] ?? field],
    );
  }

  private recognized(headings: readonly string[]) {
    const { table, mandatory } = this.columns;
    return recognize(headings, table, { mandatory, own: this.own });
  }
}
