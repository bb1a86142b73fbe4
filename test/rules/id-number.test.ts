import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idCheckCharacter, isDemoAddressCode, normalizeIdNumber } from '#kernel/id-number.js';

const TODAY = '2026-11-22';
const read = (text: string) => normalizeIdNumber(text, TODAY);
const reason = (text: string) => {
  const reading = read(text);
  return reading.ok ? 'accepted' : reading.reason;
};

const birthDay = fc
  .date({ min: new Date('1910-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const digits = (length: number) =>
  fc.stringMatching(new RegExp(`^\\d{${length}}$`)).filter((text) => text.length === length);
const validId = fc
  .tuple(fc.constantFrom('530602', '522631', '433122', '610981', '999001'), birthDay, digits(3))
  .map(([area, day, sequence]) => area + day + sequence)
  .map((first17) => first17 + idCheckCharacter(first17));

describe('a citizen identification number', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 2],
    ['440524188001010014', '1880-01-01', 1],
  ])('the samples of the standard hold: %s', (value, birthDate, sexCode) => {
    expect(normalizeIdNumber(value, '1990-01-01')).toEqual({
      ok: true,
      value,
      birthDate,
      sexCode,
      addressCode: value.slice(0, 6),
    });
  });

  test.each([
    '530602198703151231',
    '522631199011052466',
    '433122198507203011',
    '610928199003071016',
    '610981199003071018',
  ])('invented persons of the domain page are accepted: %s', (value) => {
    expect(reason(value)).toBe('accepted');
  });

  test('every generated number with a true check character is accepted', () => {
    fc.assert(fc.property(validId, (value) => reason(value) === 'accepted'));
  });

  test('any single changed digit is refused', () => {
    fc.assert(
      fc.property(validId, fc.nat(16), fc.integer({ min: 1, max: 9 }), (value, place, shift) => {
        const changed = (Number(value.charAt(place)) + shift) % 10;
        return reason(value.slice(0, place) + changed + value.slice(place + 1)) !== 'accepted';
      }),
    );
  });

  test.each([
    ['lower-case x', '11010519491231002x'],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['stray blanks', ' 110105 19491231\u3000002X '],
    ['a line break', '1101051949\r\n1231002X'],
    ['a spreadsheet wrapper', '="11010519491231002X"'],
    ['an apostrophe', "'11010519491231002X"],
    ['an invisible sign', '\ufeff11010519491231002X\u200b'],
  ])('is understood with %s', (_how, text) => {
    expect(read(text)).toMatchObject({ ok: true, value: '11010519491231002X' });
  });

  test('of 15 digits is upgraded to 18', () => {
    expect(read('110105491231002')).toMatchObject({ ok: true, value: '11010519491231002X' });
  });

  test.each([
    ['BAD_CHECK_DIGIT', '110105194912310021'],
    ['IMPOSSIBLE_BIRTH_DATE', '110105194902300020'],
    ['IMPOSSIBLE_BIRTH_DATE', '440524188001010014'],
    ['SCIENTIFIC_NOTATION', '5.22631E+17'],
    ['BAD_LENGTH', '52263119901105246'],
    ['BAD_LENGTH', ''],
    ['BAD_CHARACTER', '5226311990110524六6'],
    ['BAD_CHARACTER', '52263119901105X466'],
    ['BAD_ADDRESS_CODE', '022631199011052466'],
  ])('%s: %s', (expected, text) => {
    expect(reason(text)).toBe(expected);
  });

  test('born tomorrow is impossible, born today is not', () => {
    const of = (day: string) => `999001${day}001${idCheckCharacter(`999001${day}001`)}`;
    expect(reason(of('20261123'))).toBe('IMPOSSIBLE_BIRTH_DATE');
    expect(reason(of('20261122'))).toBe('accepted');
  });

  test('is never repeated in a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits(15), digits(18)), (text) => {
        const reading = read(text);
        return reading.ok || text.length < 4 || !JSON.stringify(reading).includes(text);
      }),
    );
  });

  test('a hundred thousand characters are refused at once', () => {
    const began = performance.now();
    for (const sign of ['1', ' ', '=', 'Ｅ']) expect(reason(sign.repeat(100_000))).toBe('BAD_LENGTH');
    expect(performance.now() - began).toBeLessThan(50);
  });

  test('only address codes beginning 999 are the demo’s', () => {
    expect(isDemoAddressCode('999123')).toBe(true);
    expect(isDemoAddressCode('522631')).toBe(false);
    expect(isDemoAddressCode('9991234')).toBe(false);
  });
});
