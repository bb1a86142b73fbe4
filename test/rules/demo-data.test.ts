import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { inventedFiles } from '#demo/invented-files.js';
import { inventedPostings, splitExactly } from '#demo/invented-postings.js';
import { RegionCode } from '#kernel/scalars.js';
import { organizationCodeHolds } from '#kernel/uscc.js';

const text = (name: string): string => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');
const rowsOf = (name: string): Record<string, string>[] => parse(text(name), { columns: true });

const regions = rowsOf('regions.csv');
const groups = rowsOf('region_groups.csv');
const organizations = rowsOf('organizations.csv');
const employers = rowsOf('invented-employers.csv');
const postings = rowsOf('invented-postings.csv');
const pairings = rowsOf('pairings.csv');
const accounts = rowsOf('accounts.csv');
const region = new Map(regions.map((row) => [row.code!, row]));

/** GB 32100-2015 worked out anew, so that a fault in the program's own check cannot hide here. */
function usccHolds(code: string): boolean {
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += signs.indexOf(code[i]!) * (3 ** i % 31);
  return code.length === 18 && code[17] === signs[(31 - (sum % 31)) % 31];
}

describe('the regions', () => {
  test('hold every province once, every parent, and no code twice', () => {
    expect(region.size).toBe(regions.length);
    expect(regions.filter((row) => row.level === 'PROVINCE')).toHaveLength(34);
    expect(regions.filter((row) => row.level === 'PREFECTURE')).toHaveLength(333);
    expect(regions.filter((row) => row.parent_code !== '' && !region.has(row.parent_code!))).toEqual([]);
    expect(regions.filter((row) => row.level !== 'PROVINCE' && row.parent_code === '')).toEqual([]);
  });

  test('have the group that the schema names as its example', () => {
    const named = RegionCode.description?.match(/G-\w+/g) ?? [];
    expect(groups.map((row) => row.code)).toEqual(expect.arrayContaining(named));
    expect(named).not.toEqual([]);
  });

  test.each([
    ['310117', '310000'],
    ['429004', '420000'],
    ['469001', '460000'],
    ['659001', '650000'],
    ['522631003', '522631'],
    ['441900101', '441900'],
    ['530602R01', '530602'],
    ['370102', '370100'],
  ])('%s hangs under %s', (code, parent) => {
    expect(region.get(code)?.parent_code).toBe(parent);
  });

  test.each(['110100', '500200', '429000', '330101', '370176', '620201'])(
    '%s is a statistical layer or unit and not a place',
    (code) => expect(region.has(code)).toBe(false),
  );

  test('a renamed place ends on the day on which its successor begins', () => {
    const renamed = regions.filter((row) => row.successor_code !== '');
    expect(renamed.map((row) => row.code)).toContain('610928');
    for (const row of renamed) {
      expect(row.valid_to).toBe(region.get(row.successor_code!)?.valid_from);
    }
  });

  test('a group is made of regions that exist', () => {
    expect(groups.map((row) => row.name)).toEqual(['长三角', '珠三角', '京津冀']);
    for (const group of groups) {
      for (const member of group.member_codes!.split(';')) expect(region.has(member)).toBe(true);
    }
  });
});

