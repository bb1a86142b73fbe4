import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { mustStand } from '#party/must-stand.js';
import { findStation, mustAnswerFor, mustBeOpen } from './find-station.js';
import { ServiceStation } from './service-station.entity.js';

/**
 * A station that was closed serves again, or never ceased to. CONFLICT: STATION_CLOSED while its centre is closed, ORGANIZATION_CLOSED while
 * its body is.
 */
export async function reopenStation(op: Operation, input: { id: string }): Promise<ServiceStation> {
  op.must('station.reopen');
  const station = await findStation(op, input.id);
  await mustAnswerFor(op, 'station.reopen', station);
  // The centre stays as it is until this has happened: it may be closing right now.
  const center = { id: station.centerId ?? '' };
  const lockMode = LockMode.PESSIMISTIC_READ;
  if (center.id !== '')
    mustBeOpen(await op.em.findOneOrFail(ServiceStation, center, { lockMode }), op.today, 'input.id');
  await mustStand(op, station.organizationId, 'input.id');
  station.closedOn = null;
  return station;
}
