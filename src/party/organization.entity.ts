import { defineEntity, p } from '@mikro-orm/core';

export const ORGANIZATION_TYPES = [
  'COUNTY_BUREAU',
  'TOWNSHIP',
  'VILLAGE_COMMITTEE',
  'DEST_BUREAU',
  'STATION',
  'EMPLOYER',
  'HR_COMPANY',
  'TRAINING_PROVIDER',
  'COOPERATIVE',
  'COUNTY_LABOR_COMPANY',
  'OBSERVER',
  'PLATFORM',
] as const;
export type OrganizationType = (typeof ORGANIZATION_TYPES)[number];

const schema = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    id: p.uuid().primary(),
    key: p.string().nullable(),
    type: p.string().$type<OrganizationType>(),
    name: p.string(),
    regionCode: p.string(),
    path: p.string(),
    uscc: p.string().nullable(),
    parentId: p.uuid().nullable(),
    level: p.string().nullable(),
    side: p.string().nullable(),
    status: p.string().$type<'ACTIVE' | 'CLOSED'>().default('ACTIVE'),
    verifiedOn: p.date().nullable(),
    invented: p.boolean().default(false),
    version: p.integer().version(),
  },
});

/** A body of either side: bureau, station, employer, company (机构). */
export class Organization extends schema.class {}
schema.setClass(Organization);
