import { LockMode } from '@mikro-orm/core';
import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Organization } from '#party/organization.entity.js';
import { mustAnswerFor } from './find-station.js';
import { ServiceStation, type StationLevel, type StationSide } from './service-station.entity.js';
import { mustBeDaysOfStation } from './station.rules.js';
import { setCenter, setProfile, type StationProfile } from './station-profile.js';

/** The first words about a station. */
export interface NewStation extends StationProfile {
  readonly organization: string;
  readonly side: StationSide;
  readonly level: StationLevel;
  readonly openedOn?: string | null;
}

/**
 * A station says where and when it serves, or its bureau does. BAD_USER_INPUT: NOT_A_STATION, CENTER_OF_STATION, STATION_PLACE and
 * what the rules refuse; CONFLICT/STATION_ALREADY_REGISTERED, which the database holds.
 */
export async function registerStation(op: Operation, input: NewStation): Promise<ServiceStation> {
  op.must('station.register');
  // Held until this has committed: it is not closed meanwhile.
  const organization = await op.em.findOne(
    Organization,
    { id: keyOf('Organization', input.organization, 'input.organization') },
    { lockMode: LockMode.PESSIMISTIC_READ, refresh: true },
  );
  if (organization?.type !== 'STATION' || organization.status !== 'ACTIVE')
    throw badInput('input.organization', 'NOT_A_STATION', {
      zh: '请填写类型为服务站（STATION）且在用的机构编号。',
      en: 'Name an organization of type STATION that still stands.',
    });
  mustBeDaysOfStation(input.openedOn, null, op.today, 'input.openedOn');
  const station = op.em.create(ServiceStation, {
    id: uuidv7(op.now.getTime()),
    organizationId: organization.id,
    side: input.side,
    level: input.level,
    regionCode: organization.regionCode,
    path: organization.path,
    hours: [],
    warmHeart: [],
    openedOn: input.openedOn ?? null,
  });
  setProfile(op, station, input, organization.path);
  await mustAnswerFor(op, 'station.register', station);
  await setCenter(op, station, input.center);
  await op.em.flush();
  return station;
}
