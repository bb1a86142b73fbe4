import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime, LocalDate, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import type { DispatchKind, Transport } from './dispatch-order.entity.js';
import { DispatchKindEnum, TransportEnum } from './dispatch.type.js';
import type { TripMode } from './trip.entity.js';
import { TripModeEnum } from './trip.type.js';

@InputType({ description: 'A new dispatch order (新派遣单), from a referral whose offer the worker took.' })
export class PlanDispatchInput extends WriteInput {
  @Field(() => ID, { description: 'The referral (推荐). Errors: REFERRAL_NOT_ACCEPTED, HOLD_LAPSED.' })
  referral!: string;
  @Field(() => DispatchKindEnum, { description: 'What for (输出类型).' })
  kind!: DispatchKind;
  @Field(() => TransportEnum, { description: 'Who arranges the journey (出行方式).' })
  transport!: Transport;
  @Field(() => LocalDate, {
    description:
      'Planned day of departure (计划出发日): today or later, within 180 days. Error: PLANNED_DAY.',
  })
  plannedOn!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last planned day of SEASONAL work (季节性务工预计结束日期), needed there and nowhere else: after the departure, within 366 days of it. Errors: SEASON_END, NOT_SEASONAL.',
  })
  seasonEndsOn?: string | null;
}

@InputType({ description: 'What was checked before a dispatch may go (派遣核验).' })
export class ClearDispatchInput extends IdInput {
  @Field(() => String, { description: 'Guarantee agreement (就业保障协议编号), 1 to 100 characters.' })
  agreementRef!: string;
  @Field(() => LocalDate, { description: 'Day of the health check (健康检查日), not ahead.' })
  healthCheckedOn!: string;
  @Field(() => LocalDate, { description: 'Day on which the employer confirmed (用人单位确认日), not ahead.' })
  employerConfirmedOn!: string;
}

@InputType({ description: 'Book a cleared dispatch (登记行程).' })
export class BookDispatchInput extends IdInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The trip (车次); none: the worker travels alone. Errors: TRIP_FULL, TRIP_ANOTHER_WAY.',
  })
  trip?: string | null;
}

@InputType({ description: 'A new trip (新车次).' })
export class PlanTripInput extends WriteInput {
  @Field(() => TripModeEnum, { description: 'How it goes (方式).' })
  mode!: TripMode;
  @Field(() => RegionCode, { description: 'Where it leaves from (出发地).' })
  origin!: string;
  @Field(() => RegionCode, { description: 'Where it goes (目的地).' })
  destination!: string;
  @Field(() => Int, { description: 'Seats (座位数), 1 to 2000.' })
  seats!: number;
  @Field(() => DateTime, {
    description: 'Planned departure (计划出发时间), after now, within 366 days. Error: TRIP_TIMES.',
  })
  departAt!: Date;
  @Field(() => DateTime, {
    description: 'Planned arrival (计划到达时间), after the departure, within 14 days of it.',
  })
  arriveAt!: Date;
  @Field(() => Int, { nullable: true, description: 'Escorts (带队人数), 0 to 2000; default 0.' })
  escorts?: number | null;
  @Field(() => String, { nullable: true, description: 'Carrier (承运单位), at most 200 characters.' })
  carrier?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Plate, train or flight number (车牌或班次), at most 20 characters that can be seen. Errors: TEXT_LENGTH, CONTROL_CHARACTER.',
  })
  plate?: string | null;
}

@InputType({ description: 'Fix the manifest of a trip (锁定名单).' })
export class LockTripInput extends IdInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Escorts now (带队人数); default: as planned. Error: ESCORT_NEEDED for a charter without.',
  })
  escorts?: number | null;
}

@InputType({ description: 'A trip departs (车次出发).' })
export class DepartTripInput extends IdInput {
  @Field(() => [ID], {
    description: 'Dispatch orders of those on board (已上车派遣单); whoever else is listed becomes NO_SHOW.',
  })
  boarded!: string[];
}
