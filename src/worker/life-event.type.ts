import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { DateTime, LocalDate, Position } from '#kernel/scalars.js';
import { LIFE_EVENT_KINDS, LIFE_EVENT_STATES } from './life-event.entity.js';
import { WorkerFace } from './worker.type.js';
import { FEMALE_CLASSES } from './working-age.rules.js';

export const LifeEventKindEnum = enumOf(LIFE_EVENT_KINDS);
registerEnumType(LifeEventKindEnum, {
  name: 'LifeEventKind',
  description: 'What takes a person out of the labour base, or back (人员变动类别).',
  valuesConfig: {
    DIED: { description: 'Has died (去世).' },
    MOVED_OUT: { description: 'Has moved away for good (迁出).' },
    LOST_ABILITY: { description: 'Is not able to work any more (丧失劳动能力).' },
    STUDIES: { description: 'Begins full-time studies (入学).' },
    SERVES: { description: 'Begins active service (入伍).' },
    IN_CUSTODY: { description: 'Is in custody or an institution (服刑或羁押).' },
    RETIRED: { description: 'Retires (退休).' },
    BACK: { description: 'Studies, service, custody or retirement are over (毕业、退役、释放等).' },
  },
});

export const LifeEventStateEnum = enumOf(LIFE_EVENT_STATES);
registerEnumType(LifeEventStateEnum, {
  name: 'LifeEventState',
  description: 'State of a life event (人员变动状态).',
  valuesConfig: {
    PLANNED: { description: 'Its day is still ahead (未到日期).' },
    TAKEN: { description: 'It holds (已生效).' },
    CANCELLED: { description: 'Cancelled before its day (已取消).' },
    UNDONE: { description: 'It was a mistake and was taken back (已撤回).' },
  },
});

export const FemaleClassEnum = enumOf(FEMALE_CLASSES);
registerEnumType(FemaleClassEnum, {
  name: 'FemaleClass',
  description: 'At which age a woman retired by the old rule (女职工原法定退休年龄).',
  valuesConfig: {
    AT_50: { description: 'At 50, now moving to 55 (原50周岁).' },
    AT_55: { description: 'At 55, now moving to 58 (原55周岁).' },
  },
});

/** What befell a person. */
@ObjectType('LifeEvent', {
  implements: Node,
  description:
    'What befell a person on a day (人员变动): the county that answers for the person writes and reads it, nobody else.',
  simpleResolvers: true,
})
export class LifeEventFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, { nullable: true, description: 'Whom (劳动力).' })
  worker?: WorkerFace | null;
  @Field(() => LifeEventKindEnum, { description: 'What (类别).' })
  kind!: string;
  @Field(() => LifeEventStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => LocalDate, { description: 'From which day on (日期).' })
  on!: string;
  @Field(() => String, { description: 'Where it is known from (原因或依据).' })
  reason!: string;
  @Field(() => String, { nullable: true, description: 'Why it was cancelled or taken back (撤回原因).' })
  endedBecause?: string | null;
  @Field(() => DateTime, { description: 'When written down (登记时间).' })
  recordedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was taken (生效时间).' })
  takenAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was cancelled or taken back (撤回时间).' })
  endedAt?: Date | null;
}

/** A life event after a change. */
@ObjectType({
  description: 'The life event after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class LifeEventPayload {
  @Field(() => LifeEventFace, { description: 'The life event.' })
  lifeEvent!: LifeEventFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
