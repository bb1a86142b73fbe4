import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findProvisionalPerson, provisionalPerson } from './find-provisional-person.js';
import type { ProvisionalPerson } from './provisional-person.entity.js';

/**
 * Nobody is to be registered any more (→ DISMISSED): the county says that the person is none of its own, or whoever wrote it down takes
 * it back; a station only while the county has not confirmed. Both read the reason. CONFLICT: PROVISIONAL_PERSON_CONFIRMED,
 * PROVISIONAL_STEP_NOT_ALLOWED.
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
    if (op.viewer.role === 'STATION_LIAISON' && person.state === 'OPEN') throw confirmed();
    person.dismiss(reason);
    await op.em.flush();
    return person;
  });
}

function confirmed(): Error {
  return conflict('PROVISIONAL_PERSON_CONFIRMED', {
    zh: '输出地已确认此人，服务站不能再撤销。如有误，请联系该县撤销。',
    en: 'The county has taken the person for its own, so that a station dismisses no more. Ask that county to dismiss.',
  });
}
