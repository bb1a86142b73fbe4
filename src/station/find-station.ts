import { LockMode } from '@mikro-orm/core';
import type { Action } from '#access/permissions.js';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Organization } from '#party/organization.entity.js';
import { ServiceStation } from './service-station.entity.js';

/** What a refusal calls a station. */
export const STATION = { zh: '服务站', en: 'station' } as const;

/** The station of an id, or NOT_FOUND; no secret, so that anybody may name it. Locked: what is said of it is said one after the other. */
export async function findStation(
  op: Operation,
  id: string,
  field = 'input.id',
  lockMode = LockMode.PESSIMISTIC_WRITE,
): Promise<ServiceStation> {
  const key = keyOf('ServiceStation', id, field);
  const station = await op.em.findOne(ServiceStation, { id: key }, { lockMode });
  if (!station) throw notFound(STATION, field);
  return station;
}

/**
 * FORBIDDEN/NOT_YOUR_SIDE unless the viewer is of the station itself, of its centre, or of a bureau in whose region it
 * stands. No wall stands behind a station, which is about nobody.
 */
export async function mustAnswerFor(
  op: Operation,
  verb: Action,
  station: { readonly organizationId: string; readonly path: string; readonly centerId?: string | null },
): Promise<void> {
  const own = await op.em.findOne(Organization, { id: op.viewer.organizationId });
  const center =
    station.centerId == null ? null : await op.em.findOne(ServiceStation, { id: station.centerId });
  const itself = own !== null && [station.organizationId, center?.organizationId].includes(own.id);
  if (itself && op.may(verb)) return;
  // Another station of the city is a neighbour and no bureau, whatever its region.
  const place = own?.type === 'STATION' ? null : station.path;
  op.must(verb, { origin: place, destination: place });
}

/** CONFLICT/STATION_CLOSED: nothing happens any more in a station that was closed. */
export function mustBeOpen(station: ServiceStation, today: string, field: string): void {
  if (station.closedOn == null || station.closedOn > today) return;
  throw conflict(
    'STATION_CLOSED',
    {
      zh: '该服务站已撤站。如已恢复服务，请先用 reopenStation 恢复。',
      en: 'The station has been closed. When it serves again, say so by reopenStation first.',
    },
    { field },
  );
}
