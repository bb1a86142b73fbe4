import type { Operation } from '#kernel/operation.js';
import { admitMember } from './admit-member.js';
import { findHousehold } from './find-household.js';
import { HouseholdMember } from './household-member.entity.js';
import type { Household } from './household.entity.js';
import { mustBeFirstHead, mustBePast, mustNotBeHead } from './household.rules.js';

/**
 * Somebody of the county joins a household from a day on (default today): born, married in, or forgotten before.
 * Whoever joins one that everybody has left is its head (BAD_USER_INPUT/FIRST_IS_HEAD).
 * CONFLICT: ALREADY_IN_HOUSEHOLD, MEMBERSHIP_OVERLAPS (the person was of another one on such a day),
 * MEMBER_GONE, WORKER_MERGED.
 */
export async function joinHousehold(
  op: Operation,
  input: { household: string; worker: string; relation: string; on?: string | null },
): Promise<Household> {
  op.must('household.join');
  const household = await findHousehold(op, input.household, 'input.household');
  op.must('household.join', { origin: household.origin }, 'input.household');
  const empty = (await op.em.count(HouseholdMember, { householdId: household.id, leftOn: null })) === 0;
  const relation = empty
    ? mustBeFirstHead(input.relation, 'input.relation')
    : mustNotBeHead(input.relation, 'input.relation');
  const on = input.on ?? op.today;
  mustBePast(op, on, 'input.on');
  await admitMember(op, 'household.join', household, { worker: input.worker, relation, on }, 'input.worker');
  await op.em.flush();
  return household;
}
