import { ageOn, isLocalDate } from './local-date.js';
import { compactIdentifier, isScientificNotation } from './half-width.js';
import { type Reading, refused } from './reading.js';

/** What an 公民身份号码 says about its holder. `addressCode` is the place at issue, not of residence. */
export interface IdNumber {
  /** 18 characters, the check letter as capital X. */
  value: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  sexCode: 1 | 2;
  addressCode: string;
}
export type IdNumberReading = Reading<IdNumber>;

/** Older than any living person: then the number is mistyped (domain rule, see GB 11643-1999 readers). */
const OLDEST = 120;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character for the first 17 digits: GB 11643-1999, ISO 7064 MOD 11-2. */
export function idCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/**
 * Reads a citizen identification number (公民身份号码, GB 11643-1999), also one of 15 digits, which is
 * upgraded, and one in full-width digits, with blanks, a lower-case x or a spreadsheet's wrapper.
 * `today` (YYYY-MM-DD) bounds the birth date. Refusals: BAD_LENGTH, BAD_CHARACTER, SCIENTIFIC_NOTATION,
 * BAD_ADDRESS_CODE, IMPOSSIBLE_BIRTH_DATE, BAD_CHECK_DIGIT; none repeats the number.
 */
export function normalizeIdNumber(text: string, today: string): IdNumberReading {
  const compact = compactIdentifier(text)?.toUpperCase();
  if (compact === undefined) return badLength();
  if (isScientificNotation(compact)) {
    return refused(
      'SCIENTIFIC_NOTATION',
      '身份证号被表格软件改成了科学计数法，末位已丢失；请将该列设为文本后重新填写。',
      'A spreadsheet turned the ID number into scientific notation and lost its last digits; format the column as text and enter it again.',
    );
  }
  if (compact.length !== 18 && compact.length !== 15) return badLength();
  if (!(compact.length === 18 ? /^\d{17}[\dX]$/ : /^\d{15}$/).test(compact)) {
    return refused(
      'BAD_CHARACTER',
      '身份证号只能由数字组成，仅第18位可为X。',
      'An ID number consists of digits; only the 18th character may be X.',
    );
  }
  const old = compact.length === 15;
  const first17 = old ? `${compact.slice(0, 6)}19${compact.slice(6)}` : compact.slice(0, 17);
  if (first17.startsWith('0')) {
    return refused(
      'BAD_ADDRESS_CODE',
      '身份证号前六位地址码不存在。',
      'The address code (first six digits) of the ID number does not exist.',
    );
  }
  const birthDate = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`;
  if (!isLocalDate(birthDate) || birthDate > today || ageOn(birthDate, today) > OLDEST) {
    return refused(
      'IMPOSSIBLE_BIRTH_DATE',
      '身份证号中的出生日期不存在、在将来，或年龄超过120岁。',
      'The birth date in the ID number does not exist, lies in the future, or is more than 120 years ago.',
    );
  }
  const check = idCheckCharacter(first17);
  if (!old && compact.charAt(17) !== check) {
    return refused(
      'BAD_CHECK_DIGIT',
      '身份证号校验码不正确，请核对是否抄错。',
      'The check digit of the ID number is wrong; compare it with the card.',
    );
  }
  return {
    ok: true,
    value: first17 + check,
    birthDate,
    sexCode: Number(first17[16]) % 2 === 1 ? 1 : 2,
    addressCode: first17.slice(0, 6),
  };
}

/** Address codes beginning 999 were never issued: invented persons of the demo carry them, real ones cannot. */
export function isDemoAddressCode(code: string): boolean {
  return /^999\d{3}$/.test(code);
}

function badLength() {
  return refused(
    'BAD_LENGTH',
    '身份证号应为18位（旧证为15位）。',
    'An ID number has 18 characters (15 on old cards).',
  );
}
