import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position, RegionCode } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { TRIP_MODES, TRIP_STATES } from './trip.entity.js';

export const TripStateEnum = enumOf(TRIP_STATES);
registerEnumType(TripStateEnum, {
  name: 'TripState',
  description: 'State of a trip (车次状态).',
  valuesConfig: {
    PLANNED: { description: 'Planned (已计划).' },
    REGISTRATION: { description: 'Announced, people sign up (登记中).' },
    LOCKED: { description: 'The manifest is fixed (名单已锁定).' },
    BOARDING: { description: 'Boarding (上车中).' },
    DEPARTED: { description: 'Departed (已出发).' },
    ARRIVED: { description: 'Arrived (已到达).' },
    HANDED_OVER: { description: 'Handed over to station and employers (已交接).' },
    CLOSED: { description: 'Closed (已结束).' },
    CANCELLED: { description: 'Cancelled (已取消).' },
  },
});

export const TripModeEnum = enumOf(TRIP_MODES);
registerEnumType(TripModeEnum, {
  name: 'TripMode',
  description: 'How a trip goes (输出方式).',
  valuesConfig: {
    CHARTER_BUS: { description: 'Chartered bus (包车).' },
    CHARTER_TRAIN: { description: 'Chartered train or coach of a train (专列、包厢).' },
    CHARTER_FLIGHT: { description: 'Chartered flight (包机).' },
    CARPOOL: { description: 'Shared car (拼车).' },
    TRAIN: { description: 'Ordinary train (火车).' },
  },
});

/** A journey of several workers. */
@ObjectType('Trip', {
  implements: Node,
  description: 'A trip (车次): one journey of several workers from an origin to a destination.',
  simpleResolvers: true,
})
export class TripFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Number (车次编号): origin code, day of departure, sequence.' })
  tripNo!: string;
  @Field(() => TripModeEnum, { description: 'How it goes (方式).' })
  mode!: string;
  @Field(() => Region, { description: 'Where it leaves from (出发地).' })
  origin!: Region;
  @Field(() => Region, { description: 'Where it goes (目的地).' })
  destination!: Region;
  @Field(() => Int, { description: 'Seats (座位数), 1 to 2000.' })
  seats!: number;
  @Field(() => Int, { description: 'Seats taken (已登记人数).' })
  booked!: number;
  @Field(() => Int, { description: 'Seats left (剩余座位).' })
  seatsLeft!: number;
  @Field(() => Int, { description: 'Heads on board at departure (实际上车人数); 0 before.' })
  boarded!: number;
  @Field(() => Int, { description: 'Escorts (带队人数); a charter has at least one.' })
  escorts!: number;
  @Field(() => String, { nullable: true, description: 'Carrier (承运单位).' })
  carrier?: string | null;
  @Field(() => String, { nullable: true, description: 'Plate, train or flight number (车牌或班次).' })
  plate?: string | null;
  @Field(() => DateTime, { description: 'Planned departure (计划出发时间).' })
  departAt!: Date;
  @Field(() => DateTime, { description: 'Planned arrival (计划到达时间).' })
  arriveAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was announced (发布时间).' })
  announcedAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it really departed (实际出发时间).' })
  departedAt?: Date | null;
  @Field(() => TripStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const TripConnection = connectionType('Trip', TripFace, 'trips (车次)');

/** Which trips. */
@InputType({ description: 'Which trips (车次筛选); all given conditions must hold.' })
export class TripFilter {
  @Field(() => [TripStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: string[] | null;
  @Field(() => RegionCode, { nullable: true, description: 'Leaving from this region or within it (出发地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Going to this region or within it (目的地).' })
  destination?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Planned to depart at this time or later.' })
  departFrom?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Planned to depart before this time.' })
  departBefore?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Only with a seat left (有余座).' })
  withSeats?: boolean | null;
}

/** A trip after a change. */
@ObjectType({
  description: 'The trip after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class TripPayload {
  @Field(() => TripFace, { description: 'The trip.' })
  trip!: TripFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
