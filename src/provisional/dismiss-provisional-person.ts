import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findProvisionalPerson, provisionalPerson } from './find-provisional-person.js';
import type { ProvisionalPerson } from './provisional-person.entity.js';

/**
 * Nobody is to be registered any more (→ DISMISSED): the county says that the person is none of its own, or whoever wrote it down takes
 * it back. Both read the reason. CONFLICT/PROVISIONAL_STEP_NOT_ALLOWED.
 */
export async function dismissProvisionalPerson(
  op: Operation,
  input: { id: string; reason: string },
): Promise<ProvisionalPerson> {
  op.must('provisionalPerson.dismiss');
  await provisionalPerson(op, input.id);
  const reason = reasonText(input.reason);
  // A station may read whom it met, and change nothing of it by itself.
  return op.asSystem(async () => {
    const person = await findProvisionalPerson(op, input.id);
    person.dismiss(reason);
    await op.em.flush();
    return person;
  });
}
