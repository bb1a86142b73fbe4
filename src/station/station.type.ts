import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { STATION_LEVELS, STATION_SIDES, WARM_HEART_SERVICES } from './service-station.entity.js';
import { WEEKDAYS } from './station.rules.js';
import { FIVE_HAVES } from './station-inspection.entity.js';

export const StationSideEnum = enumOf(STATION_SIDES);
registerEnumType(StationSideEnum, {
  name: 'StationSide',
  description: 'On which side a station stands (所在一方).',
  valuesConfig: {
    ORIGIN: { description: 'Where people come from (输出地).' },
    DESTINATION: { description: 'Where people work (输入地).' },
  },
});

export const StationLevelEnum = enumOf(STATION_LEVELS);
registerEnumType(StationLevelEnum, {
  name: 'StationLevel',
  description: 'Level of a station in its network (站点层级; domain 2.1).',
  valuesConfig: {
    CENTER: { description: 'Has branches, and none above itself (中心站).' },
    BRANCH: { description: 'Branch of a centre (分站).' },
    COMMUNITY: { description: 'Of a community or resettlement site (社区站).' },
  },
});

export const WarmHeartServiceEnum = enumOf(WARM_HEART_SERVICES);
registerEnumType(WarmHeartServiceEnum, {
  name: 'WarmHeartService',
  description: 'What a warm-heart house does for people who work away (暖心屋服务).',
  valuesConfig: {
    RIGHTS: { description: 'Stands up for their rights (维权).' },
    TRAINING: { description: 'Teaches (培训).' },
    JOB_CHANGE: { description: 'Finds another job (转岗).' },
  },
});

export const FiveHaveEnum = enumOf(FIVE_HAVES);
registerEnumType(FiveHaveEnum, {
  name: 'FiveHave',
  description: 'One of the five that a station must have (“五有”).',
  valuesConfig: {
    OFFICE: { description: 'Rooms (有办公场所).' },
    EQUIPMENT: { description: 'Equipment (有办公设备).' },
    RULES: { description: 'Rules of its work (有管理制度).' },
    STAFF: { description: 'People who work there (有工作人员).' },
    OPERATION: { description: 'Works by its rules (有规范运营).' },
  },
});

export const WeekdayEnum = enumOf(WEEKDAYS);
registerEnumType(WeekdayEnum, {
  name: 'Weekday',
  description: 'Day of the week (星期).',
  valuesConfig: Object.fromEntries(
    WEEKDAYS.map((day, i) => [
      day,
      { description: `${day.charAt(0)}${day.slice(1).toLowerCase()} (星期${'一二三四五六日'[i]}).` },
    ]),
  ),
});

/** A stretch of a day. */
@ObjectType({
  description: 'Open on one weekday from a time up to another, in Asia/Shanghai (服务时间).',
  simpleResolvers: true,
})
export class ServiceHours {
  @Field(() => WeekdayEnum, { description: 'Weekday (星期).' })
  weekday!: string;
  @Field(() => String, { description: 'From, HH:MM (开始).' })
  from!: string;
  @Field(() => String, { description: 'Closes at this time, HH:MM (结束).' })
  to!: string;
}

/** A point of the map. */
@ObjectType({ description: 'A point of the map (位置), CGCS2000, decimal degrees.', simpleResolvers: true })
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north (纬度), 3 to 54.' })
  latitude!: number;
  @Field(() => Float, { description: 'Degrees east (经度), 73 to 136.' })
  longitude!: number;
}

/** One of the five, as it was found. */
@ObjectType({ description: 'Whether a station has one of the five (“五有”之一).', simpleResolvers: true })
export class FiveHaveFinding {
  @Field(() => FiveHaveEnum, { description: 'Which one (项目).' })
  have!: string;
  @Field(() => Boolean, { description: 'It is there (是否具备).' })
  met!: boolean;
  @Field(() => String, { nullable: true, description: 'What was seen: a text or a file number (依据).' })
  evidence?: string | null;
}

