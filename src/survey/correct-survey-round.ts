import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { Population } from '#worker/population.js';
import { findSurveyRound } from './find-survey-round.js';
import type { SurveyRound } from './survey-round.entity.js';
import { mustBeWindow, readScope } from './survey.rules.js';

/** What may be corrected; what is left out stays. Scope, population and first day only while the round is planned. */
export interface RoundCorrection {
  readonly id: string;
  readonly version?: number | null;
  readonly name?: string | null;
  readonly scope?: readonly string[] | null;
  readonly population?: string | null;
  readonly windowFrom?: string | null;
  readonly windowTo?: string | null;
}

/**
 * The county corrects a round: its name and last day while it is not closed, the rest before it opens. CONFLICT:
 * SURVEY_ROUND_CLOSED, SURVEY_ROUND_BEGUN, CHANGED_MEANWHILE.
 */
export async function correctSurveyRound(op: Operation, input: RoundCorrection): Promise<SurveyRound> {
  op.must('surveyRound.correct');
  const round = await findSurveyRound(op, input.id);
  op.must('surveyRound.correct', { origin: round.origin });
  if (input.version != null) await op.em.lock(round, LockMode.OPTIMISTIC, input.version);
  round.mustNotBeClosed();
  for (const field of ['scope', 'population', 'windowFrom'] as const)
    if (input[field] != null) round.mustBePlanned(`input.${field}`);
  if (input.name != null) round.name = textOf('input.name', input.name, { least: 2, most: 100 });
  if (input.population != null) round.population = input.population as Population;
  if (input.scope != null) {
    const scope = readScope(op, input.scope);
    for (const place of scope) op.must('surveyRound.correct', { origin: place.path }, 'input.scope');
    round.scopeCodes = scope.map(({ code }) => code);
    round.scopePaths = scope.map(({ path }) => path);
  }
  if (input.windowFrom != null || input.windowTo != null) {
    round.windowFrom = input.windowFrom ?? round.windowFrom;
    round.windowTo = input.windowTo ?? round.windowTo;
    mustBeWindow(round.windowFrom, round.windowTo, op.today);
  }
  return round;
}
