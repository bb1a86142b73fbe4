import { compactIdentifier, isScientificNotation } from './half-width.js';
import { type Reading, refused } from './reading.js';

/** A 统一社会信用代码, taken apart as GB 32100-2015 defines it. */
export interface Uscc {
  /** 18 capital characters. */
  value: string;
  /** Registering authority: 1 staffing office, 5 civil affairs, 9 market regulation, N agriculture, … */
  authority: string;
  /** Six digits: the division of the registering authority at that time. */
  regionCode: string;
  /** The organization code inside (9 characters, GB 11714). */
  organizationCode: string;
}
export type UsccReading = Reading<Uscc>;

/** The 31 signs of GB 32100-2015: no I, O, S, V, Z. A sign's value is its place here. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th sign for the first 17 (GB 32100-2015: 31 minus the weighted sum modulo 31). */
export function usccCheckSign(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * SIGNS.indexOf(first17.charAt(i)), 0);
  return SIGNS.charAt((31 - (sum % 31)) % 31);
}

/**
 * Reads a unified social credit code. Refusals: BAD_LENGTH, BAD_CHARACTER, SCIENTIFIC_NOTATION,
 * BAD_CHECK_DIGIT. The organization code inside is checked apart, by `organizationCodeHolds`.
 */
export function normalizeUscc(text: string): UsccReading {
  const compact = compactIdentifier(text)?.toUpperCase();
  if (compact !== undefined && isScientificNotation(compact)) {
    return refused(
      'SCIENTIFIC_NOTATION',
      '统一社会信用代码被表格软件改成了科学计数法，请将该列设为文本后重新填写。',
      'A spreadsheet turned the unified social credit code into scientific notation; format the column as text and enter it again.',
    );
  }
  if (compact?.length !== 18) {
    return refused(
      'BAD_LENGTH',
      '统一社会信用代码应为18位。',
      'A unified social credit code has 18 characters.',
    );
  }
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(compact)) {
    return refused(
      'BAD_CHARACTER',
      '统一社会信用代码含有不允许的字符（不使用I、O、S、V、Z，第3至8位为数字）。',
      'The unified social credit code holds a character it may not (I, O, S, V and Z are never used; places 3 to 8 are digits).',
    );
  }
  if (compact.charAt(17) !== usccCheckSign(compact.slice(0, 17))) {
    return refused(
      'BAD_CHECK_DIGIT',
      '统一社会信用代码校验码不正确，请对照营业执照核对。',
      'The check character of the unified social credit code is wrong; compare it with the licence.',
    );
  }
  return {
    ok: true,
    value: compact,
    authority: compact.charAt(0),
    regionCode: compact.slice(2, 8),
    organizationCode: compact.slice(8, 17),
  };
}

/**
 * Whether the organization code inside (9 characters) satisfies its own check (GB 11714: 11 minus the
 * weighted sum modulo 11, ten written X, eleven written 0). Meant for organizations registered on the
 * mainland; apart from `normalizeUscc`, because codes converted from older registers exist without it.
 */
export function organizationCodeHolds(organizationCode: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(organizationCode)) return false;
  const sum = INNER_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(organizationCode.charAt(i), 36),
    0,
  );
  return organizationCode.charAt(8) === '0123456789X0'.charAt(11 - (sum % 11));
}
