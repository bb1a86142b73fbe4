import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findStation, mustAnswerFor, mustBeOpen } from './find-station.js';
import { ServiceStation } from './service-station.entity.js';
import { mustBeDaysOfStation } from './station.rules.js';

/** A station serves no more from a day on. CONFLICT: STATION_CLOSED, STATION_HAS_BRANCHES that still serve. BAD_USER_INPUT/STATION_DAYS. */
export async function closeStation(
  op: Operation,
  input: { id: string; closedOn?: string | null },
): Promise<ServiceStation> {
  op.must('station.close');
  const station = await findStation(op, input.id);
  await mustAnswerFor(op, 'station.close', station);
  mustBeOpen(station, op.today, 'input.id');
  const closedOn = input.closedOn ?? op.today;
  mustBeDaysOfStation(station.openedOn, closedOn, op.today, 'input.closedOn');
  // Whoever becomes its branch meanwhile waits for this one, and finds it closed.
  const branches = await op.em.count(ServiceStation, {
    centerId: station.id,
    $or: [{ closedOn: null }, { closedOn: { $gt: closedOn } }],
  });
  if (branches > 0) throw hasBranches();
  station.closedOn = closedOn;
  return station;
}

/** CONFLICT/STATION_HAS_BRANCHES. */
function hasBranches() {
  return conflict(
    'STATION_HAS_BRANCHES',
    {
      zh: '该中心站仍有分站，请先将分站改到其他中心站或撤站。',
      en: 'The centre still has branches. Give them another centre, or close them, first.',
    },
    { field: 'input.id' },
  );
}
