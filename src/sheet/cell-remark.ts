import type { Message } from '#kernel/error.js';
import type { Refused } from '#kernel/reading.js';

/** Why one cell was refused, or (as a note) what was left out of it. */
export interface CellRemark {
  /** The heading as the sheet has it. */
  column: string;
  /** At most 40 characters of the cell; numbers long enough to reach a person by are taken out. */
  value?: string;
  reason: string;
  text: Message;
}

/** Reason and sentence, without the cell. */
export type Remark = Pick<Refused, 'reason' | 'text'>;

export function remarkOn(column: string, cell: string, { reason, text }: Remark): CellRemark {
  const value = cell.slice(0, 40).replace(/\d{7,}/g, '…');
  return value === '' ? { column, reason, text } : { column, value, reason, text };
}

/** One remark per column and reason. */
export function once(remarks: readonly CellRemark[]): CellRemark[] {
  const seen = new Map(remarks.map((remark) => [`${remark.column}\n${remark.reason}`, remark]));
  return [...seen.values()];
}
