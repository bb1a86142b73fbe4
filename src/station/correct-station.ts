import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Organization } from '#party/organization.entity.js';
import { findStation, mustAnswerFor } from './find-station.js';
import type { ServiceStation, StationLevel, StationSide } from './service-station.entity.js';
import { mustBeDaysOfStation } from './station.rules.js';
import { setCenter, setProfile, type StationProfile } from './station-profile.js';

/**
 * What is said of a station is said anew; what is left out stays. CONFLICT: STATION_HAS_BRANCHES for a centre that would be none,
 * CHANGED_MEANWHILE. BAD_USER_INPUT as at its registration.
 */
export async function correctStation(
  op: Operation,
  input: StationProfile & {
    readonly id: string;
    readonly version?: number | null;
    readonly side?: StationSide | null;
    readonly level?: StationLevel | null;
    readonly openedOn?: string | null;
  },
): Promise<ServiceStation> {
  op.must('station.correct');
  const station = await findStation(op, input.id);
  await mustAnswerFor(op, 'station.correct', station);
  if (input.version != null) await op.em.lock(station, LockMode.OPTIMISTIC, input.version);
  mustBeDaysOfStation(input.openedOn ?? station.openedOn, station.closedOn, op.today, 'input.openedOn');
  const { path } = await op.em.findOneOrFail(Organization, { id: station.organizationId });
  station.side = input.side ?? station.side;
  station.level = input.level ?? station.level;
  station.openedOn = input.openedOn ?? station.openedOn;
  setProfile(op, station, input, path);
  // Nobody moves a station to where only somebody else answers for it.
  await mustAnswerFor(op, 'station.correct', station);
  await setCenter(op, station, input.center);
  await op.em.flush();
  return station;
}
