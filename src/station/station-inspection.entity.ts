import { defineEntity, p } from '@mikro-orm/core';

/** The five haves of a station (“五有”, domain S1-05), in the order in which they are named. */
export const FIVE_HAVES = ['OFFICE', 'EQUIPMENT', 'RULES', 'STAFF', 'OPERATION'] as const;
export type FiveHave = (typeof FIVE_HAVES)[number];

const schema = defineEntity({
  name: 'StationInspection',
  tableName: 'station_inspection',
  properties: {
    id: p.uuid().primary(),
    stationId: p.uuid(),
    inspectedOn: p.date(),
    /** Whose word it is: the account, and the body for which it looked. */
    inspectorId: p.uuid(),
    organizationId: p.uuid(),
    office: p.boolean(),
    equipment: p.boolean(),
    rules: p.boolean(),
    staff: p.boolean(),
    operation: p.boolean(),
    /** What was seen of each, in the order of FIVE_HAVES; empty where there was nothing. */
    evidence: p.array(),
    version: p.integer().version(),
  },
});

/** One look at whether a station has the five (“五有”检查). It stays what it was; a later look is another one. */
export class StationInspection extends schema.class {}
schema.setClass(StationInspection);
