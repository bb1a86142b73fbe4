import type { RegionBook, RegionFact } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';

/** The places of one county by the names that its ledgers use. */
export interface OwnPlaces {
  /** The county itself (or the town, where the office is a town's). */
  readonly self: RegionFact;
  /** Towns and resettlement sites of this name. */
  towns(name: string): readonly RegionFact[];
  /** Villages of this name, in a town or anywhere in the county. */
  villages(name: string, town?: RegionFact): readonly RegionFact[];
  /** Are villages of this town on record at all? */
  hasVillages(town: RegionFact): boolean;
  /** The town whose name stands in an address, where it is only one. */
  townIn(address: string): RegionFact | undefined;
}

/** What a village, a community and their committees are called beside the bare name. */
const VILLAGE_UNIT = /(?:村民委员会|居民委员会|村委会|居委会|社区居委会|村|社区|居)$/;
const TOWN_UNIT = /(?:街道办事处|街道办|街道|民族乡|镇|乡)$/;

/**
 * The towns, sites and villages under `path`, as they are today; one that was renamed is also found by its old
 * name. `undefined` where `path` is no known region.
 */
export function ownPlaces(regions: RegionBook, path: string): OwnPlaces | undefined {
  const self = regions.get(codeOf(path));
  if (!self) return undefined;
  const towns = new Map<string, RegionFact[]>();
  const villages = new Map<string, RegionFact[]>();
  const settled = new Set<string>();
  for (const region of regions.all()) {
    if (!region.path.startsWith(path)) continue;
    const now = regions.standing(region);
    if (!now) continue;
    if (region.level === 'TOWN' || region.level === 'RESETTLEMENT_SITE')
      for (const name of [region.name, region.name.replace(TOWN_UNIT, '')]) enter(towns, name, now);
    if (region.level === 'VILLAGE') {
      settled.add(now.path.slice(0, 9));
      for (const name of [region.name, bare(region.name)]) enter(villages, name, now);
    }
  }
  return {
    self,
    towns: (name) => towns.get(name) ?? towns.get(name.replace(TOWN_UNIT, '')) ?? [],
    villages(name, town) {
      const found = villages.get(name) ?? villages.get(bare(name)) ?? [];
      return town ? found.filter((village) => village.path.startsWith(town.path)) : found;
    },
    hasVillages: (town) => settled.has(town.path),
    townIn(address) {
      const whole = [...towns].filter(([name]) => TOWN_UNIT.test(name) && address.includes(name));
      const found = new Set(whole.flatMap(([, regionsOfName]) => regionsOfName));
      return found.size === 1 ? [...found][0] : undefined;
    },
  };
}

function bare(name: string): string {
  return name.replace(VILLAGE_UNIT, '');
}

function enter(names: Map<string, RegionFact[]>, name: string, region: RegionFact): void {
  const found = names.get(name) ?? [];
  if (name !== '' && !found.includes(region)) names.set(name, [...found, region]);
}
