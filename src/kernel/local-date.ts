const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists in the calendar, written YYYY-MM-DD, from the year 1000 to 9999. */
export function isLocalDate(text: string): boolean {
  const match = text.length === 10 ? DAY.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Whole years lived on `day` by one born on `birthDate` (both YYYY-MM-DD); negative before the birth. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
