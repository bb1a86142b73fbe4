import { unwrapCell } from '#kernel/half-width.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { findKnownWorkers } from './find-known-workers.js';
import { PERSON_HEADINGS } from './person-headings.js';
import { nameOf, numberOf } from './read-person.js';
import type { RowUnderReading } from './row-under-reading.js';

/** Who a row is about, in lists of things that happened to people who are on record. */
export interface ListedPerson {
  readonly name: string;
  readonly idNumber: string;
}

/** Somebody of the county’s own. */
export interface OnRecord {
  readonly workerId: string;
}

/** The two columns by which somebody is known. */
export const WHO = { name: PERSON_HEADINGS.name, idNumber: PERSON_HEADINGS.idNumber };

const NOT_ON_RECORD = refused(
  'NOT_ON_RECORD',
  '本县没有登记该身份证号的人员：请核对号码，或先用劳动力台账登记。',
  'Nobody of your county is on record under this ID number: compare it, or register the person by a list of workers first.',
);
const NAME_DIFFERS = refused(
  'NAME_DIFFERS',
  '该身份证号登记在另一姓名下，请按证件核对号码和姓名。',
  'The number is on record under another name: compare number and name with the card.',
);

/** Reads who a row is about; undefined where the row was refused for it. */
export function readListed(
  op: Operation,
  row: RowUnderReading<'name' | 'idNumber'>,
): ListedPerson | undefined {
  const number = numberOf(op, row);
  const name = nameOf(row);
  return number && name && { idNumber: number.value.value, name: name.value };
}

/** The county's own people whom a batch names, or why a row is about none: NOT_ON_RECORD, NAME_DIFFERS. In their order. */
export async function listedPeople(
  op: Operation,
  people: readonly ListedPerson[],
): Promise<Reading<OnRecord>[]> {
  const prints = people.map(({ idNumber }) => op.vault.fingerprint(idNumber).toString('hex'));
  const known = await findKnownWorkers(op, prints);
  return people.map(({ name }, i) => {
    const found = known.get(prints[i] ?? '');
    if (!found) return NOT_ON_RECORD;
    // As a cell can say it: without joiners that nobody sees.
    return unwrapCell(found.name) === name ? { ok: true, workerId: found.id } : NAME_DIFFERS;
  });
}
