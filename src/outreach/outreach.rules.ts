import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';

const MOST_MEMBERS = 100_000;
const LATEST_DAYS = 366;

/** How many were in a group, and when. BAD_USER_INPUT: OUT_OF_BOUNDS naming members, COUNTING_DAY. */
export function mustBeMembers(members: number, countedOn: string, today: string): void {
  if (!Number.isInteger(members) || members < 0 || members > MOST_MEMBERS)
    throw badInput(
      'input.members',
      'OUT_OF_BOUNDS',
      { zh: `人数应为 0 到 ${MOST_MEMBERS} 的整数。`, en: `From 0 to ${MOST_MEMBERS} members.` },
      { limit: MOST_MEMBERS },
    );
  if (countedOn > today || countedOn < addDays(today, -LATEST_DAYS))
    throw badInput('input.countedOn', 'COUNTING_DAY', {
      zh: '清点日期应在一年之内，且不晚于今天。',
      en: 'They were counted within the last year, and not later than today.',
    });
}
