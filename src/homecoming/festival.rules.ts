import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';

/** Spring Festival’s travel season is forty days; three months is no festival. */
const LONGEST_DAYS = 92;
/** The calendar of feasts is known so far ahead and no season further back is counted. */
const WITHIN_DAYS = 800;

/** First and last day of a festival. BAD_USER_INPUT/FESTIVAL_DAYS naming input.toOn. */
export function mustBeFestival(fromOn: string, toOn: string, today: string): void {
  const far = fromOn < addDays(today, -WITHIN_DAYS) || fromOn > addDays(today, WITHIN_DAYS);
  if (!far && toOn >= fromOn && toOn <= addDays(fromOn, LONGEST_DAYS)) return;
  throw badInput(
    'input.toOn',
    'FESTIVAL_DAYS',
    {
      zh: `节日返乡期的截止日应在开始日之后 ${LONGEST_DAYS} 天之内，开始日与今天相距不超过 ${WITHIN_DAYS} 天。`,
      en: `A festival ends within ${LONGEST_DAYS} days of its first day, which is within ${WITHIN_DAYS} days of today.`,
    },
    { limit: LONGEST_DAYS },
  );
}
