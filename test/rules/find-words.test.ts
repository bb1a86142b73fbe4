import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { findableWords, partsSought } from '#worker/findable-words.js';
import { FOUND_BY } from '#worker/found-by.js';
import { learnToRead, readingsOf } from '#worker/name-readings.js';
import { readSought } from '#worker/sought.rules.js';
import { wordToken } from '#worker/word-token.js';

beforeAll(learnToRead);

const DAY = '2026-11-22';
const sought = (text: string) => readSought('text', text, DAY);
const person = (over: Partial<Parameters<typeof findableWords>[0]> = {}) =>
  findableWords({
    name: '单小明',
    idNumber: '99900119900101002X',
    phone: '15400004321',
    places: ['龙形街道'],
    ...over,
  });
/** What of the person a line meets, by its rarest word; undefined: not found. */
const foundBy = (words: ReadonlyMap<string, string>, text: string): string | undefined => {
  const asked = sought(text).words;
  return asked.every((word) => words.has(word)) ? words.get(asked[0] ?? '') : undefined;
};

describe('whoever is written down is found', () => {
  test.each([
    ['单小明', 'NAME'],
    ['单', 'NAME_BEGINS'],
    ['单小', 'NAME_BEGINS'],
    ['小明', 'NAME_PART'],
    ['明', 'NAME_PART'],
    ['shanxiaoming', 'PINYIN'],
    ['Shan Xiao Ming', 'PINYIN'],
    ['sxm', 'PINYIN'],
    ['SXM', 'PINYIN'],
    ['shan', 'PINYIN_PART'],
    ['xiaoming', 'PINYIN_PART'],
    ['xm', 'PINYIN_PART'],
    ['danxiaoming', 'PINYIN'],
    ['002x', 'ID_LAST_FOUR'],
    ['002X', 'ID_LAST_FOUR'],
    ['4321', 'PHONE_LAST_FOUR'],
    ['４３２１', 'PHONE_LAST_FOUR'],
    ['龙形街道', 'PLACE'],
    ['龙形', 'PLACE'],
    ['单 龙形', 'PLACE'],
    ['小明，4321', 'PHONE_LAST_FOUR'],
    ['单4321', 'PHONE_LAST_FOUR'],
  ])('by %s: %s', (text, by) => {
    expect(foundBy(person(), text)).toBe(by);
  });

  test.each(['单明', '小单', '王', 'ming', 'x', '4322', '中潮', '单小明明', 'shanxiaomingming'])(
    'and not by %s',
    (text) => {
      expect(foundBy(person(), text)).toBeUndefined();
    },
  );

  test('by the surname’s own reading, and by any other reading of a character', () => {
    expect(readingsOf(['查', '长', '乐'])[0]?.[0]).toBe('zha');
    const read = readingsOf(['曾', '长', '乐']).map((syllables) => syllables.join(' '));
    expect(read[0]).toMatch(/^zeng /);
    expect(read).toEqual(expect.arrayContaining([expect.stringContaining('zhang')]));
    expect(read).toEqual(expect.arrayContaining([expect.stringContaining('chang')]));
    expect(read.length).toBeLessThanOrEqual(8);
    expect(readingsOf(['吕'])).toContainEqual(['lv']);
  });

  test('by any part of a long name, with and without its dot', () => {
    const words = person({ name: '阿卜杜热合曼·麦麦提' });
    for (const text of ['阿卜杜热合曼·麦麦提', '热合曼麦麦提', '麦麦提', '阿卜杜', '合曼·麦'])
      expect([text, foundBy(words, text) !== undefined]).toEqual([text, true]);
    expect(foundBy(words, '阿卜杜麦麦提')).toBeUndefined();
  });

  test('by every part of the name and of its pinyin, whatever the name', () => {
    const characters = fc.constantFrom(...'王李单查曾仇解盖重长乐行欧阳诸葛吕绿小明芳丽');
    fc.assert(
      fc.property(
        fc.array(characters, { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        fc.nat(5),
        (name, a, b) => {
          const words = person({ name: name.join('') });
          const [from, to] = [Math.min(a, b) % name.length, Math.min(Math.max(a, b) + 1, name.length)];
          const part = name.slice(from, to).join('');
          for (const word of partsSought(part)) expect(words.has(word)).toBe(true);
          if (name.length > 4) return;
          const reading = readingsOf(name)[0] ?? [];
          expect(words.get(reading.join(''))).toBe('PINYIN');
          expect(words.get(reading.map((s) => s[0]).join(''))).toBe('PINYIN');
        },
      ),
      { numRuns: 200 },
    );
  });

  test('with some twenty words for a common name', () => {
    expect(person().size).toBeLessThanOrEqual(28);
    expect(person({ name: '王芳' }).size).toBeLessThanOrEqual(14);
  });
});

describe('one line of text', () => {
  test('knows a whole number in any spelling', () => {
    expect(sought('154-0000-4321')).toMatchObject({ phone: '15400004321', words: [] });
    expect(sought('11010519491231002x 王')).toMatchObject({ idNumber: '11010519491231002X', words: ['王'] });
  });
  test('knows how tags are said', () => {
    expect(sought('脱贫 监测 易迁').tags).toEqual(['POVERTY_ALLEVIATED', 'MONITORED', 'RELOCATED']);
    expect(sought('王 就业困难')).toMatchObject({ words: ['王'], tags: ['HARD_TO_EMPLOY'] });
  });
  test('is walked along the word that fewest people have', () => {
    expect(sought('王 龙形街道').words[0]).toBe('龙形街道');
    expect(sought('小明 龙形街道').words[0]).toBe('小明');
    expect(sought('wang 4321').words[0]).toBe('4321');
    expect(sought('王 张小明').words[0]).toBe('张小明');
  });
  test.each([
    '123',
    '12345',
    '999001199001010021',
    '!?',
    '、',
    '😀',
    '1234567',
    '一 二 三 四 五 六 七 八 九 十 甲 乙 丙',
  ])('that is nothing of it is refused: %s', (text) => {
    expect(() => sought(text)).toThrow(expect.objectContaining({ reason: 'NOTHING_TO_FIND_BY' }));
  });
  test('is never empty and has an end', () => {
    expect(() => sought('  ')).toThrow(expect.objectContaining({ reason: 'TEXT_EMPTY' }));
    expect(() => sought('王'.repeat(51))).toThrow(expect.objectContaining({ reason: 'TEXT_TOO_LONG' }));
  });
  test('whatever it is, is read or refused and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        try {
          expect(sought(text).words.length).toBeLessThanOrEqual(12);
        } catch (fault) {
          expect(fault).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'text' } });
        }
      }),
    );
  });
});

describe('what is kept of a word', () => {
  const vault = (key: string) =>
    createIdentityVault({
      keys: [{ id: 'k', key: Buffer.alloc(32, 'k') }],
      hmacKey: Buffer.alloc(32, key),
      isDemo: true,
    });
  test('is another in every county and under every key, and is no print of a number', () => {
    const one = vault('one');
    const tokens = [
      wordToken(one, '522631', '王小明'),
      wordToken(one, '522633', '王小明'),
      wordToken(vault('two'), '522631', '王小明'),
      wordToken(one, '522631', '王小'),
      one.fingerprint('王小明').readBigInt64BE(0).toString(),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(wordToken(one, '522631', '王小明')).toBe(tokens[0]);
  });
  test('keeps its place in the order of finding, which stands in the database', () => {
    expect(FOUND_BY).toEqual([
      'ID_NUMBER',
      'PHONE',
      'NAME',
      'NAME_BEGINS',
      'NAME_PART',
      'ID_LAST_FOUR',
      'PHONE_LAST_FOUR',
      'PINYIN',
      'PINYIN_PART',
      'PLACE',
      'TAG',
    ]);
  });
});
