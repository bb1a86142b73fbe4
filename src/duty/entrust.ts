import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Assignment } from './assignment.entity.js';
import { alreadyResponsible } from './duty.rules.js';
import type { Officer } from './officer.entity.js';

/** What somebody is responsible for: one of the three, and its path. */
export interface Charge {
  readonly workerId?: string;
  readonly buildingId?: string;
  readonly regionCode?: string;
  readonly origin: string;
}

/** The charge in one word, by which the database knows it: W: a person, B: a building, R: a region by its path. */
export function areaKeyOf(charge: Charge): string {
  if (charge.workerId !== undefined) return `W:${charge.workerId}`;
  return charge.buildingId !== undefined ? `B:${charge.buildingId}` : `R:${charge.origin}`;
}

/** The present assignment of a charge, locked for this transaction; null when it has none of its own. */
export function presentAssignment(op: Operation, charge: Charge): Promise<Assignment | null> {
  return op.em.findOne(
    Assignment,
    { areaKey: areaKeyOf(charge), endedOn: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

/**
 * From today on this officer is responsible for the charge; who was before steps back in the same transaction, for the
 * reason given, and must be given one. CONFLICT/ALREADY_RESPONSIBLE; of two at once the database lets one
 * (ALREADY_ASSIGNED).
 */
export async function entrust(
  op: Operation,
  charge: Charge,
  officer: Officer,
  given: string | null,
): Promise<Assignment> {
  const before = await presentAssignment(op, charge);
  if (before?.officerId === officer.id) throw alreadyResponsible();
  const reason = before || given !== null ? reasonText(given ?? '') : null;
  const assignment = newAssignment(op, charge, officer, reason);
  if (before && reason !== null) {
    before.end(op.today, reason, assignment.id);
    // One at every moment, so the one before steps back before the new one stands.
    await op.em.flush();
  }
  await op.em.persist(assignment).flush();
  return assignment;
}

/** An assignment that begins today, not yet written. */
export function newAssignment(
  op: Operation,
  charge: Charge,
  officer: Officer,
  reason: string | null,
): Assignment {
  return op.em.create(
    Assignment,
    {
      id: uuidv7(op.now.getTime()),
      officerId: officer.id,
      workerId: charge.workerId ?? null,
      buildingId: charge.buildingId ?? null,
      regionCode: charge.regionCode ?? null,
      areaKey: areaKeyOf(charge),
      origin: charge.origin,
      beganOn: op.today,
      reason,
    },
    { persist: false },
  );
}
