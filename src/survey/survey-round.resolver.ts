import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { filterNotYours } from '#worker/asked-place.js';
import { closeSurveyRound } from './close-survey-round.js';
import { correctSurveyRound } from './correct-survey-round.js';
import { loadPlaceCoverage } from './coverage.list.js';
import type { CoverageLevel } from './coverage.rules.js';
import { openSurveyRound } from './open-survey-round.js';
import { CorrectSurveyRoundInput, OpenSurveyRoundInput } from './survey.inputs.js';
import { surveyRoundList, type SurveyRoundNode, surveyRoundPayload } from './survey-round.list.js';
import {
  SurveyCoverageLevelEnum,
  SurveyPlaceCoverage,
  SurveyRoundConnection,
  SurveyRoundFace,
  SurveyRoundFilter,
  SurveyRoundPayload,
} from './survey-round.type.js';

/** The door of the rounds. */
@Resolver(() => SurveyRoundFace)
export class SurveyRoundResolver {
  @Query(() => SurveyRoundConnection, {
    description:
      'Survey rounds (摸底轮次) of the county, newest first; an observer has those of its region, with counts in steps of five.',
  })
  async surveyRounds(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => SurveyRoundFilter, { nullable: true, description: 'Which ones.' })
    filter?: SurveyRoundFilter | null,
  ): Promise<object> {
    op.must('surveyRound.read');
    return readConnection(op, surveyRoundList(op, filter ?? {}), page, askedOf(info));
  }

  @FieldResolver(() => [SurveyPlaceCoverage], {
    description:
      'How far each place has come (分地区走访进度), by code. Villages are the county’s alone: FILTER_NOT_YOURS.',
  })
  async coverageByPlace(
    @Root() round: SurveyRoundNode,
    @Ctx() op: Operation,
    @Arg('level', () => SurveyCoverageLevelEnum, {
      nullable: true,
      description: 'How finely; default TOWN.',
    })
    level?: CoverageLevel | null,
  ): Promise<readonly object[]> {
    if (level === 'VILLAGE' && op.viewer.role === 'OBSERVER') throw filterNotYours('level');
    return (await op.batch(loadPlaceCoverage[level ?? 'TOWN']).load(round.key)) ?? [];
  }

  @Mutation(() => SurveyRoundPayload, {
    description: 'Begin to ask everybody of a scope (发起摸底). The county.',
  })
  async openSurveyRound(
    @Arg('input', () => OpenSurveyRoundInput, { description: 'What is asked, where and until when.' })
    input: OpenSurveyRoundInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyRoundPayload(
      op,
      await op.write('surveyRound.open', input, (inside) => openSurveyRound(inside, input)),
    );
  }

  @Mutation(() => SurveyRoundPayload, {
    description: 'Correct a round (更正摸底轮次). Error: CHANGED_MEANWHILE.',
  })
  async correctSurveyRound(
    @Arg('input', () => CorrectSurveyRoundInput, { description: 'What it says now.' })
    input: CorrectSurveyRoundInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyRoundPayload(
      op,
      await op.write('surveyRound.correct', input, (inside) => correctSurveyRound(inside, input)),
    );
  }

  @Mutation(() => SurveyRoundPayload, {
    description: 'End a round before its last day (结束摸底); its counts stay as they are.',
  })
  async closeSurveyRound(
    @Arg('input', () => IdInput, { description: 'Which round.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return surveyRoundPayload(
      op,
      await op.write('surveyRound.close', input, (inside) => closeSurveyRound(inside, input)),
    );
  }
}
