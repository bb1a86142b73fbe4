import type { Operation } from '#kernel/operation.js';
import { SERVICE_LEVELS } from '#worker/worker.rules.js';
import { findProvisionalPerson } from './find-provisional-person.js';
import type { ProvisionalPerson } from './provisional-person.entity.js';

/**
 * The county takes somebody whom a station met for one of its own (PROPOSED → OPEN), at the place that is named or proposed.
 * The days go on counting from the meeting. CONFLICT/PROVISIONAL_STEP_NOT_ALLOWED.
 */
export async function confirmProvisionalPerson(
  op: Operation,
  input: { id: string; serviceRegion?: string | null },
): Promise<ProvisionalPerson> {
  op.must('provisionalPerson.confirm');
  const person = await findProvisionalPerson(op, input.id);
  const place = op.regions.must(
    input.serviceRegion ?? person.serviceRegion,
    'input.serviceRegion',
    SERVICE_LEVELS,
  );
  op.must('provisionalPerson.confirm', { origin: place.path }, 'input.serviceRegion');
  person.takenBy(place);
  return person;
}
