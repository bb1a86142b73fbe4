import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import { step, type Stepping, type Steps } from '#kernel/steps.js';
import type { ContactMethod } from '#willingness/willingness.entity.js';

/** What came of asking somebody; NOT_ASKED before the first try. */
export const SURVEY_OUTCOMES = ['NOT_ASKED', 'DONE', 'UNREACHABLE', 'REFUSED', 'MOVED', 'DECEASED'] as const;
export type SurveyOutcome = (typeof SURVEY_OUTCOMES)[number];

/** Who spoke: what a relative says of somebody's wish is written down and not counted (domain 4.5). */
export const RESPONDENTS = ['WORKER', 'FAMILY'] as const;
export type Respondent = (typeof RESPONDENTS)[number];

/** An answer and its outcomes in sentences. */
export const SURVEY_ANSWER_WORDS: Stepping<SurveyOutcome> = {
  zh: '走访结果',
  en: 'survey answer',
  states: {
    NOT_ASKED: '未走访',
    DONE: '已完成',
    UNREACHABLE: '联系不上',
    REFUSED: '拒绝',
    MOVED: '已迁走',
    DECEASED: '已去世',
  },
};

/** Allowed steps: who was not reached is tried again, who refused may think better of it; the rest is final. */
export const SURVEY_ANSWER_STEPS: Steps<SurveyOutcome> = {
  NOT_ASKED: ['DONE', 'UNREACHABLE', 'REFUSED', 'MOVED', 'DECEASED'],
  UNREACHABLE: ['DONE', 'UNREACHABLE', 'REFUSED', 'MOVED', 'DECEASED'],
  REFUSED: ['DONE'],
  DONE: [],
  MOVED: [],
  DECEASED: [],
};

/** Most tries of one person in a round. */
const MOST_ATTEMPTS = 1_000;

const schema = defineEntity({
  name: 'SurveyAnswer',
  tableName: 'survey_answer',
  properties: {
    id: p.uuid().primary(),
    roundId: p.uuid(),
    workerId: p.uuid(),
    origin: p.string(),
    belongs: p.boolean().default(true),
    outcome: p.string().$type<SurveyOutcome>().default('NOT_ASKED'),
    method: p.string().$type<ContactMethod>().nullable(),
    respondent: p.string().$type<Respondent>().nullable(),
    attempts: p.integer().default(0),
    lastTriedOn: p.date().nullable(),
    answeredBy: p.uuid().nullable(),
    answeredAt: p.datetime().nullable(),
    note: p.string().nullable(),
    correction: p.string().nullable(),
    heldBy: p.uuid().nullable(),
    heldUntil: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** What an officer brought back from one try. */
export interface Brought {
  readonly outcome: SurveyOutcome;
  readonly method: ContactMethod;
  /** Null where nobody spoke. */
  readonly respondent: Respondent | null;
  readonly note: string | null;
}

/** Somebody who belongs to a round, and what came of asking (走访结果); the database makes it when the round opens. */
export class SurveyAnswer extends schema.class {
  /** A try more. Refuses with SURVEY_ANSWER_STEP_NOT_ALLOWED what is final, with TOO_MANY_ATTEMPTS the 1001st. */
  give(brought: Brought, by: string, now: Date, today: string): void {
    if (this.attempts >= MOST_ATTEMPTS)
      throw conflict(
        'TOO_MANY_ATTEMPTS',
        { zh: `同一轮次最多联系 ${MOST_ATTEMPTS} 次。`, en: `At most ${MOST_ATTEMPTS} tries in one round.` },
        { limit: MOST_ATTEMPTS },
      );
    this.outcome = step(
      SURVEY_ANSWER_WORDS,
      SURVEY_ANSWER_STEPS,
      this.outcome,
      brought.outcome,
      'SURVEY_ANSWER_STEP_NOT_ALLOWED',
    );
    this.attempts += 1;
    this.lastTriedOn = today;
    this.write(brought, by, now);
  }

  /**
   * What was written was wrong: beside the steps, with the reason, and no try more. CONFLICT/NOT_ASKED_YET where there
   * is nothing to correct.
   */
  correct(brought: Brought, reason: string, by: string, now: Date): void {
    if (this.outcome === 'NOT_ASKED')
      throw conflict('NOT_ASKED_YET', {
        zh: '该人员在本轮尚未走访，没有可更正的结果。',
        en: 'The person has not been asked in this round: there is nothing to correct.',
      });
    this.outcome = brought.outcome;
    this.correction = reason;
    this.write(brought, by, now);
  }

  private write({ method, respondent, note }: Brought, by: string, now: Date): void {
    this.method = method;
    this.respondent = respondent;
    this.note = note;
    this.answeredBy = by;
    this.answeredAt = now;
    this.heldBy = null;
    this.heldUntil = null;
  }
}
schema.setClass(SurveyAnswer);
