import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { Assignment } from './assignment.entity.js';
import { mustServe, successorItself } from './duty.rules.js';
import { newAssignment } from './entrust.js';
import { findOfficer } from './find-officer.js';
import type { Officer } from './officer.entity.js';

/**
 * An officer leaves office today. Every area and person of the officer's goes to the successor, where one is named;
 * otherwise to the next wider area that has an officer, or to nobody. CONFLICT: OFFICER_RELIEVED,
 * OFFICER_OF_ANOTHER_COUNTY, SUCCESSOR_ITSELF.
 */
export async function relieveOfficer(
  op: Operation,
  input: { id: string; successor?: string | null; reason: string },
): Promise<Officer> {
  op.must('officer.relieve');
  const officer = await findOfficer(op, input.id, 'input.id');
  op.must('officer.relieve', { origin: officer.origin });
  mustServe(officer, officer.origin, 'input.id');
  const reason = reasonText(input.reason);
  const successor =
    input.successor == null ? null : await findOfficer(op, input.successor, 'input.successor');
  if (successor === officer) throw successorItself();
  if (successor) mustServe(successor, officer.origin, 'input.successor');
  const present = await op.em.find(
    Assignment,
    { officerId: officer.id, endedOn: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  const following = present.map((before) => {
    const { workerId, buildingId, regionCode, origin } = before;
    const next = successor
      ? newAssignment(
          op,
          {
            ...(workerId != null && { workerId }),
            ...(buildingId != null && { buildingId }),
            ...(regionCode != null && { regionCode }),
            origin,
          },
          successor,
          reason,
        )
      : null;
    before.end(op.today, reason, next?.id);
    return next;
  });
  officer.relievedOn = op.today;
  await op.em.flush();
  for (const next of following) if (next) op.em.persist(next);
  await op.em.flush();
  return officer;
}
