import { badInput, type HouseError } from './error.js';

/** The levels of a place (行政区划层级), a resettlement site (安置点) and a group of regions (区域) beside them. */
export const REGION_LEVELS = [
  'PROVINCE',
  'PREFECTURE',
  'COUNTY',
  'TOWN',
  'VILLAGE',
  'RESETTLEMENT_SITE',
  'REGION_GROUP',
] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** The levels in Chinese, as sentences say them and the schema describes them. */
export const REGION_LEVEL_WORDS: Readonly<Record<RegionLevel, string>> = {
  PROVINCE: '省级',
  PREFECTURE: '地级',
  COUNTY: '县级',
  TOWN: '乡级',
  VILLAGE: '村级',
  RESETTLEMENT_SITE: '安置区',
  REGION_GROUP: '区域',
};

/** Province parts of GB/T 2260. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);
/** Cities on the level of a province: Beijing, Tianjin, Shanghai, Chongqing. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);
const GROUP = /^G-[A-Z0-9][A-Z0-9-]{0,29}$/;
const SITE = /^\d{6}R\d{2}$/;
/** Written as a code is written, whether or not there is such a place. */
const WRITTEN_AS_A_CODE = /^(\d{6}|\d{9}|\d{12}|\d{6}R\d{2})$/;

/**
 * The path of a region code: the code without the zeros that only fill it up, so that "under" is
 * "begins with": 520000 is 52, 522600 is 5226, 522631 and 522631003 are themselves. A resettlement
 * site (530602R01, letter R in the seventh place) lies under its county; 9 and 12 digits are towns and
 * villages of the statistical codes. Null for a REGION_GROUP (G-…), which lies nowhere in the tree, and
 * for anything that is no region code.
 */
export function pathOf(code: string): string | null {
  if (code.length > 12 || GROUP.test(code)) return null;
  if (SITE.test(code)) return /^\d{4}00/.test(code) || pathOf(code.slice(0, 6)) === null ? null : code;
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code) || !PROVINCES.has(code.slice(0, 2))) return null;
  const [prefecture, county] = [code.slice(2, 4) || '00', code.slice(4, 6) || '00'];
  const [town, village] = [code.slice(6, 9) || '000', code.slice(9) || '000'];
  if (village !== '000') return town === '000' || prefecture === '00' ? null : code;
  // Dongguan, Zhongshan and three more cities have towns and no counties: 441900101 is lawful.
  if (town !== '000') return prefecture === '00' ? null : code.slice(0, 9);
  if (county !== '00') return prefecture === '00' ? null : code.slice(0, 6);
  return prefecture === '00' ? code.slice(0, 2) : code.slice(0, 4);
}

/** The code that the region table holds for a path: filled up to six digits where it is shorter. */
export function codeOf(path: string): string {
  return path.padEnd(6, '0');
}

/**
 * A region code as the table holds it (6, 9 or 12 digits, a resettlement site or a group), from any
 * accepted spelling. One that is written well and is none (999999) comes back as it is: the book of regions
 * says UNKNOWN_REGION and which is near. Throws BAD_USER_INPUT / REGION_CODE_MALFORMED naming `field`.
 */
export function canonicalRegionCode(text: string, field = 'regionCode'): string {
  if (GROUP.test(text)) return text;
  const path = pathOf(text);
  if (path === null) {
    if (WRITTEN_AS_A_CODE.test(text)) return text;
    throw malformed(field);
  }
  return codeOf(path);
}

function malformed(field: string): HouseError {
  return badInput(field, 'REGION_CODE_MALFORMED', {
    zh: '区划代码格式不正确：应为6、9或12位数字（如522631），安置点如530602R01，区域组如G-CSJ。',
    en: 'Not a region code: 6, 9 or 12 digits (522631), a resettlement site (530602R01) or a group (G-CSJ).',
  });
}

/** The level of a code or path. A municipality is a PROVINCE. Throws REGION_CODE_MALFORMED. */
export function levelOf(code: string): RegionLevel {
  const canonical = canonicalRegionCode(code);
  if (GROUP.test(canonical)) return 'REGION_GROUP';
  const path = pathOf(canonical);
  if (path === null) throw malformed('regionCode');
  if (path.includes('R')) return 'RESETTLEMENT_SITE';
  const levels: Record<number, RegionLevel> = { 2: 'PROVINCE', 4: 'PREFECTURE', 6: 'COUNTY', 9: 'TOWN' };
  return levels[path.length] ?? 'VILLAGE';
}

/** Beijing, Tianjin, Shanghai or Chongqing itself: a province that is one city. */
export function isMunicipality(code: string): boolean {
  const path = pathOf(code);
  return path !== null && MUNICIPALITIES.has(path);
}

/** Whether the place `a` contains `b` or is `b`. Both are paths. */
export function isAncestorPath(a: string, b: string): boolean {
  return a.length > 0 && b.startsWith(a);
}

/**
 * The paths of every real place above `path`, from the province down, without itself. The statistical
 * shells in between are left out: the 市辖区 of a municipality (3101) and the 省直辖 of counties that
 * stand directly under a province (4290), and the missing county of cities that have none (441900).
 */
export function ancestorsOf(path: string): string[] {
  const above = [2, 4, 6, 9].filter((length) => length < path.length).map((length) => path.slice(0, length));
  return above.filter((ancestor) => {
    if (ancestor.length === 4) return !MUNICIPALITIES.has(ancestor.slice(0, 2)) && !ancestor.endsWith('90');
    return ancestor.length !== 6 || !ancestor.endsWith('00');
  });
}
