import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { Festival } from './festival.entity.js';
import { FESTIVAL } from './festival.list.js';
import { mustBeFestival } from './festival.rules.js';

/** The county corrects one of its festivals; what is left out stays. CONFLICT: FESTIVAL_OVERLAPS, CHANGED_MEANWHILE. */
export async function correctFestival(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    name?: string | null;
    fromOn?: string | null;
    toOn?: string | null;
  },
): Promise<Festival> {
  op.must('festival.correct');
  const key = keyOf('Festival', input.id, 'input.id');
  const festival = await op.em.findOne(Festival, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  // No wall stands behind a festival, which is about nobody: another county’s is not there.
  if (!festival || !op.may('festival.correct', { origin: festival.origin }))
    throw notFound(FESTIVAL, 'input.id');
  if (input.version != null) await op.em.lock(festival, LockMode.OPTIMISTIC, input.version);
  if (input.name != null) festival.name = textOf('input.name', input.name, { least: 2, most: 50 });
  festival.fromOn = input.fromOn ?? festival.fromOn;
  festival.toOn = input.toOn ?? festival.toOn;
  mustBeFestival(festival.fromOn, festival.toOn, op.today);
  await op.em.flush();
  return festival;
}
