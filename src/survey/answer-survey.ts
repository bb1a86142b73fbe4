import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findAnswerOf } from './find-survey-answer.js';
import { findRoundToAskIn } from './find-survey-round.js';
import { recordWishes, type Wishes } from './record-wishes.js';
import type { SurveyAnswer } from './survey-answer.entity.js';
import { readBrought, type Said } from './survey.rules.js';

/** What came of asking somebody, with the wishes that were heard. */
export interface Asked extends Said, Wishes {
  readonly round: string;
  readonly worker: string;
}

/**
 * An officer writes down what came of asking somebody of an open round (NOT_ASKED or UNREACHABLE → …, each a try
 * more; REFUSED → DONE). When DONE, what the person wants is recorded in the same transaction: active when it is the
 * person’s own word, only recorded when a relative spoke (domain 4.5).
 */
export async function answerSurvey(op: Operation, input: Asked): Promise<SurveyAnswer> {
  op.must('survey.answer');
  const round = await findRoundToAskIn(op, input.round, 'input.round');
  op.must('survey.answer', { origin: round.origin });
  round.mustBeOpen('input.round');
  const brought = readBrought(input);
  for (const wish of ['work', 'training'] as const)
    if (input[wish] != null && brought.outcome !== 'DONE')
      throw badInput(`input.${wish}`, 'WISH_WITHOUT_ANSWER', {
        zh: '只有“已完成”的走访才登记意愿。',
        en: 'Only who was asked (DONE) has said what is wanted.',
      });
  const answer = await findAnswerOf(op, round, input.worker);
  answer.give(brought, op.viewer.accountId, op.now, op.today);
  await op.em.flush();
  await recordWishes(op, input.worker, brought, input);
  return answer;
}
