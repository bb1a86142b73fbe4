import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import { step, type Stepping, type Steps } from '#kernel/steps.js';
import type { Worker } from './worker.entity.js';

/** What takes somebody out of the labour base on a day, and BACK, which ends studies, service, custody and retirement. */
export const LIFE_EVENT_KINDS = [
  'DIED',
  'MOVED_OUT',
  'LOST_ABILITY',
  'STUDIES',
  'SERVES',
  'IN_CUSTODY',
  'RETIRED',
  'BACK',
] as const;
export type LifeEventKind = (typeof LIFE_EVENT_KINDS)[number];

export const LIFE_EVENT_STATES = ['PLANNED', 'TAKEN', 'CANCELLED', 'UNDONE'] as const;
export type LifeEventState = (typeof LIFE_EVENT_STATES)[number];

/** A life event and its states in sentences. */
export const LIFE_EVENT_WORDS: Stepping<LifeEventState> = {
  zh: '人员变动',
  en: 'life event',
  states: { PLANNED: '未到日期', TAKEN: '已生效', CANCELLED: '已取消', UNDONE: '已撤回' },
};

/** Allowed steps: one that is still ahead is cancelled, one that has come is undone. */
export const LIFE_EVENT_STEPS: Steps<LifeEventState> = {
  PLANNED: ['TAKEN', 'CANCELLED'],
  TAKEN: ['UNDONE'],
  CANCELLED: [],
  UNDONE: [],
};

/** The marks of a person that life events set. */
export type LifeMarks = Pick<Worker, 'lifeStatus' | 'activity' | 'workAbility'>;

/** What each kind says of the person from its day on. */
export const LIFE_EVENT_MARKS: Readonly<Record<LifeEventKind, Partial<LifeMarks>>> = {
  DIED: { lifeStatus: 'DEAD' },
  MOVED_OUT: { lifeStatus: 'MOVED_OUT' },
  LOST_ABILITY: { workAbility: 'NONE' },
  STUDIES: { activity: 'STUDENT' },
  SERVES: { activity: 'SERVICE' },
  IN_CUSTODY: { activity: 'CUSTODY' },
  RETIRED: { activity: 'RETIRED' },
  BACK: { activity: 'NONE' },
};

const schema = defineEntity({
  name: 'LifeEvent',
  tableName: 'life_event',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    kind: p.string().$type<LifeEventKind>(),
    state: p.string().$type<LifeEventState>().default('PLANNED'),
    onDay: p.date(),
    reason: p.string(),
    /** The marks before it was taken, for whoever undoes it. */
    was: p.json().$type<LifeMarks>().nullable(),
    endedBecause: p.string().nullable(),
    recordedAt: p.datetime(),
    takenAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** Something that befell a person on a day (人员变动): ahead it waits for the clock, behind it holds at once. */
export class LifeEvent extends schema.class {
  /** Does it say anything of the person that is not so already? */
  changes(worker: Worker): boolean {
    return !this.holdsOf(worker);
  }

  /** PLANNED → TAKEN: the person's marks are what the kind says. LIFE_EVENT_STEP_NOT_ALLOWED in another state. */
  take(worker: Worker, now: Date): void {
    this.moveTo('TAKEN');
    const { lifeStatus, activity, workAbility } = worker;
    this.was = { lifeStatus, activity, workAbility };
    this.takenAt = now;
    Object.assign(worker, LIFE_EVENT_MARKS[this.kind]);
  }

  /** PLANNED → CANCELLED, before its day. */
  cancel(now: Date, because: string): void {
    this.moveTo('CANCELLED');
    this.endedAt = now;
    this.endedBecause = because;
  }

  /**
   * TAKEN → UNDONE: it was a mistake, and the marks that it set are those from before.
   * CONFLICT/LIFE_EVENT_OVERTAKEN when something else has set them since: that is to be undone first.
   */
  undo(worker: Worker, now: Date, because: string): void {
    this.moveTo('UNDONE');
    if (!this.holdsOf(worker) || !this.was)
      throw conflict('LIFE_EVENT_OVERTAKEN', {
        zh: '此后该人员的状况又有变动，请先撤回较晚的变动，或直接更正该人员信息。',
        en: 'Something has changed of the person since. Undo that first, or correct the person.',
      });
    for (const mark of Object.keys(LIFE_EVENT_MARKS[this.kind]))
      Object.assign(worker, { [mark]: this.was[mark as keyof LifeMarks] });
    this.endedAt = now;
    this.endedBecause = because;
  }

  private holdsOf(worker: Worker): boolean {
    return Object.entries(LIFE_EVENT_MARKS[this.kind]).every(
      ([mark, value]) => worker[mark as keyof LifeMarks] === value,
    );
  }

  private moveTo(to: LifeEventState): void {
    this.state = step(LIFE_EVENT_WORDS, LIFE_EVENT_STEPS, this.state, to, 'LIFE_EVENT_STEP_NOT_ALLOWED');
  }
}
schema.setClass(LifeEvent);
