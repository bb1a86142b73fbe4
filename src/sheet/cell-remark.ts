import type { Message } from '#kernel/error.js';
import type { Refused } from '#kernel/reading.js';
import { withoutPersonalNumbers } from './personal-number.js';

/** Why one cell was refused, or (as a note) what was left out of it. */
export interface CellRemark {
  /** The heading as the sheet has it. */
  column: string;
  /** `Sheet1!C12`, or `C12` in a CSV file; left out where the column is none of the sheet's. */
  address?: string;
  /** At most 40 characters of the cell, on one line; numbers long enough to reach a person by are taken out. */
  value?: string;
  reason: string;
  text: Message;
}

/** Reason and sentence, without the cell. */
export type Remark = Pick<Refused, 'reason' | 'text'>;

export function remarkOn(column: string, cell: string, { reason, text }: Remark): CellRemark {
  const value = quoted(cell);
  return value === '' ? { column, reason, text } : { column, value, reason, text };
}

/** How much of a cell is looked at: a number that the cut goes through would be half left in. */
const LOOKED_AT = 200;
const SHOWN = 40;
/** What a terminal would obey, and what turns a line around. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

function quoted(cell: string): string {
  const told = withoutPersonalNumbers(cell.slice(0, LOOKED_AT));
  return told.slice(0, SHOWN).replace(/\s/g, ' ').replace(UNSHOWABLE, '\uFFFD');
}

/** One remark per column and reason. */
export function once<T extends CellRemark>(remarks: readonly T[]): T[] {
  const seen = new Map(remarks.map((remark) => [`${remark.column}\n${remark.reason}`, remark]));
  return [...seen.values()];
}
