import { defineEntity, p } from '@mikro-orm/core';

/** What somebody is to the head of the household (与户主关系), by the nine groups of GB/T 4761. */
export const RELATIONS = [
  'HEAD',
  'SPOUSE',
  'SON',
  'DAUGHTER',
  'GRANDCHILD',
  'PARENT',
  'GRANDPARENT',
  'SIBLING',
  'OTHER',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Why somebody is of the household no more, as the county says it. */
export const LEAVE_REASONS = [
  'MARRIED_OUT',
  'SPLIT',
  'DIED',
  'MOVED_AWAY',
  'WRONGLY_REGISTERED',
  'OTHER',
] as const;
/** The same, and MOVED_COUNTY: another county answers for the person now, and the system drew the line. */
export type LeftFor = (typeof LEAVE_REASONS)[number] | 'MOVED_COUNTY';

const schema = defineEntity({
  name: 'HouseholdMember',
  tableName: 'household_member',
  properties: {
    id: p.uuid().primary(),
    householdId: p.uuid(),
    workerId: p.uuid(),
    relation: p.string().$type<Relation>(),
    joinedOn: p.date(),
    /** First day on which the person is of it no more; null while of it. */
    leftOn: p.date().nullable(),
    leftFor: p.string().$type<LeftFor>().nullable(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** That a person belongs to a household from a day on (家庭成员). At most one household at any time. */
export class HouseholdMember extends schema.class {
  /** From `day` on the person is of it no more. What was, was: the record stays. */
  leave(day: string, reason: LeftFor): void {
    this.leftOn = day;
    this.leftFor = reason;
  }
}
schema.setClass(HouseholdMember);
