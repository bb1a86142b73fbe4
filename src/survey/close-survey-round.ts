import type { Operation } from '#kernel/operation.js';
import { findSurveyRound } from './find-survey-round.js';
import type { SurveyRound } from './survey-round.entity.js';

/** The county ends a round before its last day (PLANNED or OPEN → CLOSED): its counts stay as they are. */
export async function closeSurveyRound(op: Operation, input: { id: string }): Promise<SurveyRound> {
  op.must('surveyRound.close');
  const round = await findSurveyRound(op, input.id);
  op.must('surveyRound.close', { origin: round.origin });
  round.close(op.now);
  return round;
}
