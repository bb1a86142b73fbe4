import { type Reading, refused } from '#kernel/reading.js';
import { isAncestorPath, pathOf } from '#kernel/region-code.js';
import { plainText } from './plain-text.js';

/** Finds the region a name means: one code, or the candidates (none where nothing is called so). */
export type ResolveRegion = (name: string) => { code: string } | { candidates: readonly string[] };

export interface PlaceText {
  city: string;
  district: string;
  workAddress: string;
}

/** `districtKnown` is false where a district is named that is no division; the city then stands for it. */
export type PlaceReading = Reading<{ workRegion: string; districtKnown: boolean }>;

const WHOLE_CITY = /^(?:全市|全境|市内|不限)$/;
/** A city at the head of an address, after its province: 广西南宁市…, 宁波市北仑区…. */
const ADDRESS_CITY = /^(?:[一-龥]{2,8}(?:省|自治区))?([一-龥]{2,5}?市)/;

/**
 * Reads where the work is: the city, made finer by the district where that is a division of the city.
 * Refusals: CITY_MISSING, CITY_UNKNOWN, CITY_AMBIGUOUS, CITY_ADDRESS_CONFLICT (the address begins with
 * another city: boards advertise a post in cities where the work is not).
 */
export function readPlace(text: PlaceText, resolve: ResolveRegion): PlaceReading {
  const city = plainText(text.city, 60);
  if (city === '') return refused('CITY_MISSING', '没有填写工作城市。', 'The city of the work is missing.');
  const found = city === undefined ? { candidates: [] } : resolve(city);
  const path = 'code' in found ? pathOf(found.code) : null;
  if (!('code' in found) || path === null) {
    return 'candidates' in found && found.candidates.length > 1 ? ambiguous() : unknown();
  }
  const address = plainText(text.workAddress, 300) ?? '';
  const addressCity = ADDRESS_CITY.exec(address)?.[1];
  const other = addressCity === undefined ? undefined : resolve(addressCity);
  const otherPath = other && 'code' in other ? pathOf(other.code) : null;
  if (otherPath !== null && !isAncestorPath(path, otherPath) && !isAncestorPath(otherPath, path))
    return elsewhere();
  const district = plainText(text.district, 60) ?? '';
  if (district === '' || WHOLE_CITY.test(district))
    return { ok: true, workRegion: found.code, districtKnown: true };
  const finer = [city + district, district]
    .map((name) => within(path, resolve(name)))
    .find((code) => code !== undefined);
  return {
    ok: true,
    workRegion: finer ?? found.code,
    districtKnown: finer !== undefined,
  };
}

/** The one region under `path` among those a name may mean: 普陀区 is in Shanghai and in Zhoushan. */
function within(path: string, found: ReturnType<ResolveRegion>): string | undefined {
  const codes = 'code' in found ? [found.code] : found.candidates;
  const under = codes.filter((code) => isAncestorPath(path, pathOf(code) ?? ''));
  return under.length === 1 ? under[0] : undefined;
}

function unknown() {
  return refused(
    'CITY_UNKNOWN',
    '找不到该工作城市，请填写全称（如“佛山市”）。',
    'No such city; give its full name (佛山市).',
  );
}

function ambiguous() {
  return refused(
    'CITY_AMBIGUOUS',
    '该地名对应多个地区，请写明所属省市。',
    'Several regions have this name; add the province or city.',
  );
}

function elsewhere() {
  return refused(
    'CITY_ADDRESS_CONFLICT',
    '工作城市与工作地址不在同一城市，请核对实际工作地点。',
    'The city and the address of the work are in different cities; check where the work is.',
  );
}
