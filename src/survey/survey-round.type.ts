import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { COVERAGE_LEVELS } from './coverage.rules.js';
import { SURVEY_KINDS, SURVEY_ROUND_STATES } from './survey-round.entity.js';

export const SurveyKindEnum = enumOf(SURVEY_KINDS);
registerEnumType(SurveyKindEnum, {
  name: 'SurveyKind',
  description: 'What a round asks for (摸底内容).',
  valuesConfig: {
    WILLINGNESS: { description: 'Who wants to work where (就业意愿).' },
    RETURN: { description: 'Who came home (返乡回流).' },
    TRAINING: { description: 'Who wants to learn (培训意愿).' },
    FULL: { description: 'Everything (全面摸底).' },
  },
});

export const SurveyRoundStateEnum = enumOf(SURVEY_ROUND_STATES);
registerEnumType(SurveyRoundStateEnum, {
  name: 'SurveyRoundState',
  description: 'State of a round (摸底轮次状态).',
  valuesConfig: {
    PLANNED: { description: 'Its first day has not come (计划).' },
    OPEN: { description: 'People are asked (进行中).' },
    CLOSED: { description: 'Over: its counts stay (已结束).' },
  },
});

export const SurveyCoverageLevelEnum = enumOf(COVERAGE_LEVELS);
registerEnumType(SurveyCoverageLevelEnum, {
  name: 'SurveyCoverageLevel',
  description: 'How finely places are told apart (地区层级).',
  valuesConfig: {
    TOWN: { description: 'Towns and resettlement sites (乡镇、安置点).' },
    VILLAGE: { description: 'The places that serve people, down to villages (村).' },
  },
});

/** How far a round has come. */
@ObjectType({
  description:
    'How far a round has come (走访进度). Observers get each number in steps of five, rounded down, and null below five.',
  simpleResolvers: true,
})
export class SurveyCoverage {
  @Field(() => Int, { nullable: true, description: 'Who belongs to the round (应走访人数).' })
  total!: number | null;
  @Field(() => Int, { nullable: true, description: 'Asked (已完成).' })
  done!: number | null;
  @Field(() => Int, { nullable: true, description: 'Tried and not reached (联系不上).' })
  unreachable!: number | null;
  @Field(() => Int, { nullable: true, description: 'Would not say (拒绝).' })
  refused!: number | null;
  @Field(() => Int, { nullable: true, description: 'Moved away or died (迁走或去世).' })
  left!: number | null;
  @Field(() => Int, { nullable: true, description: 'Not asked yet (未走访).' })
  notYet!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Clear in percent (摸清率): done, refused and left of the total, in hundredths, rounded down: 100 only when nobody is open. Null of nobody.',
  })
  percent!: number | null;
}

/** A place with its part of a round. */
@ObjectType({ description: 'A place with its part of a round (分地区走访进度).', simpleResolvers: true })
export class SurveyPlaceCoverage {
  @Field(() => Region, {
    description: 'The town or village (地区); a county for who is served by no place in it.',
  })
  region!: Region;
  @Field(() => SurveyCoverage, { description: 'How far it has come (走访进度).' })
  coverage!: SurveyCoverage;
}

/** A round. */
@ObjectType('SurveyRound', {
  implements: Node,
  description:
    'A survey round (摸底轮次): a county asks everybody of a scope within a window of days. Whoever joins the scope while it is open belongs to it.',
  simpleResolvers: true,
})
export class SurveyRoundFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Name (名称).' })
  name!: string;
  @Field(() => SurveyKindEnum, { description: 'What it asks for (摸底内容).' })
  kind!: string;
  @Field(() => Region, { description: 'Whose round it is (组织地区).' })
  region!: Region;
  @Field(() => [Region], { description: 'Where people are asked (范围).' })
  scope!: Region[];
  @Field(() => PopulationEnum, { description: 'Who of the labour base is asked (口径).' })
  population!: string;
  @Field(() => LocalDate, { description: 'First day (开始日期).' })
  windowFrom!: string;
  @Field(() => LocalDate, { description: 'Last day (截止日期).' })
  windowTo!: string;
  @Field(() => SurveyRoundStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => DateTime, { description: 'When it was written down (创建时间).' })
  createdAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it opened (开始时间).' })
  openedAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it closed (结束时间).' })
  closedAt?: Date | null;
  @Field(() => SurveyCoverage, { description: 'How far it has come (走访进度).' })
  coverage!: SurveyCoverage;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const SurveyRoundConnection = connectionType(
  'SurveyRound',
  SurveyRoundFace,
  'survey rounds (摸底轮次)',
);

/** Which rounds. */
@InputType({ description: 'Which rounds (摸底轮次筛选); all given conditions must hold.' })
export class SurveyRoundFilter {
  @Field(() => [SurveyRoundStateEnum], {
    nullable: true,
    description: 'In one of these states; default: any.',
  })
  states?: string[] | null;
  @Field(() => [SurveyKindEnum], { nullable: true, description: 'Of one of these kinds; default: any.' })
  kinds?: string[] | null;
}

/** A round after a change. */
@ObjectType({
  description: 'The round after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class SurveyRoundPayload {
  @Field(() => SurveyRoundFace, { description: 'The round.' })
  round!: SurveyRoundFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
