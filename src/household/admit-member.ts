import { conflict } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { Action } from '#access/permissions.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import { HouseholdMember, type Relation } from './household-member.entity.js';
import type { Household } from './household.entity.js';
import { gone } from './household.rules.js';

/**
 * A person of the county becomes one of the household's, not yet flushed: those of one household are written together,
 * so that what follows from who works is drawn once. CONFLICT: ALREADY_IN_HOUSEHOLD, MEMBER_GONE, WORKER_MERGED naming `field`; the
 * database's exclusion (MEMBERSHIP_OVERLAPS) decides between two who come at once.
 */
export async function admitMember(
  op: Operation,
  action: Action,
  household: Household,
  member: { readonly worker: string; readonly relation: Relation; readonly on: string },
  field: string,
): Promise<HouseholdMember> {
  const worker = await findWorker(op, member.worker, field);
  op.must(action, { origin: worker.origin }, field);
  await keepRecord(op, worker, field);
  if (worker.lifeStatus !== 'ALIVE') throw gone(field);
  const present = await op.em.findOne(HouseholdMember, { workerId: worker.id, leftOn: null });
  if (present)
    throw conflict(
      'ALREADY_IN_HOUSEHOLD',
      {
        zh: '该人员已在一户中，请先办理迁出（leaveHousehold）。',
        en: 'The person is of a household already; leaveHousehold comes first.',
      },
      { field, household: toGlobalId('Household', present.householdId) },
    );
  return op.em.create(HouseholdMember, {
    id: uuidv7(op.now.getTime()),
    householdId: household.id,
    workerId: worker.id,
    relation: member.relation,
    joinedOn: member.on,
    origin: household.origin,
  });
}
