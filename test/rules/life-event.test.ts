import { describe, expect, test } from '@jest/globals';
import { HouseError } from '#kernel/error.js';
import {
  LIFE_EVENT_STATES,
  LIFE_EVENT_STEPS,
  LifeEvent,
  type LifeEventKind,
  type LifeMarks,
} from '#worker/life-event.entity.js';
import { Worker } from '#worker/worker.entity.js';

const NOW = new Date('2026-11-22T04:00:00Z');
const person = (more: Partial<LifeMarks> = {}) =>
  Object.assign(Object.create(Worker.prototype) as Worker, {
    lifeStatus: 'ALIVE',
    activity: 'NONE',
    workAbility: 'WEAK',
    ...more,
  });
const ahead = (kind: LifeEventKind) =>
  Object.assign(Object.create(LifeEvent.prototype) as LifeEvent, { kind, state: 'PLANNED' });
const marks = ({ lifeStatus, activity, workAbility }: Worker) => [lifeStatus, activity, workAbility];
const reasonOf = (work: () => void) => {
  try {
    work();
  } catch (fault) {
    return (fault as HouseError).reason;
  }
  return 'DONE';
};

describe('a life event', () => {
  test.each<[LifeEventKind, readonly string[]]>([
    ['DIED', ['DEAD', 'NONE', 'WEAK']],
    ['MOVED_OUT', ['MOVED_OUT', 'NONE', 'WEAK']],
    ['LOST_ABILITY', ['ALIVE', 'NONE', 'NONE']],
    ['STUDIES', ['ALIVE', 'STUDENT', 'WEAK']],
    ['SERVES', ['ALIVE', 'SERVICE', 'WEAK']],
    ['IN_CUSTODY', ['ALIVE', 'CUSTODY', 'WEAK']],
    ['RETIRED', ['ALIVE', 'RETIRED', 'WEAK']],
  ])('%s says of the person %j, and undone it is as it was', (kind, told) => {
    const worker = person();
    const event = ahead(kind);
    event.take(worker, NOW);
    expect(marks(worker)).toEqual(told);
    event.undo(worker, NOW, '登记错误');
    expect(marks(worker)).toEqual(['ALIVE', 'NONE', 'WEAK']);
    expect(event.state).toBe('UNDONE');
  });

  test('BACK ends studies, service, custody and retirement', () => {
    for (const activity of ['STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED'] as const) {
      const worker = person({ activity });
      ahead('BACK').take(worker, NOW);
      expect(worker.activity).toBe('NONE');
    }
    expect(ahead('BACK').changes(person())).toBe(false);
  });

  test('is not undone over what came after it', () => {
    const worker = person();
    const school = ahead('STUDIES');
    school.take(worker, NOW);
    worker.activity = 'SERVICE';
    expect(reasonOf(() => school.undo(worker, NOW, '登记错误'))).toBe('LIFE_EVENT_OVERTAKEN');
    expect(worker.activity).toBe('SERVICE');
  });

  test('goes these steps and no others', () => {
    const allowed = ['PLANNED TAKEN', 'PLANNED CANCELLED', 'TAKEN UNDONE'];
    for (const from of LIFE_EVENT_STATES)
      for (const to of LIFE_EVENT_STATES)
        expect([from, to, LIFE_EVENT_STEPS[from].includes(to)]).toEqual([
          from,
          to,
          allowed.includes(`${from} ${to}`),
        ]);
    const deeds = {
      TAKEN: (e: LifeEvent) => e.take(person(), NOW),
      CANCELLED: (e: LifeEvent) => e.cancel(NOW, '登记错误'),
    };
    for (const state of LIFE_EVENT_STATES)
      for (const [to, deed] of Object.entries(deeds)) {
        const event = Object.assign(ahead('SERVES'), { state });
        expect([state, to, reasonOf(() => deed(event))]).toEqual([
          state,
          to,
          state === 'PLANNED' ? 'DONE' : 'LIFE_EVENT_STEP_NOT_ALLOWED',
        ]);
      }
  });
});
