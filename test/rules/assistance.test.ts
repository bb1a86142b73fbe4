import { describe, expect, test } from '@jest/globals';
import { MEASURE_STATES, MEASURE_STEPS } from '#assistance/assistance-measure.entity.js';
import { PLAN_STATES, PLAN_STEPS } from '#assistance/assistance-plan.entity.js';
import { doneDay, mustBeFewMeasures, readMeasure } from '#assistance/measure.rules.js';
import { readBarriers } from '#assistance/open-assistance-plan.js';

const TODAY = '2026-03-10';
const one = (over: object = {}) => ({ kind: 'TRAINING', text: '学缝纫', dueOn: '2026-04-01', ...over });

describe('a plan of help goes by its steps and by no other', () => {
  const PLAN: Record<string, string[]> = { OPEN: ['CLOSED'], CLOSED: [] };
  const MEASURE: Record<string, string[]> = { PLANNED: ['DONE', 'DROPPED'], DONE: [], DROPPED: [] };

  test.each(PLAN_STATES.flatMap((from) => PLAN_STATES.map((to) => [from, to] as const)))(
    'plan %s → %s',
    (from, to) => {
      expect(PLAN_STEPS[from].includes(to)).toBe(PLAN[from]?.includes(to));
    },
  );

  test.each(MEASURE_STATES.flatMap((from) => MEASURE_STATES.map((to) => [from, to] as const)))(
    'measure %s → %s',
    (from, to) => {
      expect(MEASURE_STEPS[from].includes(to)).toBe(MEASURE[from]?.includes(to));
    },
  );
});

describe('what is to be done', () => {
  test('is said in words and has a day from today on, within two years', () => {
    expect(readMeasure(one({ text: ' 学缝纫 ', dueOn: TODAY }), TODAY, 'input')).toEqual(
      one({ dueOn: TODAY }),
    );
    for (const dueOn of ['2026-03-09', '2028-03-11'])
      expect(() => readMeasure(one({ dueOn }), TODAY, 'input')).toThrow(/due on a day/);
    expect(() => readMeasure(one({ text: '学' }), TODAY, 'input')).toThrow(/2 to 200/);
  });

  test('is at most twenty things', () => {
    expect(() => mustBeFewMeasures(20, 'input.id')).not.toThrow();
    expect(() => mustBeFewMeasures(21, 'input.id')).toThrow(/at most 20/);
  });

  test('was done since the plan began, and not in days to come', () => {
    expect(doneDay(null, TODAY, '2026-03-01')).toBe(TODAY);
    expect(doneDay('2026-03-01', TODAY, '2026-03-01')).toBe('2026-03-01');
    for (const day of ['2026-02-28', '2026-03-11'])
      expect(() => doneDay(day, TODAY, '2026-03-01')).toThrow(/between/);
  });
});

test('barriers are said once each, in the order of the glossary, and one at least', () => {
  expect(readBarriers(['SKILL', 'WILLINGNESS', 'SKILL'])).toEqual(['WILLINGNESS', 'SKILL']);
  expect(() => readBarriers([])).toThrow(/at least one/);
});
