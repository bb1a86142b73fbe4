const EIGHT_HOURS_MS = 8 * 3_600_000;

/** The business day (YYYY-MM-DD) of an instant: all dates of the domain are days in Asia/Shanghai. */
export function businessDay(at: Date): string {
  // China has one zone, eight hours ahead of UTC, and no summer time since 1991.
  const there = at.getTime() + EIGHT_HOURS_MS;
  const number = Math.floor(there / DAY_MS);
  // Every request asks for its day, and nearly all of them for the same one.
  if (number !== last.number) last = { number, day: new Date(there).toISOString().slice(0, 10) };
  return last.day;
}

const DAY_MS = 86_400_000;
let last = { number: Number.NaN, day: '' };

/** The day `days` after (or, negative, before) a day. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
