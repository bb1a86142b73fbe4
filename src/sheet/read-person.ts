import type { IdNumber } from '#kernel/id-number.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { readIdNumber, readName, readPhone } from '#worker/worker.rules.js';
import { refusalOf } from './import-request.js';
import { lostDigits } from './lost-digits.js';
import type { PlannedWorker } from './planned-worker.js';
import { plainText } from './plain-text.js';
import { readEthnicity } from './read-ethnicity.js';
import type { RowUnderReading } from './row-under-reading.js';
import { saidDay } from './said-day.js';

/** Who a row is about. */
export interface SheetPerson {
  readonly said: Pick<PlannedWorker, 'idNumber' | 'name' | 'phone' | 'ethnicity'>;
  /** YYYY-MM-DD, from the number. */
  readonly birthDate: string;
}

const SEX_DIFFERS = refused(
  'SEX_DIFFERS',
  '性别与身份证号不一致，请核对。',
  'The sex and the ID number contradict each other.',
);
const BIRTH_DATE_DIFFERS = refused(
  'BIRTH_DATE_DIFFERS',
  '出生日期与身份证号不一致，请核对。',
  'The birth date and the ID number contradict each other.',
);
const PHONE_LEFT_OUT = refused(
  'PHONE_LEFT_OUT',
  '不是一个11位的手机号（演示库须以154开头），未采用。',
  'This is no mobile number of 11 digits (in a demo one that begins with 154) and was left out.',
);
const PHONE_TWICE = refused(
  'PHONE_IN_TWO_HOUSEHOLDS',
  '同一手机号在两个家庭中出现，请核对。',
  'The same telephone stands in two households; check it.',
);
const ETHNICITY_LEFT_OUT = refused(
  'ETHNICITY_LEFT_OUT',
  '民族无法识别，未采用。',
  'The ethnic group cannot be read and was left out.',
);

/**
 * Reads who a row is about; undefined where that is refused: the number (with the reader's reason, or
 * ID_NUMBER_LOST_DIGITS), NAME, SEX_DIFFERS and BIRTH_DATE_DIFFERS against the number.
 * @param phones telephone → household, of the rows before
 */
export function readPerson(
  op: Operation,
  row: RowUnderReading,
  phones: Map<string, string>,
): SheetPerson | undefined {
  const number = numberOf(op, row);
  const name = nameOf(row);
  if (number) contradictions(row, number.value);
  const phone = phoneOf(op, row, phones);
  const ethnicity = ethnicityOf(row);
  if (!number || !name) return undefined;
  const said = {
    idNumber: number.value.value,
    name: name.value,
    ...(phone !== undefined && { phone }),
    ...(ethnicity !== undefined && { ethnicity }),
  };
  return { said, birthDate: number.value.birthDate };
}

/** The number of a row, with the reader's refusal or ID_NUMBER_LOST_DIGITS where it is none. */
export function numberOf(
  op: Operation,
  row: RowUnderReading<'idNumber'>,
): { readonly value: IdNumber } | undefined {
  const cell = row.cell('idNumber');
  return row.understood('idNumber', lostDigits(cell) ?? reading(() => readIdNumber(op, cell)));
}

/** The name of a row, refused with NAME where it is none. */
export function nameOf(row: RowUnderReading<'name'>): { readonly value: string } | undefined {
  return row.understood(
    'name',
    reading(() => readName(row.cell('name'))),
  );
}

function contradictions(row: RowUnderReading, { sexCode, birthDate }: IdNumber): void {
  const sex = /^(?:(男|1)|女|2)/.exec(plainText(row.cell('sex'), 20) ?? '');
  if (sex && (sex[1] ? 1 : 2) !== sexCode) row.refuse('sex', SEX_DIFFERS);
  const day = saidDay(row.cell('birthDate'));
  if (day !== undefined && !birthDate.replaceAll('-', '').startsWith(day))
    row.refuse('birthDate', BIRTH_DATE_DIFFERS);
}

function phoneOf(op: Operation, row: RowUnderReading, phones: Map<string, string>): string | undefined {
  for (const field of ['phone', 'phoneOther'] as const) {
    if (row.cell(field) === '') continue;
    const found = reading(() => readPhone(op, row.cell(field)));
    if (!found.ok) {
      row.note(field, PHONE_LEFT_OUT);
      continue;
    }
    const household = row.cell('householdNumber');
    const first = phones.get(found.value);
    if (first === undefined && household !== '') phones.set(found.value, household);
    if (first !== undefined && household !== '' && first !== household) row.note(field, PHONE_TWICE);
    return found.value;
  }
  return undefined;
}

function ethnicityOf(row: RowUnderReading): string | undefined {
  const said = readEthnicity(row.cell('ethnicity'));
  if (said === undefined) row.note('ethnicity', ETHNICITY_LEFT_OUT);
  return said || undefined;
}

/** What a verb's own reader makes of a cell: its meaning, or its refusal. */
function reading<T>(read: () => T): Reading<{ value: T }> {
  try {
    return { ok: true, value: read() };
  } catch (cause) {
    const { reason, text } = refusalOf(cause);
    return { ok: false, reason, text };
  }
}
