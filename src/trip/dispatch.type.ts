import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { JobPostingFace } from '#posting/posting.type.js';
import { ReferralFace } from '#referral/referral.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { DISPATCH_KINDS, DISPATCH_STATES, TRANSPORTS } from './dispatch-order.entity.js';
import { BOARD_STATES } from './trip-passenger.entity.js';
import { TripFace } from './trip.type.js';

export const DispatchStateEnum = enumOf(DISPATCH_STATES);
registerEnumType(DispatchStateEnum, {
  name: 'DispatchState',
  description: 'State of a dispatch order (派遣单状态).',
  valuesConfig: {
    PLANNED: { description: 'Planned (已计划).' },
    CLEARED: { description: 'Identity, agreement, health and employer checked (已核验).' },
    BOOKED: { description: 'On a trip, or travelling alone (已登记行程).' },
    DEPARTED: { description: 'Departed (已出发).' },
    ARRIVED: { description: 'Checked in by the destination’s station (已到达).' },
    ON_POST: { description: 'At work, receipt verified (已到岗).' },
    CLOSED: { description: 'Closed after the first follow-up (已办结).' },
    CANCELLED: { description: 'Cancelled before departure (已取消).' },
    NO_SHOW: { description: 'Was not there at departure (未出发).' },
    LOST_CONTACT: { description: 'Departed and not heard of for 48 hours (失联).' },
    REFUSED_BY_EMPLOYER: { description: 'Not taken by the employer on arrival (用人单位拒收).' },
    RETURNED: { description: 'Went home (已返回).' },
  },
});

export const DispatchKindEnum = enumOf(DISPATCH_KINDS);
registerEnumType(DispatchKindEnum, {
  name: 'DispatchKind',
  description: 'What the worker goes for (输出类型).',
  valuesConfig: {
    LONG_TERM: { description: 'Lasting work (长期务工).' },
    SEASONAL: { description: 'Work of a season (季节性务工).' },
    RETURN_TO_FORMER: { description: 'Back to the former employer (返岗).' },
  },
});

export const TransportEnum = enumOf(TRANSPORTS);
registerEnumType(TransportEnum, {
  name: 'Transport',
  description: 'Who arranges the journey (出行方式).',
  valuesConfig: {
    CHARTER: { description: 'Organized: on a trip (组织输出).' },
    SELF_REIMBURSED: { description: 'Alone, the fare paid back (自行出行，报销路费).' },
    SELF: { description: 'Alone (自行出行).' },
  },
});

export const BoardStateEnum = enumOf(BOARD_STATES);
registerEnumType(BoardStateEnum, {
  name: 'BoardState',
  description: 'Where a passenger is (乘车状态).',
  valuesConfig: {
    LISTED: { description: 'Has a seat (已登记).' },
    BOARDED: { description: 'On board (已上车).' },
    NO_SHOW: { description: 'Did not come (未上车).' },
    LEFT_EN_ROUTE: { description: 'Left on the way (中途下车).' },
    ARRIVED: { description: 'Checked in at the destination (已到达).' },
    CANCELLED: { description: 'Gave the seat back (已取消).' },
  },
});

/** The order by which one worker is sent. */
@ObjectType('DispatchOrder', {
  implements: Node,
  description: 'A dispatch order (派遣单): one worker sent to one employer, with what was checked before.',
  simpleResolvers: true,
})
export class DispatchOrderFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Number (派遣单号): origin code, day, sequence.' })
  dispatchNo!: string;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'The worker (劳动力); null when the person is not, or no longer, yours to see.',
  })
  worker?: WorkerFace | null;
  @Field(() => ReferralFace, { nullable: true, description: 'The referral that it follows (推荐).' })
  referral?: ReferralFace | null;
  @Field(() => JobPostingFace, { nullable: true, description: 'The posting (岗位).' })
  posting?: JobPostingFace | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'The employer (用人单位).' })
  employer?: OrganizationFace | null;
  @Field(() => TripFace, {
    nullable: true,
    description: 'The trip (车次); null when there is none, and for employers.',
  })
  trip?: TripFace | null;
  @Field(() => Region, { description: 'The county that the worker comes from (输出县).' })
  origin!: Region;
  @Field(() => Region, { description: 'Where the work is (输入地).' })
  destination!: Region;
  @Field(() => DispatchKindEnum, { description: 'What for (输出类型).' })
  kind!: string;
  @Field(() => TransportEnum, { description: 'Who arranges the journey (出行方式).' })
  transport!: string;
  @Field(() => LocalDate, { description: 'Planned day of departure (计划出发日).' })
  plannedOn!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last planned day of seasonal work (季节性务工预计结束日期); null of any other.',
  })
  seasonEndsOn?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Guarantee agreement (就业保障协议编号); null before clearance and for employers.',
  })
  agreementRef?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which the identity was verified (实名核验日); null for employers.',
  })
  identityCheckedOn?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day of the health check (健康检查日); null for employers.',
  })
  healthCheckedOn?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which the employer confirmed (用人单位确认日).',
  })
  employerConfirmedOn?: string | null;
  @Field(() => DispatchStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => String, { nullable: true, description: 'Why it was cancelled (原因); null for employers.' })
  stateReason?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the worker departed (出发时间).' })
  departedAt?: Date | null;
  @Field(() => DateTime, { description: 'When it was written down (创建时间).' })
  createdAt!: Date;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const DispatchOrderConnection = connectionType(
  'DispatchOrder',
  DispatchOrderFace,
  'dispatch orders (派遣单)',
);

/** One seat of a trip. */
@ObjectType({ description: 'A passenger of a trip (乘车人).', simpleResolvers: true })
export class TripPassenger {
  @Field(() => BoardStateEnum, { description: 'Where the passenger is (乘车状态).' })
  boardState!: string;
  @Field(() => DispatchOrderFace, { nullable: true, description: 'The dispatch order (派遣单).' })
  dispatch?: DispatchOrderFace | null;
}

/** Which dispatch orders. */
@InputType({ description: 'Which dispatch orders (派遣单筛选); all given conditions must hold.' })
export class DispatchFilter {
  @Field(() => [DispatchStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this worker (劳动力).' })
  worker?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Booked on this trip (车次): its manifest. Nobody where the trip is not yours to see.',
  })
  trip?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this employer (用人单位).' })
  employer?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Workers of this origin or within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Work in this region or within it (输入地).' })
  destination?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Planned to depart on this day or later.' })
  plannedFrom?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Planned to depart on this day or earlier.' })
  plannedTo?: string | null;
}

/** A dispatch order after a change. */
@ObjectType({
  description: 'The dispatch order after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class DispatchPayload {
  @Field(() => DispatchOrderFace, { description: 'The dispatch order.' })
  dispatch!: DispatchOrderFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
