import { addDays } from '#kernel/business-day.js';
import { badInput, conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { uuidv7 } from '#kernel/uuid.js';
import { INELIGIBLE, type Ineligible, notHere, outsideLabourBase } from './eligible.rules.js';
import { holdWorker } from './find-life-event.js';
import { WORKER } from './find-worker.js';
import { LifeEvent, type LifeEventKind } from './life-event.entity.js';
import { ageLimitOn, type FemaleClass } from './working-age.rules.js';
import type { Worker } from './worker.entity.js';

/** What befell a person, and when. */
export interface NewLifeEvent {
  readonly id: string;
  readonly kind: string;
  readonly on?: string | null;
  readonly femaleClass?: string | null;
  readonly reason: string;
}

/** A life event as it stands now. */
export interface LifeStep {
  readonly event: LifeEvent;
  readonly worker: Worker;
  /** Why the person is in the labour base no more, where this step says so first; null otherwise. */
  readonly left: Ineligible | null;
}

/** An event is written down so many days ahead at most: a school year, a term of service. */
const DAYS_AHEAD = 366;

/**
 * The county writes down what takes one of its people off the lists on a day (domain 4.5). A day that has come counts at once,
 * one ahead is kept until the clock takes it. Retirement without a day is on the statutory one. CONFLICT with the reason of
 * `notHere` for who is no more; LIFE_EVENT_SAYS_NOTHING when it is so already; LIFE_EVENT_PLANNED when the same is ahead.
 */
export async function recordLifeEvent(op: Operation, input: NewLifeEvent): Promise<LifeStep> {
  op.must('lifeEvent.record');
  const worker = await holdWorker(op, keyOf('Worker', input.id, 'input.id'));
  if (!worker) throw notFound(WORKER, 'input.id');
  op.must('lifeEvent.record', { origin: worker.origin });
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone]);
  const event = op.em.create(
    LifeEvent,
    {
      id: uuidv7(op.now.getTime()),
      workerId: worker.id,
      kind: input.kind as LifeEventKind,
      onDay: dayOf(op, worker, input),
      reason: reasonText(input.reason),
      recordedAt: op.now,
      origin: worker.origin,
    },
    { persist: false },
  );
  const before = outsideLabourBase(worker, op.today);
  if (event.onDay <= op.today) {
    if (!event.changes(worker)) throw saysNothing();
    event.take(worker, op.now);
  }
  await op.em.persist(event).flush();
  const now = outsideLabourBase(worker, op.today);
  return { event, worker, left: now === before ? null : now };
}

function dayOf(op: Operation, worker: Worker, { kind, on, femaleClass }: NewLifeEvent): string {
  const day = on ?? (kind === 'RETIRED' ? retirement(worker, femaleClass) : op.today);
  const latest = kind === 'DIED' ? op.today : addDays(op.today, DAYS_AHEAD);
  if (day >= worker.birthDate && day <= latest) return day;
  throw badInput(
    'input.on',
    'LIFE_EVENT_DAY',
    {
      zh: '日期应在出生之后；去世不晚于今天，其他变动不晚于一年后。',
      en: 'The day lies after the birth: a death not after today, anything else within a year from today.',
    },
    { latest },
  );
}

/** Of a woman somebody has to say which of the two old ages was hers: the law asks for her post. */
function retirement(worker: Worker, femaleClass: string | null | undefined): string {
  if (worker.sexCode === 2 && femaleClass == null)
    throw badInput('input.femaleClass', 'FEMALE_CLASS_MISSING', {
      zh: '女性的法定退休年龄分 50 岁、55 岁两类，请注明，或直接填写退休日期。',
      en: 'The statutory retirement of women began from 50 or from 55. Say which, or give the day.',
    });
  return ageLimitOn(
    { kind: 'STATUTORY_RETIREMENT', femaleClass: (femaleClass ?? 'AT_50') as FemaleClass },
    worker,
  );
}

function saysNothing() {
  return conflict('LIFE_EVENT_SAYS_NOTHING', {
    zh: '该人员现在就是这个状况，无需再登记。',
    en: 'That is so of the person already. There is nothing to write down.',
  });
}
