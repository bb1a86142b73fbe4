import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { findHousehold } from './find-household.js';
import { HouseholdMember, type LeftFor } from './household-member.entity.js';
import type { Household } from './household.entity.js';
import { headStays, mustBePast, notAMember } from './household.rules.js';

/**
 * Somebody is of the household no more, from a day on (default today); the record of the time before stays. CONFLICT:
 * NOT_A_MEMBER, HEAD_STAYS. BAD_USER_INPUT/LEFT_BEFORE_JOINING.
 */
export async function leaveHousehold(
  op: Operation,
  input: { household: string; worker: string; reason: string; on?: string | null },
): Promise<Household> {
  op.must('household.leave');
  const household = await findHousehold(op, input.household, 'input.household');
  op.must('household.leave', { origin: household.origin }, 'input.household');
  const on = input.on ?? op.today;
  mustBePast(op, on, 'input.on');
  const present = await op.em.find(HouseholdMember, { householdId: household.id, leftOn: null });
  const key = keyOf('Worker', input.worker, 'input.worker');
  const leaving = present.find(({ workerId }) => workerId === key);
  if (!leaving) throw notAMember('input.worker');
  if (leaving.relation === 'HEAD' && present.length > 1) throw headStays();
  if (on < leaving.joinedOn)
    throw badInput(
      'input.on',
      'LEFT_BEFORE_JOINING',
      {
        zh: `该成员自 ${leaving.joinedOn} 起在户，迁出日期不能更早。`,
        en: `This member is of the household since ${leaving.joinedOn} and leaves no earlier.`,
      },
      { allowed: [leaving.joinedOn] },
    );
  leaving.leave(on, input.reason as LeftFor);
  await op.em.flush();
  return household;
}
