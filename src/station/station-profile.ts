import { LockMode } from '@mikro-orm/core';
import { within } from '#access/stake.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { findStation, mustBeOpen } from './find-station.js';
import type { ServiceStation, WarmHeartService } from './service-station.entity.js';
import { WARM_HEART_SERVICES } from './service-station.entity.js';
import { type Hours, readHours, readLocation, readStationPhone } from './station.rules.js';

/** After every day. */
const FOREVER = '9999-12-31';
const NOWHERE = { latitude: null, longitude: null };

/** What is said of a station; what is left out stays, or is not known; null takes a centre, an address, a place on the map or a phone away. */
export interface StationProfile {
  readonly center?: string | null;
  readonly region?: string | null;
  readonly address?: string | null;
  readonly location?: { latitude: number; longitude: number } | null;
  readonly phone?: string | null;
  readonly hours?: readonly Hours[] | null;
  readonly warmHeart?: readonly string[] | null;
}

/** Writes down what is given. BAD_USER_INPUT: what the rules of each part refuse. The region is that of the organization or within it. */
export function setProfile(
  op: Operation,
  station: ServiceStation,
  given: StationProfile,
  below: string,
): void {
  if (given.region != null) {
    const place = op.regions.must(given.region, 'input.region');
    if (!within(place.path, below))
      throw badInput('input.region', 'STATION_PLACE', {
        zh: '服务站应设在其机构负责的区划之内。',
        en: 'A station stands within the region that its organization answers for.',
      });
    station.regionCode = place.code;
    station.path = place.path;
  }
  const { address, location, phone } = given;
  if (address !== undefined)
    station.address = address && textOf('input.address', address, { least: 2, most: 200 });
  if (location !== undefined)
    Object.assign(station, location ? readLocation(location, 'input.location') : NOWHERE);
  if (phone !== undefined) station.phone = phone && readStationPhone(phone, 'input.phone');
  if (given.hours != null) station.hours = readHours(given.hours, 'input.hours');
  const { warmHeart } = given;
  if (warmHeart != null)
    station.warmHeart = WARM_HEART_SERVICES.filter((one): one is WarmHeartService => warmHeart.includes(one));
}

/**
 * The station is a branch of this centre, which stays one meanwhile. BAD_USER_INPUT/CENTER_OF_STATION: a centre has none above
 * itself, so that nothing goes in circles, and only a CENTER is one; the database holds the same.
 */
export async function setCenter(
  op: Operation,
  station: ServiceStation,
  center: string | null | undefined,
): Promise<void> {
  if (station.level === 'CENTER' || center === null) station.centerId = null;
  if (center == null) return;
  if (station.level === 'CENTER') throw noCenter();
  const above = await findStation(op, center, 'input.center', LockMode.PESSIMISTIC_READ);
  if (above.level !== 'CENTER' || above.id === station.id) throw noCenter();
  mustBeOpen(above, op.today, 'input.center');
  if (above.closedOn != null && (station.closedOn ?? FOREVER) > above.closedOn) throw closesBefore();
  station.centerId = above.id;
}

function closesBefore() {
  return badInput('input.center', 'CENTER_OF_STATION', {
    zh: '该中心站已定撤站日期，不能再作为此站的上级。',
    en: 'The centre closes before this station does: it can be above it no more.',
  });
}

function noCenter() {
  return badInput('input.center', 'CENTER_OF_STATION', {
    zh: '上级站点须为中心站，且中心站之上不再有中心站。',
    en: 'The one above is a CENTER, and a CENTER has none above itself.',
  });
}
