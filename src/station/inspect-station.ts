import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { findStation, mustAnswerFor, mustBeOpen } from './find-station.js';
import type { ServiceStation } from './service-station.entity.js';
import { StationInspection } from './station-inspection.entity.js';
import { type Finding, readFindings } from './station.rules.js';

/**
 * Somebody has looked whether the station has the five. BAD_USER_INPUT: INSPECTION_DAY, and what `readFindings` refuses;
 * CONFLICT/STATION_CLOSED.
 */
export async function inspectStation(
  op: Operation,
  input: { id: string; inspectedOn?: string | null; findings: readonly Finding[] },
): Promise<ServiceStation> {
  op.must('station.inspect');
  const station = await findStation(op, input.id);
  await mustAnswerFor(op, 'station.inspect', station);
  mustBeOpen(station, op.today, 'input.id');
  const inspectedOn = input.inspectedOn ?? op.today;
  if (inspectedOn > op.today || inspectedOn < (station.openedOn ?? '1980-01-01'))
    throw badInput('input.inspectedOn', 'INSPECTION_DAY', {
      zh: '检查日期应在设站之后、今天或之前。',
      en: 'A station is inspected after it opened, and on a day that has come.',
    });
  op.em.create(StationInspection, {
    id: uuidv7(op.now.getTime()),
    stationId: station.id,
    inspectedOn,
    inspectorId: op.viewer.accountId,
    organizationId: op.viewer.organizationId,
    ...readFindings(input.findings, 'input.findings'),
  });
  return station;
}
