import { defineEntity, p } from '@mikro-orm/core';
import type { WarmHeartService } from './service-station.entity.js';

const schema = defineEntity({
  name: 'StationVisit',
  tableName: 'station_visit',
  properties: {
    id: p.uuid().primary(),
    stationId: p.uuid(),
    /** Whose the visit is to know of: the body of the station, and where it stood that day. */
    organizationId: p.uuid(),
    place: p.string(),
    workerId: p.uuid().nullable(),
    visitedOn: p.date(),
    service: p.string().$type<WarmHeartService>(),
    purpose: p.string(),
    helper: p.string(),
    version: p.integer().version(),
  },
});

/** Somebody came to a warm-heart house for help (暖心屋来访), by name or not. */
export class StationVisit extends schema.class {}
schema.setClass(StationVisit);
