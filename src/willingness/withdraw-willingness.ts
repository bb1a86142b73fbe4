import type { Operation } from '#kernel/operation.js';
import { findWillingness } from './find-willingness.js';
import type { Willingness } from './willingness.entity.js';

/** The person takes a wish back, and the county writes it down (RECORDED or ACTIVE → WITHDRAWN). */
export async function withdrawWillingness(op: Operation, input: { id: string }): Promise<Willingness> {
  op.must('willingness.withdraw');
  const willingness = await findWillingness(op, input.id);
  op.must('willingness.withdraw', { origin: willingness.origin });
  willingness.withdraw();
  return willingness;
}
