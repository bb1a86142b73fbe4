import type { Operation } from '#kernel/operation.js';
import { activate } from './activate.js';
import { findWillingness } from './find-willingness.js';
import type { ContactMethod, Willingness } from './willingness.entity.js';

/** The person said so, or a contact reached the person: RECORDED → ACTIVE; from now on it is counted. */
export async function confirmWillingness(
  op: Operation,
  input: { id: string; method?: string | null; supersede?: boolean | null },
): Promise<Willingness> {
  op.must('willingness.confirm');
  const willingness = await findWillingness(op, input.id);
  op.must('willingness.confirm', { origin: willingness.origin });
  const method = (input.method ?? willingness.method) as ContactMethod;
  await activate(op, willingness, method, input.supersede ?? false);
  return willingness;
}
