import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { answerSurvey } from './answer-survey.js';
import { correctSurveyAnswer } from './correct-survey-answer.js';
import { nextToAsk } from './next-to-ask.js';
import { surveyAnswerList, surveyAnswerPayload } from './survey-answer.list.js';
import { SurveyAnswerConnection, SurveyAnswerFilter, SurveyAnswerPayload } from './survey-answer.type.js';
import { AnswerSurveyInput, CorrectSurveyAnswerInput, NextToAskInput } from './survey.inputs.js';

/** The door of the asking itself: the county alone. */
@Resolver()
export class SurveyAnswerResolver {
  @Query(() => SurveyAnswerConnection, {
    description:
      'Who belongs to a round and what came of asking (走访名单), place by place; [NOT_ASKED]: who was not asked yet.',
  })
  async surveyAnswers(
    @Arg('round', () => ID, { description: 'Which round (摸底轮次).' }) round: string,
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => SurveyAnswerFilter, { nullable: true, description: 'Which ones.' })
    filter?: SurveyAnswerFilter | null,
  ): Promise<object> {
    op.must('surveyAnswer.read');
    return readConnection(op, surveyAnswerList(op, round, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => SurveyAnswerPayload, {
    description:
      'Write down what came of asking somebody (登记走访结果), and what the person wants, in one step. Errors: those of recordWillingness.',
  })
  async answerSurvey(
    @Arg('input', () => AnswerSurveyInput, { description: 'Who was asked, and what came of it.' })
    input: AnswerSurveyInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyAnswerPayload(
      op,
      await op.write('survey.answer', input, (inside) => answerSurvey(inside, input)),
    );
  }

  @Mutation(() => SurveyAnswerPayload, {
    description:
      'Correct an answer that was written down wrongly (更正走访结果), with a reason. Errors: NOT_ASKED_YET, SURVEY_ROUND_NOT_OPEN, CHANGED_MEANWHILE.',
  })
  async correctSurveyAnswer(
    @Arg('input', () => CorrectSurveyAnswerInput, { description: 'What is true.' })
    input: CorrectSurveyAnswerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyAnswerPayload(
      op,
      await op.write('surveyAnswer.correct', input, (inside) => correctSurveyAnswer(inside, input)),
    );
  }

  @Mutation(() => SurveyAnswerPayload, {
    description:
      'Take the next person to call (下一位联系人): who was not asked yet, then who was not reached on another day; held for you for 15 minutes, so that two officers never call the same. Error: NOBODY_LEFT_TO_ASK.',
  })
  async nextToAsk(
    @Arg('input', () => NextToAskInput, { description: 'In which round, and where.' }) input: NextToAskInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyAnswerPayload(
      op,
      await op.write('survey.nextToAsk', input, (inside) => nextToAsk(inside, input)),
    );
  }
}
