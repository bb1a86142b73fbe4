import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ancestorsOf,
  canonicalRegionCode,
  codeOf,
  isAncestorPath,
  isMunicipality,
  levelOf,
  pathOf,
} from '#kernel/region-code.js';

describe('a region code', () => {
  test.each([
    ['520000', '52', 'PROVINCE'],
    ['52', '52', 'PROVINCE'],
    ['522600', '5226', 'PREFECTURE'],
    ['5226', '5226', 'PREFECTURE'],
    ['522631', '522631', 'COUNTY'],
    ['522631003', '522631003', 'TOWN'],
    ['522631000', '522631', 'COUNTY'],
    ['522631003000', '522631003', 'TOWN'],
    ['522631003201', '522631003201', 'VILLAGE'],
    ['520000000000', '52', 'PROVINCE'],
    ['441900101', '441900101', 'TOWN'],
    ['530602R01', '530602R01', 'RESETTLEMENT_SITE'],
    ['310000', '31', 'PROVINCE'],
    ['310117', '310117', 'COUNTY'],
  ])('%s has the path %s and is a %s', (code, path, level) => {
    expect(pathOf(code)).toBe(path);
    expect(levelOf(code)).toBe(level);
  });

  test('a group of regions lies nowhere in the tree', () => {
    expect(pathOf('G-YRD')).toBeNull();
    expect(levelOf('G-YRD')).toBe('REGION_GROUP');
    expect(canonicalRegionCode('G-YRD')).toBe('G-YRD');
  });

  test.each(['', '5', '52263', '99', '530602r01', 'G-', '52’', '1'.repeat(99_999)])(
    '%.12s is none',
    (code) => {
      expect(pathOf(code)).toBeNull();
      expect(() => canonicalRegionCode(code, 'input.origin')).toThrow(
        expect.objectContaining({ reason: 'REGION_CODE_MALFORMED', details: { field: 'input.origin' } }),
      );
    },
  );

  test.each(['990000', '520031', '520000101', '522631000201', '530600R01'])(
    '%s is written well and is no place: the book of regions says so, and what is near',
    (code) => {
      expect(pathOf(code)).toBeNull();
      expect(canonicalRegionCode(code)).toBe(code);
      expect(() => levelOf(code)).toThrow(expect.objectContaining({ reason: 'REGION_CODE_MALFORMED' }));
    },
  );

  test('path and code lead back to each other, and a path is its own path', () => {
    const part = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.constantFrom('52', '31', '44'), part, part, (province, prefecture, county) => {
        const path = pathOf(province + prefecture + county);
        fc.pre(path !== null);
        return path !== null && codeOf(path) === province + prefecture + county && pathOf(path) === path;
      }),
    );
  });

  test('contains itself and what lies under it, and nothing beside it', () => {
    expect(isAncestorPath('52', '522631003')).toBe(true);
    expect(isAncestorPath('522631', '522631')).toBe(true);
    expect(isAncestorPath('522631', '5226')).toBe(false);
    expect(isAncestorPath('5201', '522631')).toBe(false);
    expect(isAncestorPath('530602', '530602R01')).toBe(true);
    expect(isAncestorPath('', '52')).toBe(false);
  });

  test('knows the real places above it, without statistical shells', () => {
    expect(ancestorsOf('522631003201')).toEqual(['52', '5226', '522631', '522631003']);
    expect(ancestorsOf('530602R01')).toEqual(['53', '5306', '530602']);
    expect(ancestorsOf('310117')).toEqual(['31']);
    expect(ancestorsOf('441900101')).toEqual(['44', '4419']);
    expect(ancestorsOf('429004')).toEqual(['42']);
    expect(ancestorsOf('52')).toEqual([]);
  });

  test('every ancestor contains the place', () => {
    for (const path of ['522631003201', '500101', '441900101', '530602R01']) {
      for (const above of ancestorsOf(path)) expect(isAncestorPath(above, path)).toBe(true);
    }
  });

  test('four cities are provinces', () => {
    expect(['110000', '120000', '310000', '500000', '440100'].map(isMunicipality)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
