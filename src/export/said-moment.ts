import { businessDay } from '#kernel/business-day.js';

/** The day on which a moment lies in Asia/Shanghai, YYYY-MM-DD; a day as it is; empty for neither. */
export function dayOf(moment: unknown): string {
  if (moment instanceof Date) return businessDay(moment);
  return typeof moment === 'string' ? moment.slice(0, 10) : '';
}
