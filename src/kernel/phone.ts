import { compactIdentifier, isScientificNotation } from './half-width.js';
import { type Reading, refused } from './reading.js';

export type PhoneReading = Reading<{
  /** 11 digits, no country code. */
  value: string;
}>;

/**
 * Reads a mainland mobile number (手机号): 11 digits, 13 to 19 first. Blanks, hyphens and +86 are taken
 * off. Refusals: BAD_LENGTH, BAD_CHARACTER, SCIENTIFIC_NOTATION, NOT_A_MOBILE; none repeats the number.
 */
export function normalizePhone(text: string): PhoneReading {
  const compact = compactIdentifier(text)?.replace(/[-‐-―]/g, '');
  if (compact !== undefined && isScientificNotation(compact)) {
    return refused(
      'SCIENTIFIC_NOTATION',
      '手机号被表格软件改成了科学计数法，请将该列设为文本后重新填写。',
      'A spreadsheet turned the phone number into scientific notation; format the column as text and enter it again.',
    );
  }
  const national = compact?.replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  if (national === undefined || national.length > 20) return badLength();
  if (!/^\d*$/.test(national)) {
    return refused(
      'BAD_CHARACTER',
      '手机号只能填写一个号码，且只含数字。',
      'Give one mobile number, in digits only.',
    );
  }
  if (national.length !== 11) return badLength();
  if (!/^1[3-9]/.test(national)) {
    return refused(
      'NOT_A_MOBILE',
      '不是中国大陆手机号（应以13至19开头）。',
      'Not a mainland mobile number (it begins with 13 to 19).',
    );
  }
  return { ok: true, value: national };
}

/** Numbers beginning 154 are a block that no operator holds: invented persons of the demo carry them. */
export function isDemoPhone(phone: string): boolean {
  return phone.startsWith('154');
}

function badLength() {
  return refused('BAD_LENGTH', '手机号应为11位数字。', 'A mainland mobile number has 11 digits.');
}
