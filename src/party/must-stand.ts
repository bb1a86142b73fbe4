import { LockMode } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { Organization } from './organization.entity.js';

/**
 * CONFLICT/ORGANIZATION_CLOSED where a body was closed: nothing begins in it any more. It stands until this transaction ends: whoever
 * closes it waits, and finds what has begun.
 */
export async function mustStand(op: Operation, organizationId: string, field: string): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_READ;
  const body = await op.em.findOne(Organization, { id: organizationId }, { lockMode, refresh: true });
  if (body?.status === 'CLOSED') throw bodyClosed(field);
}

/** CONFLICT/ORGANIZATION_CLOSED naming the field. */
export function bodyClosed(field: string) {
  return conflict(
    'ORGANIZATION_CLOSED',
    {
      zh: '该机构已撤销。如仍在用，请先用 reopenOrganization 恢复。',
      en: 'The organization was closed. If it still stands, say so by reopenOrganization first.',
    },
    { field },
  );
}
