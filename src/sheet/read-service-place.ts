import type { RegionBook, RegionFact } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { pathOf } from '#kernel/region-code.js';
import type { Remark } from './cell-remark.js';
import type { OwnPlaces } from './own-places.js';
import { plainText } from './plain-text.js';
import type { ResolveRegion } from './read-place.js';

/** Where a person lives, as a row says it: a code, the names of the divisions, or one address. */
export interface ServicePlaceText {
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly village: string;
  readonly address: string;
}

/** `region` is null where the row names no place finer than the county; `note` says what was left out. */
export type ServicePlaceReading = Reading<{ region: RegionFact | null; note?: Remark }>;

const LEFT_OUT = refused(
  'VILLAGE_LEFT_OUT',
  '该乡镇的村（社区）尚未录入区划表，按乡镇登记。',
  'No villages of this town are on record; the person is entered under the town.',
);

/**
 * Reads which place of the own county answers for a person. Refusals: REGION_UNKNOWN (a code that is no region),
 * OTHER_COUNTY, COUNTY_UNKNOWN, TOWN_UNKNOWN, TOWN_AMBIGUOUS, VILLAGE_UNKNOWN, VILLAGE_AMBIGUOUS.
 */
export function readServicePlace(
  text: ServicePlaceText,
  own: OwnPlaces,
  regions: RegionBook,
  resolve: ResolveRegion,
): ServicePlaceReading {
  const said = (part: keyof ServicePlaceText) => plainText(text[part], 300) ?? '';
  if (said('code') !== '') return byCode(said('code'), own, regions);
  const elsewhere = countyFault(said('province') + said('city'), said('county'), own, resolve);
  if (elsewhere) return elsewhere;
  const [town, village] = [said('town'), said('village')];
  if (town === '' && village === '') {
    const found = own.townIn(said('address'));
    return { ok: true, region: found ?? null };
  }
  const towns = town === '' ? [] : own.towns(town);
  if (town !== '' && towns.length !== 1) return towns.length === 0 ? townUnknown() : townAmbiguous();
  return inTown(towns[0], village, own);
}

function inTown(town: RegionFact | undefined, village: string, own: OwnPlaces): ServicePlaceReading {
  if (village === '') return { ok: true, region: town ?? null };
  const [found, ...more] = own.villages(village, town);
  if (found && more.length === 0) return { ok: true, region: found };
  if (found) return villageAmbiguous();
  // What nobody has entered yet cannot be held against the row.
  if (town && !own.hasVillages(town)) return { ok: true, region: town, note: LEFT_OUT };
  return villageUnknown();
}

function byCode(code: string, own: OwnPlaces, regions: RegionBook): ServicePlaceReading {
  const path = pathOf(code);
  const known = (path === null ? undefined : regions.get(path.padEnd(6, '0'))) ?? undefined;
  if (known) return known.path.startsWith(own.self.path) ? { ok: true, region: known } : otherCounty();
  const town = path !== null && path.length === 12 ? regions.get(path.slice(0, 9)) : undefined;
  if (town && !town.path.startsWith(own.self.path)) return otherCounty();
  if (town && !own.hasVillages(town)) return { ok: true, region: town, note: LEFT_OUT };
  return regionUnknown();
}

/** REGION_UNKNOWN: a code that is no region. */
export function regionUnknown() {
  return refused(
    'REGION_UNKNOWN',
    '没有这个行政区划代码，请核对（县 6 位、乡镇 9 位、村 12 位）。',
    'There is no region of this code (6 digits a county, 9 a town, 12 a village).',
  );
}

/** Nothing when the row names no county, or the own one; a province or a city alone says nothing against it. */
function countyFault(above: string, county: string, own: OwnPlaces, resolve: ResolveRegion) {
  if (county === '') return undefined;
  const codes = [above + county, county].map((name) => codesOf(resolve(name))).find((c) => c.length > 0);
  if (!codes)
    return refused(
      'COUNTY_UNKNOWN',
      '没有这个县（市、区），请填写全称。',
      'There is no such county. Give its full name.',
    );
  return codes.some((code) => pathOf(code) === own.self.path.slice(0, 6)) ? undefined : otherCounty();
}

function codesOf(found: ReturnType<ResolveRegion>): readonly string[] {
  return 'code' in found ? [found.code] : found.candidates;
}

/** OTHER_COUNTY: a place beyond the own county. */
export function otherCounty() {
  return refused(
    'OTHER_COUNTY',
    '该人员不属于本县，只能导入本县的人员；迁入的请先办理转移。',
    'The person belongs to another county. You import your own people only.',
  );
}

function townUnknown() {
  return refused(
    'TOWN_UNKNOWN',
    '本县没有这个乡镇（街道），请填写全称。',
    'There is no such town in your county. Give its full name.',
  );
}

function townAmbiguous() {
  return refused(
    'TOWN_AMBIGUOUS',
    '本县有几个乡镇（街道、安置点）叫这个名称，请填写全称。',
    'Several towns of your county are called so. Give the full name.',
  );
}

function villageUnknown() {
  return refused(
    'VILLAGE_UNKNOWN',
    '该乡镇没有这个村（社区），请核对名称。',
    'There is no such village in the town. Compare the name.',
  );
}

function villageAmbiguous() {
  return refused(
    'VILLAGE_AMBIGUOUS',
    '有几个村（社区）叫这个名称，请同时填写乡镇。',
    'Several villages are called so. Give the town, too.',
  );
}
