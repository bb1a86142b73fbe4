import { defineEntity, p } from '@mikro-orm/core';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';
import type { Population } from '#worker/population.js';

/** What a round asks for. */
export const SURVEY_KINDS = ['WILLINGNESS', 'RETURN', 'TRAINING', 'FULL'] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

export const SURVEY_ROUND_STATES = ['PLANNED', 'OPEN', 'CLOSED'] as const;
export type SurveyRoundState = (typeof SURVEY_ROUND_STATES)[number];

/** A round and its states in sentences. */
export const SURVEY_ROUND_WORDS: Stepping<SurveyRoundState> = {
  zh: '摸底轮次',
  en: 'survey round',
  states: { PLANNED: '计划', OPEN: '进行中', CLOSED: '已结束' },
};

/** Allowed steps. A planned round may be given up; a closed one stays as it was counted. */
export const SURVEY_ROUND_STEPS: Steps<SurveyRoundState> = {
  PLANNED: ['OPEN', 'CLOSED'],
  OPEN: ['CLOSED'],
  CLOSED: [],
};

const schema = defineEntity({
  name: 'SurveyRound',
  tableName: 'survey_round',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    kind: p.string().$type<SurveyKind>(),
    region: p.string(),
    origin: p.string(),
    scopeCodes: p.array(),
    scopePaths: p.array(),
    population: p.string().$type<Population>(),
    windowFrom: p.date(),
    windowTo: p.date(),
    state: p.string().$type<SurveyRoundState>(),
    createdAt: p.datetime(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** A county asks everybody of a scope once, within a window of days (摸底轮次). */
export class SurveyRound extends schema.class {
  /** Takes the step to `to`, or refuses with SURVEY_ROUND_STEP_NOT_ALLOWED and what is allowed now. */
  private moveTo(to: SurveyRoundState): void {
    this.state = step(
      SURVEY_ROUND_WORDS,
      SURVEY_ROUND_STEPS,
      this.state,
      to,
      'SURVEY_ROUND_STEP_NOT_ALLOWED',
    );
  }

  open(now: Date): void {
    this.moveTo('OPEN');
    this.openedAt = now;
  }

  close(now: Date): void {
    this.moveTo('CLOSED');
    this.closedAt = now;
  }

  /** Asking goes on only while the round is open; otherwise CONFLICT/SURVEY_ROUND_NOT_OPEN naming `field`. */
  mustBeOpen(field: string): void {
    if (this.state === 'OPEN') return;
    throw inAnotherState(
      SURVEY_ROUND_WORDS,
      SURVEY_ROUND_STEPS,
      this.state,
      'SURVEY_ROUND_NOT_OPEN',
      { zh: '不能登记走访结果', en: 'and nobody is asked in it' },
      field,
    );
  }

  /** Whom a round is about stays as it was when people were enrolled; CONFLICT/SURVEY_ROUND_BEGUN afterwards. */
  mustBePlanned(field: string): void {
    if (this.state === 'PLANNED') return;
    throw inAnotherState(
      SURVEY_ROUND_WORDS,
      SURVEY_ROUND_STEPS,
      this.state,
      'SURVEY_ROUND_BEGUN',
      { zh: '范围、口径和开始日期不能再改', en: 'and its scope, population and first day stay' },
      field,
    );
  }

  /** A closed round is changed no more; CONFLICT/SURVEY_ROUND_CLOSED. */
  mustNotBeClosed(): void {
    if (this.state !== 'CLOSED') return;
    throw inAnotherState(SURVEY_ROUND_WORDS, SURVEY_ROUND_STEPS, this.state, 'SURVEY_ROUND_CLOSED', {
      zh: '不能更正',
      en: 'and is not corrected',
    });
  }
}
schema.setClass(SurveyRound);
