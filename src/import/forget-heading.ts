import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { HeadingMapping } from './heading-mapping.entity.js';
import { HEADING_MAPPING } from './heading-mapping.list.js';
import { mustBring } from './must-bring.js';

/** An office takes back what it said of a heading; files that were judged by it stay as they were read. */
export async function forgetHeading(op: Operation, input: { id: string }): Promise<HeadingMapping> {
  op.must('heading.forget');
  const mapping = await op.em.findOne(
    HeadingMapping,
    {
      id: keyOf('HeadingMapping', input.id, 'input.id'),
      organizationId: op.viewer.organizationId,
      forgottenAt: null,
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!mapping) throw notFound(HEADING_MAPPING, 'input.id');
  mustBring(op, mapping.kind);
  mapping.forgottenAt = op.now;
  return mapping;
}
