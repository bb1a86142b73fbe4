import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { ProvisionalPerson } from './provisional-person.entity.js';
import { dueAfter, mustBeAPerson, placeFor, readKnown, type SaidOf } from './provisional.rules.js';

/** Somebody of whom no record can be made yet. */
export interface NewProvisionalPerson extends SaidOf {
  readonly serviceRegion?: string | null;
  readonly sexCode?: number | null;
  readonly birthYear?: number | null;
  readonly why: string;
}

/**
 * A county writes down one of its own who has shown no number (OPEN); a station somebody who walked in and is on no record there
 * (PROPOSED, to the county that is named or where the number was issued). Nobody is told whether a number is known (security T6).
 * BAD_USER_INPUT: ORIGIN_UNKNOWN, SEX_CODE, BIRTH_YEAR, TEXT_LENGTH, and what `registerWorker` refuses of name, phone and number.
 */
export async function registerProvisionalPerson(
  op: Operation,
  input: NewProvisionalPerson,
): Promise<ProvisionalPerson> {
  op.must('provisionalPerson.register');
  const known = readKnown(op, input);
  const place = placeFor(op, input.serviceRegion, known.idNumber);
  const isOwn = op.viewer.role === 'COUNTY_BUREAU';
  if (isOwn) op.must('provisionalPerson.register', { origin: place.path }, 'input.serviceRegion');
  mustBeAPerson(op, input);
  return op.em.create(ProvisionalPerson, {
    id: uuidv7(op.now.getTime()),
    registeredBy: op.viewer.organizationId,
    serviceRegion: place.code,
    origin: place.path,
    identityEnc: op.vault.seal(JSON.stringify(known)),
    sexCode: input.sexCode ?? null,
    birthYear: input.birthYear ?? null,
    why: textOf('input.why', input.why, { least: 2, most: 200, lines: true }),
    state: isOwn ? 'OPEN' : 'PROPOSED',
    dueOn: dueAfter(op.today),
    registeredAt: op.now,
  });
}
