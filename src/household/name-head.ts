import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { findHousehold } from './find-household.js';
import { HouseholdMember, type Relation } from './household-member.entity.js';
import type { Household } from './household.entity.js';
import { mustNotBeHead, type NewMember, notAMember } from './household.rules.js';

/**
 * A member becomes the head. Relations are to the head, so they are said anew for whoever is named in `relations`; the
 * former head is OTHER unless named, the rest stay. The head of today named again corrects relations alone.
 * CONFLICT/NOT_A_MEMBER; BAD_USER_INPUT/HEAD_TO_ITSELF.
 */
export async function nameHead(
  op: Operation,
  input: { household: string; worker: string; relations?: readonly NewMember[] | null },
): Promise<Household> {
  op.must('head.name');
  const household = await findHousehold(op, input.household, 'input.household');
  op.must('head.name', { origin: household.origin }, 'input.household');
  const present = await op.em.find(HouseholdMember, { householdId: household.id, leftOn: null });
  const memberOf = (id: string, field: string): HouseholdMember => {
    const key = keyOf('Worker', id, field);
    const member = present.find(({ workerId }) => workerId === key);
    if (!member) throw notAMember(field);
    return member;
  };
  const head = memberOf(input.worker, 'input.worker');
  const before = present.find(({ relation }) => relation === 'HEAD');
  if (before && before !== head) before.relation = 'OTHER';
  for (const { worker, relation } of input.relations ?? []) {
    const member = memberOf(worker, 'input.relations.worker');
    if (member === head)
      throw badInput('input.relations.worker', 'HEAD_TO_ITSELF', {
        zh: '户主本人不再填写与户主关系。',
        en: 'The head has no relation to itself.',
      });
    member.relation = mustNotBeHead(relation, 'input.relations.relation') satisfies Relation;
  }
  // There is one head at every moment, so the old one steps back before the new one stands.
  await op.em.flush();
  head.relation = 'HEAD';
  await op.em.flush();
  return household;
}
