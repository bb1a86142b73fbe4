import { Field, Float, ID, InputType } from 'type-graphql';
import { LocalDate, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';
import {
  FiveHaveEnum,
  StationLevelEnum,
  StationSideEnum,
  WarmHeartServiceEnum,
  WeekdayEnum,
} from './station.type.js';

const CENTER = 'The centre of which it is a branch (中心站). Errors: CENTER_OF_STATION, STATION_CLOSED.';
const REGION =
  'Where it stands (所在区划): the region of its organization or one within it; default: that region. Error: STATION_PLACE.';
const ADDRESS = 'Address (地址), 2 to 200 characters.';
const LOCATION = 'Point of the map (位置). Error: LOCATION.';
const PHONE =
  'Public number (对外电话): a landline with area code, a mobile, 400 or 12333. Error: STATION_PHONE.';
const HOURS = 'When it is open (服务时间), three stretches a day at most; all of them. Error: SERVICE_HOURS.';
const WARM_HEART = 'What its warm-heart house does (暖心屋服务); none: it has no house.';
const OPENED = 'First day (设站日期), from 1980 on. Error: STATION_DAYS.';

@InputType({ description: 'Open on one weekday from a time up to another (服务时间).' })
export class ServiceHoursInput {
  @Field(() => WeekdayEnum, { description: 'Weekday (星期).' })
  weekday!: string;
  @Field(() => String, { description: 'From, HH:MM (开始). Error: SERVICE_HOURS.' })
  from!: string;
  @Field(() => String, { description: 'To, HH:MM, later than from (结束). Error: SERVICE_HOURS.' })
  to!: string;
}

@InputType({ description: 'A point of the map (位置), CGCS2000, decimal degrees.' })
export class GeoPointInput {
  @Field(() => Float, { description: 'Degrees north (纬度), 3 to 54; kept to six decimals.' })
  latitude!: number;
  @Field(() => Float, { description: 'Degrees east (经度), 73 to 136; kept to six decimals.' })
  longitude!: number;
}

@InputType({ description: 'A station to register (登记服务站).' })
export class RegisterStationInput extends WriteInput {
  @Field(() => ID, {
    description: 'Whose place it is (机构). Errors: NOT_A_STATION, STATION_ALREADY_REGISTERED.',
  })
  organization!: string;
  @Field(() => StationSideEnum, { description: 'Side (所在一方).' })
  side!: string;
  @Field(() => StationLevelEnum, { description: 'Level (层级).' })
  level!: string;
  @Field(() => ID, { nullable: true, description: CENTER })
  center?: string | null;
  @Field(() => RegionCode, { nullable: true, description: REGION })
  region?: string | null;
  @Field(() => String, { nullable: true, description: ADDRESS })
  address?: string | null;
  @Field(() => GeoPointInput, { nullable: true, description: LOCATION })
  location?: GeoPointInput | null;
  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
  @Field(() => [ServiceHoursInput], { nullable: true, description: HOURS })
  hours?: ServiceHoursInput[] | null;
  @Field(() => [WarmHeartServiceEnum], { nullable: true, description: WARM_HEART })
  warmHeart?: string[] | null;
  @Field(() => LocalDate, { nullable: true, description: OPENED })
  openedOn?: string | null;
}

@InputType({
  description:
    'What is said of a station now (更正服务站); what is left out stays. null takes away: center, address, location, phone.',
})
export class CorrectStationInput extends CorrectionInput {
  @Field(() => StationSideEnum, { nullable: true, description: 'Side (所在一方).' })
  side?: string | null;
  @Field(() => StationLevelEnum, {
    nullable: true,
    description: 'Level (层级). Error: STATION_HAS_BRANCHES.',
  })
  level?: string | null;
  @Field(() => ID, { nullable: true, description: CENTER })
  center?: string | null;
  @Field(() => RegionCode, { nullable: true, description: REGION })
  region?: string | null;
  @Field(() => String, { nullable: true, description: ADDRESS })
  address?: string | null;
  @Field(() => GeoPointInput, { nullable: true, description: LOCATION })
  location?: GeoPointInput | null;
  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
  @Field(() => [ServiceHoursInput], { nullable: true, description: HOURS })
  hours?: ServiceHoursInput[] | null;
  @Field(() => [WarmHeartServiceEnum], { nullable: true, description: WARM_HEART })
  warmHeart?: string[] | null;
  @Field(() => LocalDate, { nullable: true, description: OPENED })
  openedOn?: string | null;
}

@InputType({ description: 'A station that serves no more (撤站).' })
export class CloseStationInput extends IdInput {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which it no longer serves (撤站日期); default: today. Errors: STATION_DAYS, STATION_HAS_BRANCHES.',
  })
  closedOn?: string | null;
}

@InputType({ description: 'Whether a station has one of the five (“五有”之一).' })
export class FiveHaveFindingInput {
  @Field(() => FiveHaveEnum, { description: 'Which one (项目).' })
  have!: string;
  @Field(() => Boolean, { description: 'It is there (是否具备).' })
  met!: boolean;
  @Field(() => String, {
    nullable: true,
    description:
      'What was seen: a text or a file number (依据), 2 to 200 characters; must be said of what is there. Error: TEXT_LENGTH.',
  })
  evidence?: string | null;
}

@InputType({ description: 'What an inspection found (“五有”检查).' })
export class InspectStationInput extends IdInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When (检查日期); default: today. Error: INSPECTION_DAY.',
  })
  inspectedOn?: string | null;
  @Field(() => [FiveHaveFindingInput], {
    description: 'The five, each once (五项). Error: FIVE_HAVES_INCOMPLETE.',
  })
  findings!: FiveHaveFindingInput[];
}
