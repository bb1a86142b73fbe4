import type { RegionBook } from '#kernel/operation.js';
import { refused } from '#kernel/reading.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { plainText } from './plain-text.js';
import type { ResolveRegion } from './read-place.js';
import { readHomeByCodes } from './read-home-by-codes.js';
import { readServicePlace } from './read-service-place.js';
import type { RowUnderReading } from './row-under-reading.js';

const SITE_UNKNOWN = refused(
  'SITE_UNKNOWN',
  '本县没有这个安置点，请核对名称。',
  'There is no such resettlement site in your county. Compare the name.',
);

/**
 * Reads who answers for a person and where the household is registered; undefined where that is refused. The divisions
 * of a ledger are both, but for somebody who lives at a resettlement site: then the site answers, and the
 * household may be registered in another county. What the row does not name is left out.
 */
export function readHome(
  row: RowUnderReading,
  own: OwnPlaces,
  regions: RegionBook,
  resolve: ResolveRegion,
): Pick<PlannedWorker, 'serviceRegion' | 'hukouRegion'> | undefined {
  const { cell } = row;
  if (cell('serviceCode') !== '') return readHomeByCodes(row, own, regions);
  const reading = readServicePlace(
    {
      code: cell('divisionCode'),
      province: cell('province'),
      city: cell('city'),
      county: cell('county'),
      town: cell('town'),
      village: cell('village'),
      address: cell('address'),
    },
    own,
    regions,
    resolve,
  );
  const site = plainText(cell('site'), 60) ?? '?';
  const sites = own.towns(site).filter((place) => place.level === 'RESETTLEMENT_SITE');
  if (site !== '' && sites.length !== 1) {
    row.refuse('site', SITE_UNKNOWN);
    return undefined;
  }
  const serviceRegion = sites[0]?.code;
  if (!reading.ok) {
    const hukouRegion =
      serviceRegion && reading.reason === 'OTHER_COUNTY' ? elsewhere(row, resolve) : undefined;
    if (serviceRegion && hukouRegion) return { serviceRegion, hukouRegion };
    row.refuse(cell('divisionCode') === '' ? fieldOf(reading.reason) : 'divisionCode', reading);
    return undefined;
  }
  if (reading.note) row.note('village', reading.note);
  const hukouRegion = reading.region?.code;
  if (serviceRegion) return { serviceRegion, ...(hukouRegion && { hukouRegion }) };
  return hukouRegion ? { serviceRegion: hukouRegion, hukouRegion } : {};
}

/** The county of registration of somebody who was resettled over its border. */
function elsewhere({ cell }: RowUnderReading, resolve: ResolveRegion): string | undefined {
  const county = plainText(cell('county'), 60) ?? '';
  const above = (plainText(cell('province'), 60) ?? '') + (plainText(cell('city'), 60) ?? '');
  for (const name of [above + county, county]) {
    const found = resolve(name);
    if ('code' in found) return found.code;
  }
  return undefined;
}

function fieldOf(reason: string) {
  if (reason.startsWith('TOWN')) return 'town';
  if (reason.startsWith('VILLAGE')) return 'village';
  return 'county';
}
