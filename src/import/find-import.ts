import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { ImportRun } from './import-run.entity.js';

/**
 * The run of an id, locked for this transaction; NOT_FOUND naming `field` when it is not there or is another
 * organization's.
 */
export async function findImport(op: Operation, id: string, field = 'input.id'): Promise<ImportRun> {
  const run = await op.em.findOne(
    ImportRun,
    { id: keyOf('ImportRun', id, field), organizationId: op.viewer.organizationId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!run) throw notFound({ zh: '导入', en: 'import' }, field);
  return run;
}
