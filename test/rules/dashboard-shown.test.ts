import { describe, expect, test } from '@jest/globals';
import { clockTime, moment, shortPosition, wallName } from '../../dashboard/src/shown.js';

const AT = '2026-11-22T14:05:09Z';

describe('what the wall screen shows', () => {
  test('is the time of China, wherever the screen hangs', () => {
    expect(clockTime('zh', new Date(AT))).toBe('22:05:09');
    expect(moment('zh', AT, new Date('2026-11-22T15:59:59Z'))).toBe('22:05');
  });

  test('names the day as soon as it is another one in China', () => {
    expect(moment('zh', AT, new Date('2026-11-22T16:00:00Z'))).toBe('11/22 22:05');
    expect(moment('en', AT, new Date('2026-11-22T16:00:00Z'))).toBe('22/11, 22:05');
    expect(moment('zh', null)).toBe('');
  });

  test('is no name in full on a wall, also of two characters or of a rare one', () => {
    expect(['杨虚构', '于友', '𠮷某某', '测**'].map(wallName)).toEqual(['杨**', '于**', '𠮷**', '测**']);
    expect(wallName(null)).toBe('—');
  });

  test('is a position in short that is another one for another position', () => {
    expect(shortPosition('a')).toMatch(/^[\da-f]{8}$/);
    expect(new Set(['a', 'b', 'ab', 'ba'].map(shortPosition)).size).toBe(4);
    expect(shortPosition(undefined)).toBe('—');
  });
});
