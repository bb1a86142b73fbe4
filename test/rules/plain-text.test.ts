import { describe, expect, test } from '@jest/globals';
import { asRead, isOneLine, isPlain, soughtText, textOf, wordsOf } from '#kernel/plain-text.js';

const refusal = (reason: string, field: string) =>
  expect.objectContaining({ code: 'BAD_USER_INPUT', reason, details: expect.objectContaining({ field }) });

describe('a text', () => {
  test.each([
    ['of Chinese', '佛山市禅城区张槎街道1号，A座'],
    ['of two lines', '包吃住\n五险一金'],
    ['of nothing', ''],
    ['of blanks', ' \t '],
    ['of Uyghur with a joiner', 'ئاي\u200Dگۈل'],
    ['of Mongolian with a chosen form', 'ᠠ\u180B\u180Eᠠ'],
    ['of Hindi with a non-joiner', 'क्\u200Cष'],
    ['of a name with a rare form of its character', '葛\u{E0100}城'],
    ['of a pictograph of several', '👨\u200D👩\u200D👧 ❤\uFE0F'],
    ['of a private character, as old ID cards have', '\uE000'],
  ])('%s can be kept and shown', (_name, text) => {
    expect(isPlain(text)).toBe(true);
  });

  test.each([
    ['NUL', '张\u0000三'],
    ['an escape sequence', '禅\u0007城\u001b[31m'],
    ['a control of eight bits', '张\u0085三'],
    ['half a surrogate pair', '张\ud842三'],
    ['an override of direction', '\u202E司公城禅'],
    ['an isolate', '张\u2066三'],
    ['a mark of direction', '张\u200E三'],
    ['a blank of no width', '乙\u200B肝'],
    ['a blank of no width alone', '\u200B'],
    ['a byte order mark', '\uFEFF张三'],
    ['a word joiner', '张\u2060三'],
    ['a soft hyphen', '张\u00AD三'],
    ['a joiner that no letter needs', '张\u200D三'],
    ['two joiners behind one letter', 'ئا\u200D\u200Dي'],
    ['a form chosen for a blank', ' \uFE0F'],
    ['a tag', '张\u{E0041}三'],
    ['the fillers of Hangul', '\u3164\u3164'],
    ['the other fillers of Hangul', '\u115F\u1160\uFFA0'],
    ['a blank of Braille alone', '\u2800'],
    ['a blank hieroglyph alone', '\u{13441}'],
    ['a mark upon nothing', '\u0301'],
    ['a note between the lines', '张\uFFF9三'],
  ])('with %s cannot', (_name, text) => {
    expect([isPlain(text), isOneLine(text)]).toEqual([false, false]);
  });

  test.each(['a\nb', 'a\tb', 'a\rb', 'a\u2028b', 'a\u2029b'])('%j is not one line', (text) => {
    expect(isOneLine(text)).toBe(false);
  });

  test('is trimmed, and held to its bounds and its one line', () => {
    const bounds = { least: 1, most: 3 };
    expect(textOf('f', '  装配 \n', bounds)).toBe('装配');
    expect(textOf('f', '装\n配', { ...bounds, lines: true })).toBe('装\n配');
    expect(textOf('f', null, { least: 0, most: 3 })).toBe('');
    for (const text of ['', ' ', '\u3000', '\t', '装配普工', undefined])
      expect(() => textOf('f', text, bounds)).toThrow(refusal('TEXT_LENGTH', 'f'));
    for (const text of ['装\n配', '\u200B', '\u3164', '\u2800'])
      expect(() => textOf('f', text, bounds)).toThrow(refusal('CONTROL_CHARACTER', 'f'));
    expect(() => textOf('f', '装\u202E', { ...bounds, lines: true })).toThrow(
      refusal('CONTROL_CHARACTER', 'f'),
    );
  });

  test('of a hundred thousand signs is judged at once', () => {
    const began = performance.now();
    for (const sign of ['张', ' ', '\u200D', 'ئ\u200D', '👨\u200D', '\u0301'])
      isOneLine(sign.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

test('words are kept in order, each once, twenty at most, and each can be seen', () => {
  expect(wordsOf('input.skills', ['缝纫', ' 电焊 ', '缝纫'])).toEqual(['缝纫', '电焊']);
  expect(() => wordsOf('input.skills', Array(21).fill('a'))).toThrow(
    refusal('TOO_MANY_WORDS', 'input.skills'),
  );
  for (const bad of ['', ' ', '\t', 'a'.repeat(51), 'a\u0000b', 'a\nb', '\u200B', '\u3164', '\u2800'])
    expect(() => wordsOf('input.skills', [bad])).toThrow(refusal('WORD_LENGTH', 'input.skills'));
});

test('what is looked for is something, and not too long', () => {
  expect(soughtText('f', ' 焊 ', 5)).toBe('焊');
  for (const nothing of ['', ' '])
    expect(() => soughtText('f', nothing, 5)).toThrow(refusal('TEXT_EMPTY', 'f'));
  expect(() => soughtText('f', '焊焊焊焊焊焊', 5)).toThrow(refusal('TEXT_TOO_LONG', 'f'));
});

test('signs that are read alike are one', () => {
  expect(asRead('１３８\u200B③㊛⼥\u2800男\u0301')).toBe('1383女女 男');
});
