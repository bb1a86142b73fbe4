import { Node } from '#kernel/node.type.js';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Fen, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import {
  BARRIERS,
  CONTACT_METHODS,
  INTENTS,
  WILLINGNESS_KINDS,
  WILLINGNESS_STATES,
} from './willingness.entity.js';

export const WillingnessKindEnum = enumOf(WILLINGNESS_KINDS);
registerEnumType(WillingnessKindEnum, {
  name: 'WillingnessKind',
  description: 'Kind of a willingness (意愿类别); one of each may be active.',
  valuesConfig: {
    WORK: { description: 'To work (求职意愿); holds 180 days.' },
    TRAINING: { description: 'To learn (培训意愿); holds 365 days.' },
  },
});

export const WillingnessStateEnum = enumOf(WILLINGNESS_STATES);
registerEnumType(WillingnessStateEnum, {
  name: 'WillingnessState',
  description: 'State of a willingness (意愿状态); only ACTIVE is counted.',
  valuesConfig: {
    RECORDED: { description: 'Written down, not yet confirmed by the person (已登记).' },
    ACTIVE: { description: 'Confirmed (生效).' },
    SUPERSEDED: { description: 'A newer one took its place (已被取代).' },
    WITHDRAWN: { description: 'Taken back by the person (已撤销).' },
    EXPIRED: { description: 'Run out (已过期).' },
    SATISFIED: { description: 'Come true: on a post, or trained (已实现).' },
  },
});

export const IntentEnum = enumOf(INTENTS);
registerEnumType(IntentEnum, {
  name: 'WorkIntent',
  description: 'What work is wanted (求职意向).',
  valuesConfig: {
    GO_OUT: { description: 'To go out (外出务工).' },
    LOCAL: { description: 'Near home (就近就业).' },
    CHANGE_JOB: { description: 'Another job (转岗).' },
    STARTUP: { description: 'An own business (创业).' },
    NONE: { description: 'None (无就业意愿).' },
  },
});

export const ContactMethodEnum = enumOf(CONTACT_METHODS);
registerEnumType(ContactMethodEnum, {
  name: 'ContactMethod',
  description: 'How the person was reached (登记方式).',
  valuesConfig: {
    SELF: { description: 'Came and said so (本人申报).' },
    VISIT: { description: 'Visited (入户).' },
    PHONE: { description: 'Called (电话).' },
    SMS: { description: 'By text message (短信).' },
  },
});

export const BarrierEnum = enumOf(BARRIERS);
registerEnumType(BarrierEnum, {
  name: 'Barrier',
  description: 'Why somebody is not at work (未就业原因).',
  valuesConfig: {
    WILLINGNESS: { description: 'Does not want to (不愿干).' },
    SKILL: { description: 'Does not know how (不会干).' },
    ABILITY: { description: 'Is not able to (不能干).' },
  },
});

/** A wish. */
@ObjectType('Willingness', {
  implements: Node,
  description: 'A willingness (意愿): a dated statement of what work, or what training, a person wants.',
  simpleResolvers: true,
})
export class WillingnessFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, { nullable: true, description: 'Whose (劳动力).' })
  worker?: WorkerFace | null;
  @Field(() => WillingnessKindEnum, { description: 'Kind (类别).' })
  kind!: string;
  @Field(() => WillingnessStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => IntentEnum, { nullable: true, description: 'What work is wanted (意向); null for training.' })
  intent?: string | null;
  @Field(() => [Region], { description: 'Where to (目的地), in the order of preference.' })
  destinations!: Region[];
  @Field(() => Boolean, { description: 'Any place will do (听从安排).' })
  anyDestination!: boolean;
  @Field(() => OrganizationFace, {
    nullable: true,
    description: 'Back to this former employer (回原就业单位); null: no, or another one.',
  })
  formerEmployer?: OrganizationFace | null;
  @Field(() => [String], { description: 'Trades wanted (意向工种).' })
  occupations!: string[];
  @Field(() => Fen, { nullable: true, description: 'Least monthly wage in fen (最低月工资).' })
  wageMin?: number | null;
  @Field(() => LocalDate, { nullable: true, description: 'Ready from this day (可到岗日期).' })
  availableFrom?: string | null;
  @Field(() => Boolean, { description: 'Wants training (愿意培训); false for work.' })
  wantsTraining!: boolean;
  @Field(() => [String], { description: 'What to learn (培训内容).' })
  trainingTopics!: string[];
  @Field(() => [BarrierEnum], { nullable: true, description: 'Why not at work (未就业原因); county only.' })
  barriers?: string[] | null;
  @Field(() => ContactMethodEnum, { description: 'How the person was reached last (登记方式).' })
  method!: string;
  @Field(() => DateTime, { description: 'When written down (登记时间).' })
  recordedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When confirmed (确认时间).' })
  confirmedAt?: Date | null;
  @Field(() => LocalDate, { description: 'First day on which it no longer holds (有效期至).' })
  validTo!: string;
  @Field(() => ID, { nullable: true, description: 'The newer one that took its place.' })
  supersededBy?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Version; null for a destination.',
  })
  version!: number | null;
}

export const WillingnessConnection = connectionType('Willingness', WillingnessFace, 'wishes (意愿)');

/** A wish after a change. */
@ObjectType({
  description: 'The willingness after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class WillingnessPayload {
  @Field(() => WillingnessFace, { description: 'The willingness.' })
  willingness!: WillingnessFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}

/** Which wishes that end soon leave as a file. */
@InputType({
  description:
    'Which wishes that end soon leave as a file (导出即将到期的意愿, /export/expiring-wishes.csv), as expiringWillingness is asked.',
})
export class ExpiringWishesFilter {
  @Field(() => Int, {
    nullable: true,
    description: 'Ending within so many days, 1 to 366; default 14. Error reason: DAYS_AHEAD.',
  })
  days?: number | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Of people served by this region or within it (地区).',
  })
  place?: string | null;
  @Field(() => WillingnessKindEnum, { nullable: true, description: 'Of this kind (类别).' })
  kind?: string | null;
}
