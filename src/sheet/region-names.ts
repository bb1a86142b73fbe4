import type { RegionBook, RegionFact } from '#kernel/operation.js';
import type { ResolveRegion } from './read-place.js';

/** Peoples in the names of autonomous places: 黔东南苗族侗族自治州 is 黔东南州 to everybody. */
const PEOPLES =
  '土家族|苗族|侗族|布依族|水族|仡佬族|彝族|回族|藏族|羌族|壮族|瑶族|黎族|满族|朝鲜族|蒙古族|蒙古|哈萨克族|哈萨克|柯尔克孜|' +
  '塔吉克|锡伯|维吾尔|裕固族|撒拉族|东乡族|保安族|土族|哈尼族|傣族|景颇族|傈僳族|白族|纳西族|普米族|独龙族|怒族|佤族|拉祜族|' +
  '布朗族|畲族|仫佬族|毛南族|各族|达斡尔族';
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:${PEOPLES})+自治(州|县|旗)$`);
const AUTONOMOUS_REGION = /^(.{2,3}?)(?:壮族|回族|维吾尔)?自治区$/;
const UNIT = /^(.{2,}?)(?:特别行政区|地区|省|市|区|县|盟|旗)$/;

/** A city and its district together are not longer than this; no pattern runs over more. */
const LONGEST_NAME = 60;

/** Tried in turn: a whole name first, then the short name of a city, then that of any other place. */
const RANKS = ['whole', 'city', 'other'] as const;

/**
 * What a place name in a sheet means today: its whole name (佛山市), a short one (佛山, 黔东南州, 龙岗), or either
 * behind the places that hold it (广东省佛山市, 佛山市禅城区). A renamed place is found by its old name. A
 * province is no place of work unless it is one city; a name that fits several places is answered with all.
 */
export function regionNames(regions: RegionBook): ResolveRegion {
  const named = { whole: new Map(), city: new Map(), other: new Map() } as Record<
    (typeof RANKS)[number],
    Map<string, RegionFact[]>
  >;
  const add = (rank: (typeof RANKS)[number], name: string, region: RegionFact) =>
    named[rank].set(name, [...(named[rank].get(name) ?? []), region]);
  for (const region of regions.all()) {
    const now = regions.standing(region);
    if (!now || now.level === 'REGION_GROUP' || now.level === 'RESETTLEMENT_SITE') continue;
    add('whole', region.name, now);
    for (const short of shortNames(region.name))
      add(isCity(now) || now.level === 'PROVINCE' ? 'city' : 'other', short, now);
  }
  const ofRank = (name: string) => RANKS.map((rank) => named[rank].get(name) ?? []);
  const behind = (name: string): RegionFact[] => {
    for (let at = 2; at <= name.length - 2; at += 1) {
      const above = ofRank(name.slice(0, at)).flat();
      if (above.length === 0) continue;
      const rest = name.slice(at);
      const below = [...ofRank(rest).flat(), ...behind(rest)].filter((region) =>
        above.some((a) => region.path !== a.path && region.path.startsWith(a.path)),
      );
      if (below.length > 0) return below;
    }
    return [];
  };
  return (name) => {
    if (name.length > LONGEST_NAME) return { candidates: [] };
    const found = ofRank(name).find((hits) => hits.length > 0) ?? behind(name);
    const places = [...new Map(found.map((region) => [region.code, region])).values()];
    const [only] = places;
    if (places.length > 1 || !only) return { candidates: places.map((region) => region.code) };
    return only.level === 'PROVINCE' && !isCity(only) ? { candidates: [] } : { code: only.code };
  };
}

/** Prefectures, county-level cities, the four municipalities, Hong Kong and Macau. */
function isCity({ level, name, path }: RegionFact): boolean {
  return (
    level === 'PREFECTURE' ||
    (level === 'COUNTY' && name.endsWith('市')) ||
    ['11', '12', '31', '50', '81', '82'].includes(path)
  );
}

/** The names a place goes by beside its whole one; none shorter than two characters. */
function shortNames(name: string): string[] {
  const region = AUTONOMOUS_REGION.exec(name);
  if (region?.[1]) return [region[1]];
  const [, base, unit] = AUTONOMOUS.exec(name) ?? [];
  if (base && unit) return [base, base + unit];
  const [, plain] = UNIT.exec(name) ?? [];
  return plain ? [plain] : [];
}
