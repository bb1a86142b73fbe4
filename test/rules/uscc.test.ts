import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalizePhone } from '#kernel/phone.js';
import { normalizeUscc, organizationCodeHolds, usccCheckSign } from '#kernel/uscc.js';

const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const reason = (text: string) => {
  const reading = normalizeUscc(text);
  return reading.ok ? 'accepted' : reading.reason;
};
const sign = fc.constantFrom(...SIGNS);
const digit = fc.constantFrom(...'0123456789');
const first17 = fc
  .tuple(
    fc.array(sign, { minLength: 2, maxLength: 2 }),
    fc.array(digit, { minLength: 6, maxLength: 6 }),
    fc.array(sign, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''));

describe('a unified social credit code', () => {
  test.each(['91350100M000100Y43', '91522631MA6HTE5T9P', '91440604MA4TE5T135'])(
    '%s holds, outside and inside',
    (code) => {
      const reading = normalizeUscc(code);
      expect(reading).toMatchObject({ ok: true, value: code, authority: '9', regionCode: code.slice(2, 8) });
      expect(reading.ok && organizationCodeHolds(reading.organizationCode)).toBe(true);
    },
  );

  test('every generated code with a true check character is accepted', () => {
    fc.assert(fc.property(first17, (text) => reason(text + usccCheckSign(text)) === 'accepted'));
  });

  test('any single changed character is refused', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), sign, (text, place, other) => {
        fc.pre(text.charAt(place) !== other);
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        return reason(changed + usccCheckSign(text)) !== 'accepted';
      }),
    );
  });

  test('is understood in lower case, full width, blanks and a wrapper', () => {
    expect(reason('="９１350100 m000100y43"')).toBe('accepted');
  });

  test.each([
    ['BAD_CHECK_DIGIT', '91350100M000100Y4Z'.replace('Z', 'X')],
    ['BAD_CHARACTER', '91350100M000100Y4Z'],
    ['BAD_CHARACTER', '9135010OM000100Y43'],
    ['BAD_LENGTH', '91350100M000100Y4'],
    ['BAD_LENGTH', '9'.repeat(100_000)],
    ['SCIENTIFIC_NOTATION', '9.1350E+17'],
  ])('%s', (expected, code) => {
    expect(reason(code)).toBe(expected);
  });

  test('the organization code inside has a check of its own', () => {
    expect(organizationCodeHolds('M000100Y4')).toBe(true);
    expect(organizationCodeHolds('M000100Y5')).toBe(false);
    expect(organizationCodeHolds('M000100')).toBe(false);
  });
});

describe('a mobile number', () => {
  test.each([
    ['13800001234', '13800001234'],
    ['+86 138-0000-1234', '13800001234'],
    ['008613800001234', '13800001234'],
    ['="１３８00001234"', '13800001234'],
  ])('%s is understood', (text, value) => {
    expect(normalizePhone(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['NOT_A_MOBILE', '12800001234'],
    ['BAD_LENGTH', '1380000123'],
    ['BAD_LENGTH', '1'.repeat(100_000)],
    ['BAD_CHARACTER', '13800001234/139'],
    ['SCIENTIFIC_NOTATION', '1.38E+10'],
  ])('%s', (reasonOf, text) => {
    expect(normalizePhone(text)).toMatchObject({ ok: false, reason: reasonOf });
  });
});
