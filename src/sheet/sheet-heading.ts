import { toHalfWidth, unwrapCell } from '#kernel/half-width.js';

/** The heading of a table as it was found. */
export interface FoundHeading {
  /** Each once: what stands twice has its group before it (`户主／姓名`), or ` (2)` behind it. */
  readonly headings: readonly string[];
  /** heading → the letter of its column. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Titles and export notes stand above the heading of real ledgers, but not more than this many rows. */
export const HEADING_WITHIN = 20;
/** Between a group and its heading; in full width, which no normalized heading holds. */
export const GROUP_SIGN = '／';
const LONGEST_HEADING = 200;
/** What a heading never is, and a first row of data may be: a number, a day. */
const NUMBER = /^[\d.,:/年月日-]*\d[\d.,:/年月日-]*$/;

/** A heading without blanks and line breaks, brackets and signs in half width: `年龄 （周岁）` is `年龄(周岁)`. */
export function normalizeHeading(text: string): string {
  return toHalfWidth(unwrapCell(text.slice(0, LONGEST_HEADING))).replace(/\s/g, '');
}

/** The letters of a column, counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const below = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return below + String.fromCharCode(65 + (index % 26));
}

interface Candidate {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Finds the heading among the first 20 rows, of one row or of two: group titles above (员工基本信息), headings
 * below. What was merged down arrives in the upper row alone, what was merged across in its leftmost cell;
 * a CSV file says nothing else, and a workbook only at its end.
 */
export class HeadingFinder {
  private above: Candidate | undefined;
  private candidate: Candidate | undefined;

  constructor(private readonly isHeading: (headings: readonly string[]) => boolean) {}

  /** Whether a heading is there already and only its second row is asked for. */
  get hasCandidate(): boolean {
    return this.candidate !== undefined;
  }

  /**
   * Given each filled row in turn until it answers. `FOUND`: the heading stands above this row, which is data.
   * `COMPLETE`: this row is the heading's second. undefined: the next row is asked for.
   */
  take(
    row: number,
    cells: readonly string[],
  ): { at: 'FOUND' | 'COMPLETE'; heading: FoundHeading } | undefined {
    const current = { row, cells: cells.map(normalizeHeading) };
    if (this.candidate) {
      const whole = belongsUnder(this.candidate, current) ? merged(this.candidate, current) : undefined;
      if (whole && this.isHeading(whole)) return { at: 'COMPLETE', heading: named(whole, this.candidate) };
      return { at: 'FOUND', heading: this.only() };
    }
    if (this.isHeading(filledFromAbove(this.above, current))) this.candidate = current;
    else this.above = current;
    return undefined;
  }

  /** The heading of a table that has no row under it. Only where `hasCandidate`. */
  only(): FoundHeading {
    const candidate = this.candidate ?? { row: 0, cells: [] };
    return named(filledFromAbove(this.above, candidate), this.groups(candidate));
  }

  private groups(candidate: Candidate): Candidate | undefined {
    return isGroupRow(this.above, candidate) ? this.above : undefined;
  }
}

/** A row of group titles stands directly above, and is no title of the whole sheet. */
function isGroupRow(above: Candidate | undefined, below: Candidate): above is Candidate {
  return above?.row === below.row - 1 && above.cells.filter((cell) => cell !== '').length >= 2;
}

function filledFromAbove(above: Candidate | undefined, below: Candidate): readonly string[] {
  return isGroupRow(above, below) ? merged(above, below) : below.cells;
}

/** Each column by its lower cell, or by the upper one where that was merged down. */
function merged(upper: Candidate, lower: Candidate): string[] {
  const width = Math.max(upper.cells.length, lower.cells.length);
  return Array.from({ length: width }, (_, i) => lower.cells[i] || upper.cells[i] || '');
}

/**
 * Whether a row is the second row of the heading above it: it fills what that one leaves blank, and nothing but
 * that and the columns at which a group begins; a row of data would stand under every heading alike.
 */
function belongsUnder(upper: Candidate, lower: Candidate): boolean {
  if (lower.row !== upper.row + 1 || upper.cells.filter((cell) => cell !== '').length < 2) return false;
  const blankAbove = (i: number) => (upper.cells[i] ?? '') === '';
  const filled = lower.cells.flatMap((cell, i) => (cell === '' ? [] : [i]));
  if (filled.some((i) => NUMBER.test(lower.cells[i] ?? ''))) return false;
  return filled.some(blankAbove) && filled.every((i) => blankAbove(i) || blankAbove(i + 1));
}

function named(cells: readonly string[], groups: Candidate | undefined): FoundHeading {
  const headings = distinct(cells, groups ? spread(groups.cells, cells.length) : []);
  return {
    headings,
    columns: Object.fromEntries(headings.map((heading, i) => [heading, columnLetters(i)])),
  };
}

/** Group titles over all the columns that they span. */
function spread(groups: readonly string[], width: number): string[] {
  let group = '';
  return Array.from({ length: width }, (_, i) => (group = groups[i] || group));
}

function distinct(cells: readonly string[], groups: readonly string[]): string[] {
  const grouped = cells.map((cell, i) => {
    const twins = cells.flatMap((other, j) => (other === cell ? [groups[j] ?? ''] : []));
    const apart = twins.length > 1 && new Set(twins).size === twins.length && !twins.includes('');
    return apart && cell !== '' && groups[i] !== cell ? groups[i] + GROUP_SIGN + cell : cell;
  });
  const taken = new Set<string>();
  return grouped.map((heading) => {
    let name = heading;
    for (let count = 2; taken.has(name); count += 1) name = `${heading} (${count})`;
    taken.add(name);
    return name;
  });
}
