import { LockMode } from '@mikro-orm/core';
import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { mustBeMembers } from './outreach.rules.js';
import { OutreachGroup } from './outreach-group.entity.js';

/** What a refusal calls it. */
export const OUTREACH_GROUP = { zh: '就业联系群', en: 'outreach group' } as const;

/**
 * An office counts the members of a group anew, or says that it is closed; earlier counts stay in the journal.
 * BAD_USER_INPUT: OUT_OF_BOUNDS, COUNTING_DAY for a day before the last count.
 */
export async function countOutreachGroup(
  op: Operation,
  input: { id: string; members: number; countedOn?: string | null; closed?: boolean | null },
): Promise<OutreachGroup> {
  op.must('outreachGroup.count');
  const id = keyOf('OutreachGroup', input.id, 'input.id');
  const group = await op.em.findOne(OutreachGroup, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!group) throw notFound(OUTREACH_GROUP, 'input.id');
  op.must('outreachGroup.count', { origin: group.path, destination: group.path });
  const countedOn = input.countedOn ?? op.today;
  mustBeMembers(input.members, countedOn, op.today);
  if (countedOn < group.countedOn)
    throw badInput('input.countedOn', 'COUNTING_DAY', {
      zh: '清点日期不早于上一次清点。',
      en: 'Nobody counts for a day before the last count.',
    });
  group.members = input.members;
  group.countedOn = countedOn;
  if (input.closed != null) group.closedOn = input.closed ? op.today : null;
  return group;
}
