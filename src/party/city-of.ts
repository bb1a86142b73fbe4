import type { Operation, RegionFact } from '#kernel/operation.js';
import { isMunicipality, codeOf } from '#kernel/region-code.js';

/**
 * The city of a place of work: the prefecture of a district, the municipality of its districts, the place
 * itself where a county stands directly under its province.
 */
export function cityOf(op: Operation, workRegion: string): RegionFact {
  const region = op.regions.must(workRegion, 'workRegion');
  const province = op.regions.get(codeOf(region.path.slice(0, 2)));
  if (province && isMunicipality(province.path)) return province;
  return op.regions.get(codeOf(region.path.slice(0, 4))) ?? region;
}
