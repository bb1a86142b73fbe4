import { conflict } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { type ContactMethod, Willingness } from './willingness.entity.js';

/**
 * RECORDED → ACTIVE. A person has one active wish of a kind: the one before gives way (ACTIVE → SUPERSEDED)
 * only where the caller says so; otherwise CONFLICT/WILLINGNESS_ALREADY_ACTIVE, and the database's unique
 * index says the same to whoever comes at the same moment.
 */
export async function activate(
  op: Operation,
  willingness: Willingness,
  method: ContactMethod,
  supersede: boolean,
): Promise<void> {
  willingness.mustBeConfirmable(op.today);
  const { workerId, kind } = willingness;
  const before = await op.em.findOne(Willingness, { workerId, kind, state: 'ACTIVE' });
  if (before) {
    if (!supersede) throw alreadyActive(before);
    before.supersededWith(willingness);
    // The index allows one active wish at every moment, so the old one steps back before the new one stands.
    await op.em.flush();
  }
  willingness.confirm(op.now, op.today, method);
}

function alreadyActive(before: Willingness) {
  return conflict(
    'WILLINGNESS_ALREADY_ACTIVE',
    {
      zh: '该劳动力已有一条生效的同类意愿，请先撤销，或注明以新意愿取代。',
      en: 'The worker already has an active willingness of this kind. Withdraw it, or say supersede: true.',
    },
    { active: toGlobalId('Willingness', before.id) },
  );
}
