import type { RegionBook } from '#kernel/operation.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { plainText } from './plain-text.js';
import { otherCounty, regionUnknown } from './read-service-place.js';
import type { RowUnderReading } from './row-under-reading.js';

/**
 * Reads a home as lists of ours write it: 服务地代码 says who answers for the person, 行政区划代码 where the household is
 * registered, which may be in another county; the names beside them are for people. Undefined where one is refused:
 * REGION_UNKNOWN, OTHER_COUNTY.
 */
export function readHomeByCodes(
  row: RowUnderReading,
  own: OwnPlaces,
  regions: RegionBook,
): Pick<PlannedWorker, 'serviceRegion' | 'hukouRegion'> | undefined {
  const service = regions.get(plainText(row.cell('serviceCode'), 30) ?? '');
  if (!service?.path.startsWith(own.self.path)) {
    row.refuse('serviceCode', service ? otherCounty() : regionUnknown());
    return undefined;
  }
  const code = plainText(row.cell('divisionCode'), 30) ?? '?';
  if (code === '') return { serviceRegion: service.code };
  const hukou = regions.get(code);
  if (hukou) return { serviceRegion: service.code, hukouRegion: hukou.code };
  row.refuse('divisionCode', regionUnknown());
  return undefined;
}
