import { addDays } from '#kernel/business-day.js';
import { badInput, conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { findWorker, holdPerson, mustNotBeMerged } from '#worker/find-worker.js';
import { findStation, mustAnswerFor, mustBeOpen } from './find-station.js';
import type { WarmHeartService } from './service-station.entity.js';
import { StationVisit } from './station-visit.entity.js';

/** A log that is written up later than a year is none. */
const LATEST_DAYS = 366;

/** Letters of the name of whoever helped. */
const HELPER = { least: 2, most: 50 } as const;

/** What is said of a visit. */
export interface NewVisit {
  readonly station: string;
  readonly worker?: string | null;
  readonly visitedOn?: string | null;
  readonly service: WarmHeartService;
  readonly purpose: string;
  readonly helper?: string | null;
}

/**
 * Somebody came to a warm-heart house. CONFLICT: STATION_CLOSED, NO_WARM_HEART_HOUSE, WORKER_MERGED. BAD_USER_INPUT: VISIT_DAY, TEXT_LENGTH,
 * CONTROL_CHARACTER. A worker whom the station does not know is NOT_FOUND.
 */
export async function recordVisit(op: Operation, input: NewVisit): Promise<StationVisit> {
  op.must('visit.record');
  const station = await findStation(op, input.station, 'input.station');
  const { organizationId, path } = station;
  // Of who comes the centre in another province need not know.
  await mustAnswerFor(op, 'visit.record', { organizationId, path });
  mustBeOpen(station, op.today, 'input.station');
  if (!station.warmHeart.includes(input.service))
    throw conflict(
      'NO_WARM_HEART_HOUSE',
      {
        zh: '该服务站的暖心屋不提供此项服务，请先用 correctStation 更正其服务内容。',
        en: 'The station has no warm-heart house that does this. Say what it does by correctStation first.',
      },
      { field: 'input.service', allowed: station.warmHeart },
    );
  const visitedOn = input.visitedOn ?? op.today;
  const first = addDays(op.today, -LATEST_DAYS);
  if (visitedOn > op.today || visitedOn < first || visitedOn < (station.openedOn ?? first))
    throw badInput('input.visitedOn', 'VISIT_DAY', {
      zh: '来访日期应在一年之内，不早于设站日期，且不晚于今天。',
      en: 'A visit was within the last year, not before the station opened and not later than today.',
    });
  const worker = input.worker == null ? null : await findWorker(op, input.worker, 'input.worker');
  if (worker) mustNotBeMerged(await holdPerson(op, worker.id), 'input.worker');
  return op.em.create(StationVisit, {
    id: uuidv7(op.now.getTime()),
    stationId: station.id,
    organizationId,
    place: path,
    workerId: worker?.id ?? null,
    visitedOn,
    service: input.service,
    purpose: textOf('input.purpose', input.purpose, { least: 2, most: 200, lines: true }),
    helper: input.helper == null ? helperOf(op.viewer.name) : textOf('input.helper', input.helper, HELPER),
  });
}

/** Whoever writes the visit down, under the name of the account, whatever its length. */
function helperOf(account: string): string {
  const name = [...account.trim()].slice(0, HELPER.most).join('');
  return [...name].length < HELPER.least ? `站点${name}` : name;
}
