import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, RegionCode, UnifiedSocialCreditCode } from '#kernel/scalars.js';
import { REGION_LEVELS } from '#kernel/region-code.js';
import { ROLES } from '#access/viewer.js';
import { ORGANIZATION_TYPES } from './organization.entity.js';

export const RegionLevelEnum = enumOf(REGION_LEVELS);
registerEnumType(RegionLevelEnum, {
  name: 'RegionLevel',
  description: 'Level of a region (行政区划级别).',
  valuesConfig: {
    PROVINCE: { description: 'Province, autonomous region or municipality (省级).' },
    PREFECTURE: { description: 'Prefecture or prefecture-level city (地级).' },
    COUNTY: { description: 'County, district or county-level city (县级).' },
    TOWN: { description: 'Town, township or street (乡级).' },
    VILLAGE: { description: 'Village or community (村级).' },
    RESETTLEMENT_SITE: { description: 'Relocation community laid over the divisions (安置区).' },
    REGION_GROUP: { description: 'Group of regions that a wish may name (区域, e.g. 长三角).' },
  },
});

export const OrganizationTypeEnum = enumOf(ORGANIZATION_TYPES);
registerEnumType(OrganizationTypeEnum, {
  name: 'OrganizationType',
  description: 'Kind of an organization (机构类型).',
  valuesConfig: {
    COUNTY_BUREAU: { description: 'County human-resources bureau (县级人社局).' },
    TOWNSHIP: { description: 'Township employment centre (乡镇就业服务中心).' },
    VILLAGE_COMMITTEE: { description: 'Village committee (村两委).' },
    DEST_BUREAU: { description: 'Destination-city bureau (输入地人社局).' },
    STATION: { description: 'Labour service station (劳务协作服务站).' },
    EMPLOYER: { description: 'Employer (用人单位).' },
    HR_COMPANY: { description: 'Licensed labour company (人力资源公司).' },
    TRAINING_PROVIDER: { description: 'Training provider (培训机构).' },
    COOPERATIVE: { description: 'Labour cooperative (劳务合作社).' },
    COUNTY_LABOR_COMPANY: { description: 'County labour company (县劳务公司).' },
    OBSERVER: { description: 'A body that sees aggregates only (观察单位).' },
    PLATFORM: { description: 'Who runs this deployment (平台运营方).' },
  },
});

export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What an account may do (角色).',
  valuesConfig: {
    COUNTY_BUREAU: { description: 'Origin county bureau (输出地人社局): its own people, in full.' },
    STATION_LIAISON: {
      description: 'Destination station liaison (服务站联络员): its city, masked before arrival.',
    },
    EMPLOYER: { description: 'Employer (用人单位): its own posts and who was put forward for them.' },
    OBSERVER: { description: 'Observer (观察员): aggregates only, small cells withheld.' },
    ADMIN: { description: 'Platform administrator (平台管理员): accounts and organizations, no person.' },
  },
});

export const PairingBasisEnum = enumOf(['NATIONAL', 'LOCAL'] as const);
registerEnumType(PairingBasisEnum, {
  name: 'PairingBasis',
  description: 'On what a pairing rests (结对依据).',
  valuesConfig: {
    NATIONAL: { description: 'The national east-west cooperation scheme (东西部协作).' },
    LOCAL: { description: 'A local agreement (地方协议).' },
  },
});

/** A place. */
@ObjectType({
  implements: Node,
  description: 'A region (行政区划): GB/T 2260 division, town, village, resettlement site or group.',
  simpleResolvers: true,
})
export class Region {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => RegionCode, { description: 'The code (区划代码).' })
  code!: string;
  @Field(() => String, { description: 'The name (名称).' })
  name!: string;
  @Field(() => RegionLevelEnum, { description: 'The level (级别).' })
  level!: string;
  @Field(() => Region, { nullable: true, description: 'The region above; null for a province or a group.' })
  parent?: Region | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the code is valid; null when always.',
  })
  validFrom?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the code is no longer valid; null while it is.',
  })
  validTo?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'The code that took its place (e.g. 610928 became 610981).',
  })
  successorCode?: string | null;
}

/** A body. */
@ObjectType('Organization', {
  implements: Node,
  description: 'An organization (机构): bureau, station, employer, company.',
  simpleResolvers: true,
})
export class OrganizationFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => OrganizationTypeEnum, { description: 'Kind (机构类型).' })
  type!: string;
  @Field(() => String, { description: 'Name (名称).' })
  name!: string;
  @Field(() => Region, { description: 'Region that it belongs to or answers for (所在或负责区划).' })
  region!: Region;
  @Field(() => UnifiedSocialCreditCode, {
    nullable: true,
    description: 'Unified social credit code (统一社会信用代码); null where not known.',
  })
  uscc?: string | null;
  @Field(() => OrganizationFace, {
    nullable: true,
    description:
      'The body above it in the service network (上级机构); those under it: organizations(parent:).',
  })
  parent?: OrganizationFace | null;
  @Field(() => Boolean, { description: 'Invented for the demo world (虚构): no such body exists.' })
  invented!: boolean;
}

/** A pair. */
@ObjectType('Pairing', {
  implements: Node,
  description: 'A pairing (结对关系): a dated official relation of origin and destination.',
  simpleResolvers: true,
})
export class PairingFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Region, { description: 'The origin (输出地).' })
  origin!: Region;
  @Field(() => Region, { description: 'The destination (输入地).' })
  destination!: Region;
  @Field(() => PairingBasisEnum, { description: 'On what it rests (依据).' })
  basis!: string;
  @Field(() => LocalDate, { description: 'First day (起始日期).' })
  validFrom!: string;
  @Field(() => LocalDate, { nullable: true, description: 'First day after its end; null while it holds.' })
  validTo?: string | null;
}

/** Oneself. */
@ObjectType('Viewer', { description: 'Who is asking (当前用户).', simpleResolvers: true })
export class ViewerFace {
  @Field(() => String, { description: 'Account handle (账号).' })
  handle!: string;
  @Field(() => String, { description: 'Name of the account (名称).' })
  name!: string;
  @Field(() => RoleEnum, { description: 'Role (角色).' })
  role!: string;
  @Field(() => OrganizationFace, {
    nullable: true,
    description: 'The organization that the account acts for (机构).',
  })
  organization?: OrganizationFace | null;
  @Field(() => [Region], { description: 'Origins paired today with the viewer’s city (结对输出地).' })
  pairedOrigins!: Region[];
  @Field(() => [Region], { description: 'Destinations paired today with the viewer’s county (结对输入地).' })
  pairedDestinations!: Region[];
}

export const RegionConnection = connectionType('Region', Region, 'regions (行政区划)');
export const OrganizationConnection = connectionType(
  'Organization',
  OrganizationFace,
  'organizations (机构)',
);
export const PairingConnection = connectionType('Pairing', PairingFace, 'pairings (结对关系)');
