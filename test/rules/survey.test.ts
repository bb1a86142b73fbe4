import { describe, expect, test } from '@jest/globals';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { type Coverage, shownCoverage } from '#survey/coverage.rules.js';
import {
  type Brought,
  SURVEY_ANSWER_STEPS,
  SURVEY_OUTCOMES,
  SurveyAnswer,
  type SurveyOutcome,
} from '#survey/survey-answer.entity.js';
import { mustBeWindow, readBrought, readScope } from '#survey/survey.rules.js';
import {
  SURVEY_ROUND_STATES,
  SURVEY_ROUND_STEPS,
  SurveyRound,
  type SurveyRoundState,
} from '#survey/survey-round.entity.js';

const NOW = new Date('2026-03-01T02:00:00Z');
const TODAY = '2026-03-01';
const round = (state: SurveyRoundState): SurveyRound =>
  Object.assign(Object.create(SurveyRound.prototype) as SurveyRound, { id: 'a', state });
const answer = (outcome: SurveyOutcome, attempts = 0): SurveyAnswer =>
  Object.assign(Object.create(SurveyAnswer.prototype) as SurveyAnswer, { id: 'a', outcome, attempts });
const brought = (outcome: SurveyOutcome): Brought => ({
  outcome,
  method: 'PHONE',
  respondent: 'WORKER',
  note: null,
});

describe('a round', () => {
  const ALLOWED = new Set(['PLANNED OPEN', 'PLANNED CLOSED', 'OPEN CLOSED']);

  test.each(
    SURVEY_ROUND_STATES.flatMap((from) => (['OPEN', 'CLOSED'] as const).map((to) => [from, to] as const)),
  )('from %s to %s as its table has it', (from, to) => {
    const one = round(from);
    const step = () => (to === 'OPEN' ? one.open(NOW) : one.close(NOW));
    if (ALLOWED.has(`${from} ${to}`)) {
      step();
      expect(one.state).toBe(to);
    } else
      expect(step).toThrow(
        expect.objectContaining({
          reason: 'SURVEY_ROUND_STEP_NOT_ALLOWED',
          details: { state: from, allowed: SURVEY_ROUND_STEPS[from] },
        }),
      );
  });

  test('asks while it is open, and keeps its scope from then on', () => {
    expect(() => round('OPEN').mustBeOpen('input.round')).not.toThrow();
    for (const state of ['PLANNED', 'CLOSED'] as const)
      expect(() => round(state).mustBeOpen('input.round')).toThrow(
        expect.objectContaining({ code: 'CONFLICT', reason: 'SURVEY_ROUND_NOT_OPEN' }),
      );
    expect(() => round('PLANNED').mustBePlanned('input.scope')).not.toThrow();
    expect(() => round('OPEN').mustBePlanned('input.scope')).toThrow(
      expect.objectContaining({ reason: 'SURVEY_ROUND_BEGUN' }),
    );
    expect(() => round('CLOSED').mustNotBeClosed()).toThrow(
      expect.objectContaining({ reason: 'SURVEY_ROUND_CLOSED' }),
    );
  });

  test.each([
    ['2026-03-01', '2026-03-01', true],
    ['2026-03-01', '2027-03-02', true],
    ['2026-03-01', '2027-03-03', false],
    ['2026-02-01', '2026-02-28', false],
    ['2026-04-01', '2026-03-31', false],
    ['2027-03-03', '2027-03-04', false],
  ])('from %s to %s is a window, asked on 1 March 2026: %s', (from, to, is) => {
    const check = () => mustBeWindow(from, to, TODAY);
    if (is) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ reason: 'SURVEY_WINDOW' }));
  });

  test.each([
    [['522631003', '522631101'], null],
    [[], 'SCOPE_EMPTY'],
    [['522631003', '522631003'], 'SCOPE_OVERLAPS'],
    [['522631003001', '522631101', '522631003'], 'SCOPE_OVERLAPS'],
    [Array.from({ length: 201 }, (_, i) => `5226311${String(i).padStart(5, '0')}`), 'TOO_MANY_PLACES'],
  ])('%#: a scope names places once, and none within another', (codes, reason) => {
    const must = (code: string) => ({ code, path: code }) as RegionFact;
    const op = { regions: { must } } as unknown as Operation;
    if (reason === null) expect(readScope(op, codes).map(({ code }) => code)).toEqual(codes);
    else
      expect(() => readScope(op, codes)).toThrow(
        expect.objectContaining({ reason, details: expect.objectContaining({ field: 'input.scope' }) }),
      );
  });
});

