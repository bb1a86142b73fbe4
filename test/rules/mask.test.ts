import { describe, expect, test } from '@jest/globals';
import { ageBand, maskIdNumber, maskName, maskPhone } from '#kernel/mask.js';

describe('a mask', () => {
  test.each([
    ['王芳', '王**'],
    ['王小明', '王**'],
    ['欧阳娜', '欧阳**'],
    ['司马', '司**'],
    ['诸葛孔明', '诸葛**'],
    ['王', '**'],
    ['', ''],
    [' 李四 ', '李**'],
    ['𠮷田', '𠮷**'],
    ['买买提·吐尔逊', '买**'],
  ])('of the name %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('of a phone shows three and four digits, of anything else nothing', () => {
    expect(maskPhone('13800001234')).toBe('138****1234');
    expect(maskPhone('0855-123456')).toBe('***********');
  });

  test('of an ID number shows four and four characters, of anything else nothing', () => {
    expect(maskIdNumber('53060219870315123X')).toBe('5306**********123X');
    expect(maskIdNumber('530602870315123')).toBe('******************');
  });

  test.each([
    ['1997-11-22', '25-29'],
    ['1996-11-22', '30-34'],
    ['1996-11-23', '25-29'],
    ['2010-11-22', '16-19'],
    ['2010-11-23', '0-15'],
    ['1961-11-22', '65+'],
  ])('of one born %s is the band %s', (birthDate, band) => {
    expect(ageBand(birthDate, '2026-11-22')).toBe(band);
  });
});
