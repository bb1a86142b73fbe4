import { badInput } from '#kernel/error.js';
import type { RegionFact } from '#kernel/operation.js';
import type { Organization, OrganizationType } from './organization.entity.js';

/** Where a body of a type may stand, and what may be above it; nothing above it: it hangs under nobody. */
export interface InTree {
  readonly levels: readonly string[];
  readonly under: readonly OrganizationType[];
}

/** The service network of four levels (市、县、镇、村, domain S4-13), and what hangs on it. */
export const IN_TREE: Readonly<Partial<Record<OrganizationType, InTree>>> = {
  COUNTY_BUREAU: { levels: ['PREFECTURE', 'COUNTY'], under: ['COUNTY_BUREAU'] },
  DEST_BUREAU: { levels: ['PREFECTURE', 'COUNTY'], under: ['DEST_BUREAU'] },
  TOWNSHIP: { levels: ['TOWN'], under: ['COUNTY_BUREAU'] },
  VILLAGE_COMMITTEE: { levels: ['VILLAGE', 'RESETTLEMENT_SITE'], under: ['TOWNSHIP', 'COUNTY_BUREAU'] },
  STATION: {
    levels: ['PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'],
    under: ['COUNTY_BUREAU', 'DEST_BUREAU', 'TOWNSHIP'],
  },
  COUNTY_LABOR_COMPANY: { levels: ['COUNTY'], under: ['COUNTY_BUREAU'] },
  COOPERATIVE: {
    levels: ['COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'],
    under: ['COUNTY_BUREAU', 'TOWNSHIP', 'VILLAGE_COMMITTEE'],
  },
  TRAINING_PROVIDER: { levels: ['PREFECTURE', 'COUNTY', 'TOWN'], under: ['COUNTY_BUREAU', 'DEST_BUREAU'] },
  EMPLOYER: { levels: ['PREFECTURE', 'COUNTY', 'TOWN'], under: [] },
  HR_COMPANY: { levels: ['PREFECTURE', 'COUNTY', 'TOWN'], under: [] },
};

/** What an office may write down of bodies in its region, by its own type; the platform may write down all. */
const WRITES: Readonly<Partial<Record<OrganizationType, readonly OrganizationType[]>>> = {
  PLATFORM: Object.keys(IN_TREE) as OrganizationType[],
  COUNTY_BUREAU: Object.keys(IN_TREE).filter((type) => type !== 'DEST_BUREAU') as OrganizationType[],
  DEST_BUREAU: ['DEST_BUREAU', 'STATION', 'TRAINING_PROVIDER', 'EMPLOYER', 'HR_COMPANY'],
  STATION: ['EMPLOYER', 'HR_COMPANY'],
};

/** BAD_USER_INPUT/ORGANIZATION_TYPE where an office of this type writes down no such bodies. */
export function mustWrite(by: OrganizationType, type: OrganizationType, field: string): void {
  const allowed = WRITES[by] ?? [];
  if (allowed.includes(type)) return;
  throw badInput(
    field,
    'ORGANIZATION_TYPE',
    {
      zh: `本机构可登记的机构类型：${allowed.join('、') || '无'}。`,
      en: `Your office writes down organizations of these types alone: ${allowed.join(', ') || 'none'}.`,
    },
    { allowed },
  );
}

/** BAD_USER_INPUT/ORGANIZATION_LEVEL where no body of the type stands on this level. */
export function mustStandOn(type: OrganizationType, region: RegionFact, field: string): void {
  const levels = IN_TREE[type]?.levels ?? [];
  if (levels.includes(region.level)) return;
  throw badInput(
    field,
    'ORGANIZATION_LEVEL',
    {
      zh: `该类机构应设在以下级别的区划：${levels.join('、')}。`,
      en: `Such a body stands in a region of level ${levels.join(', ')}.`,
    },
    { allowed: levels },
  );
}

/**
 * The body above stands, has a type that may be above, and answers for the region in which the other one is. BAD_USER_INPUT/PARENT_ORGANIZATION.
 * The database holds that nobody is above itself.
 */
export function mustBeAbove(above: Organization, type: OrganizationType, path: string, field: string): void {
  const under = IN_TREE[type]?.under ?? [];
  const isWider = above.type === type ? above.path.length < path.length : true;
  if (above.status === 'ACTIVE' && under.includes(above.type) && isWider && path.startsWith(above.path))
    return;
  throw badInput(
    field,
    'PARENT_ORGANIZATION',
    {
      zh: `上级机构应为在用的 ${under.join('、') || '（此类机构没有上级）'}，且负责该机构所在的区划。`,
      en: `The one above is ${under.join(' or ') || 'nobody: such a body has none'}, stands, and answers for the region in which it is.`,
    },
    { allowed: under },
  );
}