/** A look at a station. */
@ObjectType('StationInspection', {
  implements: Node,
  description: 'An inspection of a station by the five haves (“五有”检查); it stays what it was.',
  simpleResolvers: true,
})
export class StationInspectionFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => LocalDate, { description: 'When (检查日期).' })
  inspectedOn!: string;
  @Field(() => String, { description: 'Name of the account that looked (检查账号名称).' })
  inspector!: string;
  @Field(() => OrganizationFace, { nullable: true, description: 'For which body it looked (检查单位).' })
  organization?: OrganizationFace | null;
  @Field(() => [FiveHaveFinding], { description: 'The five, each once (五项).' })
  findings!: FiveHaveFinding[];
  @Field(() => Boolean, { description: 'All five are there (是否达标).' })
  compliant!: boolean;
}

/** A station. */
@ObjectType('ServiceStation', {
  implements: Node,
  description:
    'A service station (劳务协作服务站): the place of an organization of type STATION. No secret to any side.',
  simpleResolvers: true,
})
export class StationFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => OrganizationFace, { nullable: true, description: 'Whose place it is (机构); bears the name.' })
  organization?: OrganizationFace | null;
  @Field(() => StationSideEnum, { description: 'Side (所在一方).' })
  side!: string;
  @Field(() => StationLevelEnum, { description: 'Level (层级).' })
  level!: string;
  @Field(() => StationFace, {
    nullable: true,
    description: 'The centre above it (中心站); a centre has none.',
  })
  center?: StationFace | null;
  @Field(() => Region, { description: 'Where it stands (所在区划).' })
  region!: Region;
  @Field(() => String, { nullable: true, description: 'Address (地址); null where not known yet.' })
  address?: string | null;
  @Field(() => GeoPoint, {
    nullable: true,
    description: 'Point of the map (位置); null where not known yet.',
  })
  location?: GeoPoint | null;
  @Field(() => String, { nullable: true, description: 'Public number (对外电话); null where not known yet.' })
  phone?: string | null;
  @Field(() => [ServiceHours], {
    description: 'When it is open (服务时间), Monday first; none: not known yet.',
  })
  hours!: ServiceHours[];
  @Field(() => [WarmHeartServiceEnum], {
    description: 'What its warm-heart house does (暖心屋服务); none: it has no house.',
  })
  warmHeart!: string[];
  @Field(() => Boolean, {
    description: 'Its newest inspection found all five (“五有”达标); false where nobody looked.',
  })
  compliant!: boolean;
  @Field(() => [StationInspectionFace], {
    nullable: true,
    description: 'Inspections (检查记录), newest first, at most 20.',
  })
  inspections?: StationInspectionFace[] | null;
  @Field(() => LocalDate, { nullable: true, description: 'First day (设站日期); null where not known.' })
  openedOn?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which it no longer serves (撤站日期).',
  })
  closedOn?: string | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const StationConnection = connectionType('ServiceStation', StationFace, 'stations (服务站)');

@InputType({ description: 'Which stations (筛选条件); each given narrows.' })
export class StationFilter {
  @Field(() => StationSideEnum, { nullable: true, description: 'Only of this side (所在一方).' })
  side?: string | null;
  @Field(() => StationLevelEnum, { nullable: true, description: 'Only of this level (层级).' })
  level?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Only of this region and all within it (区划).' })
  region?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only branches of this centre (中心站).' })
  center?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only the one of this organization (机构).' })
  organization?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only which have all five, or not (“五有”是否达标).' })
  compliant?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only with a warm-heart house, or without (有无暖心屋).',
  })
  warmHeart?: boolean | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only which serve on this day (当日在用).' })
  servesOn?: string | null;
}

/** A station after a change. */
@ObjectType({
  description: 'The station after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class StationPayload {
  @Field(() => StationFace, { description: 'The station.' })
  station!: StationFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