describe('an answer', () => {
  /** Who was not reached is tried again, who refused may think better of it; the rest is final. */
  const AFTER = ['DONE', 'UNREACHABLE', 'REFUSED', 'MOVED', 'DECEASED'];
  const ALLOWED = new Set([
    ...AFTER.map((to) => `NOT_ASKED ${to}`),
    ...AFTER.map((to) => `UNREACHABLE ${to}`),
    'REFUSED DONE',
  ]);

  test.each(SURVEY_OUTCOMES.flatMap((from) => SURVEY_OUTCOMES.map((to) => [from, to] as const)))(
    'from %s to %s as its table has it',
    (from, to) => {
      const one = answer(from, 2);
      const give = () => one.give(brought(to), 'b', NOW, TODAY);
      if (ALLOWED.has(`${from} ${to}`)) {
        give();
        expect(one).toMatchObject({ outcome: to, attempts: 3, lastTriedOn: TODAY, answeredBy: 'b' });
      } else {
        expect(give).toThrow(
          expect.objectContaining({
            reason: 'SURVEY_ANSWER_STEP_NOT_ALLOWED',
            details: { state: from, allowed: SURVEY_ANSWER_STEPS[from] },
          }),
        );
        expect(one).toMatchObject({ outcome: from, attempts: 2 });
      }
    },
  );

  test('is corrected with a reason, also when it is final, and counts no try; who was not asked has none', () => {
    const one = answer('DONE', 1);
    one.correct(brought('UNREACHABLE'), '记错人', 'b', NOW);
    expect(one).toMatchObject({ outcome: 'UNREACHABLE', attempts: 1, correction: '记错人' });
    expect(() => answer('NOT_ASKED').correct(brought('DONE'), '记错人', 'b', NOW)).toThrow(
      expect.objectContaining({ reason: 'NOT_ASKED_YET' }),
    );
  });

  test('frees whoever was held for the officer, and ends after a thousand tries', () => {
    const one = Object.assign(answer('NOT_ASKED'), { heldBy: 'b', heldUntil: NOW });
    one.give(brought('DONE'), 'b', NOW, TODAY);
    expect(one).toMatchObject({ heldBy: null, heldUntil: null });
    expect(() => answer('UNREACHABLE', 1_000).give(brought('DONE'), 'b', NOW, TODAY)).toThrow(
      expect.objectContaining({ reason: 'TOO_MANY_ATTEMPTS' }),
    );
  });

  test.each([
    [{ outcome: 'DONE' }, 'WORKER'],
    [{ outcome: 'DONE', respondent: 'FAMILY' }, 'FAMILY'],
    [{ outcome: 'DECEASED' }, 'FAMILY'],
    [{ outcome: 'UNREACHABLE' }, null],
  ])('%j is said by %s', (said, respondent) => {
    expect(readBrought({ method: 'VISIT', ...said })).toMatchObject({ respondent });
  });

  test.each([
    [{ outcome: 'NOT_ASKED' }, 'OUTCOME_MISSING', 'input.outcome'],
    [{ outcome: 'UNREACHABLE', respondent: 'FAMILY' }, 'RESPONDENT_WITHOUT_ANSWER', 'input.respondent'],
    [{ outcome: 'DECEASED', respondent: 'WORKER' }, 'RESPONDENT_WITHOUT_ANSWER', 'input.respondent'],
    [{ outcome: 'DONE', note: '长'.repeat(501) }, 'TEXT_LENGTH', 'input.note'],
  ])('%# is refused', (said, reason, field) => {
    expect(() => readBrought({ method: 'VISIT', ...said })).toThrow(
      expect.objectContaining({ reason, details: expect.objectContaining({ field }) }),
    );
  });
});

describe('a coverage', () => {
  const exact: Coverage = { done: 12, unreachable: 3, refused: 7, left: 4, notYet: 5 };

  test('is exact for the county, and 100 percent only when nobody is open', () => {
    expect(shownCoverage(exact, true)).toEqual({ ...exact, total: 31, percent: 74.19 });
    const all = { done: 99_998, unreachable: 0, refused: 0, left: 1, notYet: 0 };
    expect(shownCoverage(all, true).percent).toBe(100);
    expect(shownCoverage({ ...all, notYet: 1 }, true).percent).toBe(99.99);
    expect(shownCoverage({ done: 0, unreachable: 0, refused: 0, left: 0, notYet: 0 }, true)).toMatchObject({
      total: 0,
      percent: null,
    });
  });

  test('is in steps of five for observers, none below five, and the total no more than its parts', () => {
    expect(shownCoverage(exact, false)).toEqual({
      total: 20,
      done: 10,
      unreachable: null,
      refused: 5,
      left: null,
      notYet: 5,
      percent: 75,
    });
  });
});