describe('the organizations and pairings', () => {
  const keys = new Set([...organizations, ...employers].map((row) => row.key));

  test('each organization has a key of its own, a place and a parent that exists', () => {
    expect(keys.size).toBe(organizations.length + employers.length);
    for (const row of [...organizations, ...employers]) {
      expect(region.has(row.region_code!)).toBe(true);
      expect(row.parent_key === '' || keys.has(row.parent_key)).toBe(true);
    }
  });

  test('only invented bodies carry a credit code, and each of those holds and was never issued', () => {
    expect(organizations.filter((row) => row.uscc !== '')).toEqual([]);
    const codes = employers.map((row) => row.uscc!);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code).toMatch(/^91999001XXXX/);
      expect(usccHolds(code)).toBe(true);
      expect(organizationCodeHolds(code.slice(8, 17))).toBe(true);
    }
    expect([usccHolds('91350100M000100Y43'), usccHolds('91350100M000100Y4Z')]).toEqual([true, false]);
  });

  test('an invented employer says so in its name', () => {
    expect(employers.filter((row) => !row.name!.endsWith('（虚构）') || row.invented !== 'true')).toEqual([]);
  });

  test('Liping is paired with Foshan now, and no pair overlaps itself in time', () => {
    const open = pairings.filter((row) => row.valid_to === '');
    expect(open.some((row) => row.origin_code === '522631' && row.destination_code === '440600')).toBe(true);
    for (const row of pairings) {
      expect(region.has(row.origin_code!) && region.has(row.destination_code!)).toBe(true);
      const later = pairings.filter(
        (other) =>
          other !== row &&
          other.origin_code === row.origin_code &&
          other.destination_code === row.destination_code &&
          other.valid_from! >= row.valid_from!,
      );
      for (const other of later) expect(row.valid_to !== '' && row.valid_to! <= other.valid_from!).toBe(true);
    }
  });

  test('every account belongs to an organization, and the Foshan liaison to one for the whole city', () => {
    expect(accounts).toHaveLength(14);
    for (const account of accounts) expect(keys.has(account.organization_key)).toBe(true);
    const foshan = accounts.find((row) => row.handle === 'station@foshan')?.organization_key;
    expect(organizations.find((row) => row.key === foshan)?.region_code).toBe('440600');
  });
});

describe('the invented posts', () => {
  test.each([
    ['chancheng', 36, 1790],
    ['xiaoshan', 78, 9087],
    ['jinan', 150, 765],
    ['jingan-partners', 46, 2111],
    ['jingan-workshops', 5, 2800],
    ['changzhou', 24, 732],
  ])('of %s come from %i firms and add up to %i', (pool, firms, posts) => {
    const mine = postings.filter((row) => row.pool === pool);
    expect(employers.filter((row) => row.pool === pool)).toHaveLength(firms);
    expect(mine.reduce((sum, row) => sum + Number(row.headcount), 0)).toBe(posts);
    expect(new Set(mine.map((row) => row.employer_key)).size).toBe(firms);
  });

  test('are lawful: a head at least, sixteen to fifty-nine, pay from low to high in whole hundreds of yuan', () => {
    for (const row of postings) {
      expect(Number(row.headcount)).toBeGreaterThanOrEqual(1);
      expect(Number(row.age_min)).toBeGreaterThanOrEqual(16);
      expect(Number(row.age_max)).toBeLessThanOrEqual(59);
      expect(Number(row.wage_min_fen)).toBeGreaterThanOrEqual(220_000);
      expect(Number(row.wage_max_fen)).toBeGreaterThan(Number(row.wage_min_fen));
      expect(Number(row.wage_min_fen) % 10_000).toBe(0);
      expect(region.has(row.work_region_code!)).toBe(true);
    }
  });

  test('are what the generator writes, byte for byte', () => {
    for (const file of inventedFiles()) expect(text(file.name)).toBe(file.text);
  });

  test('differ under another seed, and still add up', () => {
    const { postings: other } = inventedPostings(2);
    expect(other).not.toEqual(inventedPostings(3).postings);
    const chancheng = other.filter((row) => row.pool === 'chancheng');
    expect(chancheng.reduce((sum, row) => sum + row.headcount, 0)).toBe(1790);
  });

  test('are split so that the parts follow their weights and lose nobody', () => {
    expect(splitExactly(10, [1, 1, 2])).toEqual([3, 3, 4]);
    expect(splitExactly(3, [5, 1, 1])).toEqual([1, 1, 1]);
  });
});

describe('the real postings', () => {
  test('keep every row and only facts', () => {
    const real = rowsOf('postings.csv');
    expect(real).toHaveLength(842);
    expect(Object.keys(real[0]!)).toHaveLength(22);
    for (const dropped of ['raw_line', 'benefits_text', 'source_title'])
      expect(real[0]).not.toHaveProperty(dropped);
    expect(text('postings.csv').replaceAll('\r\n', '')).not.toContain('\n');
  });
});
