import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { Population } from '#worker/population.js';
import { enrolScope } from './enrol-scope.js';
import { type SurveyKind, SurveyRound } from './survey-round.entity.js';
import { mustBeWindow, readScope } from './survey.rules.js';

/** What must be said of a round. */
export interface NewRound {
  readonly name: string;
  readonly kind: string;
  /** Codes of places within the county; left out: the whole of it. */
  readonly scope?: readonly string[] | null;
  readonly population?: string | null;
  /** First and last day (YYYY-MM-DD); the first is today when left out. */
  readonly windowFrom?: string | null;
  readonly windowTo: string;
}

/**
 * A county begins to ask (– → PLANNED; OPEN at once when the window has begun, and the clock opens it otherwise). Whoever
 * belongs to the scope on opening is enrolled in the same transaction, whoever joins later by the database.
 */
export async function openSurveyRound(op: Operation, input: NewRound): Promise<SurveyRound> {
  op.must('surveyRound.open');
  const { regionCode, path } = op.viewer;
  const scope = input.scope == null ? [{ code: regionCode, path }] : readScope(op, input.scope);
  for (const place of scope) op.must('surveyRound.open', { origin: place.path }, 'input.scope');
  const windowFrom = input.windowFrom ?? op.today;
  mustBeWindow(windowFrom, input.windowTo, op.today);
  const round = op.em.create(
    SurveyRound,
    {
      id: uuidv7(op.now.getTime()),
      name: textOf('input.name', input.name, { least: 2, most: 100 }),
      kind: input.kind as SurveyKind,
      region: regionCode,
      origin: path,
      scopeCodes: scope.map(({ code }) => code),
      scopePaths: scope.map((place) => place.path),
      population: (input.population ?? 'ALL_RURAL') as Population,
      windowFrom,
      windowTo: input.windowTo,
      state: 'PLANNED',
      createdAt: op.now,
    },
    { persist: false },
  );
  await op.em.persist(round).flush();
  if (windowFrom <= op.today) {
    await op.asSystem(() => enrolScope(op, round));
    round.open(op.now);
  }
  return round;
}
