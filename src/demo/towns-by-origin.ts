/** Which towns the invented people come from: read from the regions, never written down twice. */
import { badInput } from '#kernel/error.js';
import { ORIGINS, type OriginKey } from './origins.js';

/** Town codes by origin: where people are registered. */
export type TownsByOrigin = Readonly<Record<OriginKey, readonly string[]>>;

/**
 * The towns of each origin, from the rows of demo/regions.csv (towns of places people moved away from
 * included). Throws NO_TOWNS (BAD_USER_INPUT) where the rows hold none for an origin.
 */
export function townsByOrigin(regions: Iterable<{ code: string; level: string }>): TownsByOrigin {
  const towns: Record<OriginKey, string[]> = {
    LIPING: [],
    CONGJIANG: [],
    ZHAOYANG: [],
    XIANGXI: [],
    ANKANG: [],
  };
  for (const { code, level } of regions) {
    if (level !== 'TOWN') continue;
    for (const { key, home, movedFrom } of ORIGINS) {
      if ([...home, ...movedFrom].some((prefix) => code.startsWith(prefix))) towns[key].push(code);
    }
  }
  for (const { key } of ORIGINS) {
    if (towns[key].length > 0) continue;
    throw badInput('townsByOrigin', 'NO_TOWNS', {
      zh: `区划表缺少来源地（${key}）的乡镇。`,
      en: `The regions hold no town of the origin ${key}.`,
    });
  }
  return towns;
}
