import { businessDay } from '#kernel/business-day.js';

/** Beijing time, to the minute. */
const MINUTE = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The day on which a moment lies in Asia/Shanghai, YYYY-MM-DD; a day as it is; empty for neither. */
export function dayOf(moment: unknown): string {
  if (moment instanceof Date) return businessDay(moment);
  return typeof moment === 'string' ? moment.slice(0, 10) : '';
}

/** The minute in which a moment lies in Asia/Shanghai, YYYY-MM-DD HH:MM; empty for none. */
export function minuteOf(moment: unknown): string {
  return moment instanceof Date ? MINUTE.format(moment) : '';
}
