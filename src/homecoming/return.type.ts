import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { RETURN_REASONS, RETURN_TRANSPORTS } from './return-record.entity.js';

export const ReturnReasonEnum = enumOf(RETURN_REASONS);
registerEnumType(ReturnReasonEnum, {
  name: 'ReturnReason',
  description: 'Why somebody came home (返乡原因).',
  valuesConfig: {
    FESTIVAL: { description: 'For a festival (节日返乡).' },
    JOB_LOST: { description: 'The work is gone (失业返乡).' },
    FAMILY: { description: 'For the family (照顾家庭).' },
    ILLNESS: { description: 'Ill or injured (伤病).' },
    SEASON_END: { description: 'The season’s work is over (季节性务工结束).' },
    OTHER: { description: 'Another reason (其他).' },
  },
});

export const ReturnTransportEnum = enumOf(RETURN_TRANSPORTS);
registerEnumType(ReturnTransportEnum, {
  name: 'ReturnTransport',
  description: 'How somebody travelled home (返乡方式).',
  valuesConfig: {
    TRAIN: { description: 'By train (火车).' },
    BUS: { description: 'By bus (客车).' },
    CAR: { description: 'By car (自驾或拼车).' },
    PLANE: { description: 'By plane (飞机).' },
    MOTORCYCLE: { description: 'By motorcycle (摩托车).' },
    OTHER: { description: 'Otherwise (其他).' },
  },
});

/** A return. */
@ObjectType('ReturnRecord', {
  implements: Node,
  description:
    'A return home (返乡登记): who came back, from where, why, and until when; the county’s alone.',
  simpleResolvers: true,
})
export class ReturnRecordFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'Who (劳动力); null where the county no longer serves the person.',
  })
  worker?: WorkerFace | null;
  @Field(() => LocalDate, { description: 'Day of the return (返乡日期).' })
  returnedOn!: string;
  @Field(() => Region, { nullable: true, description: 'Back from where (原务工地).' })
  fromRegion?: Region | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'Back from which employer (原用人单位).' })
  fromEmployer?: OrganizationFace | null;
  @Field(() => ReturnReasonEnum, { description: 'Why (返乡原因): the reason on the list of returnees.' })
  reason!: string;
  @Field(() => Int, { description: 'How many came along (同行人数).' })
  companions!: number;
  @Field(() => ReturnTransportEnum, { nullable: true, description: 'How (返乡方式).' })
  transport?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Means to leave again on this day (计划外出日期).' })
  planToLeaveOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Left again on this day (再次外出日期).' })
  leftAgainOn?: string | null;
  @Field(() => Boolean, {
    description:
      'Did the person keep the work away (保留外地岗位)? A festival visit with a plan within 60 days.',
  })
  jobKept!: boolean;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'A health flag holds until this day (健康提示到期日); null: none, or over.',
  })
  healthFlagUntil?: string | null;
  @Field(() => DateTime, { description: 'When it was written down (登记时间).' })
  recordedAt!: Date;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const ReturnRecordConnection = connectionType(
  'ReturnRecord',
  ReturnRecordFace,
  'returns home (返乡登记)',
);

/** Which returnees. */
@InputType({ description: 'Which returnees (返乡回流人员筛选); all given conditions must hold.' })
export class ReturneeFilter {
  @Field(() => [ReturnReasonEnum], {
    nullable: true,
    description: 'For one of these reasons (原因); default: any.',
  })
  reasons?: string[] | null;
  @Field(() => RegionCode, { nullable: true, description: 'Served by this region or within it (地区).' })
  place?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Came home within this festival (节日返乡期); default: within the last 180 days.',
  })
  festival?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Meant to leave before today and is still here (逾期未外出), or not.',
  })
  planPassed?: boolean | null;
}

/** A return after a change. */
@ObjectType({
  description: 'The return after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ReturnRecordPayload {
  @Field(() => ReturnRecordFace, { description: 'The return.' })
  returnRecord!: ReturnRecordFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
