import { defineEntity, p } from '@mikro-orm/core';

export const STATION_SIDES = ['ORIGIN', 'DESTINATION'] as const;
export type StationSide = (typeof STATION_SIDES)[number];

export const STATION_LEVELS = ['CENTER', 'BRANCH', 'COMMUNITY'] as const;
export type StationLevel = (typeof STATION_LEVELS)[number];

/** What a warm-heart house does for people who work away (domain S1-18: 维权、培训、转岗). */
export const WARM_HEART_SERVICES = ['RIGHTS', 'TRAINING', 'JOB_CHANGE'] as const;
export type WarmHeartService = (typeof WARM_HEART_SERVICES)[number];

const schema = defineEntity({
  name: 'ServiceStation',
  tableName: 'service_station',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    side: p.string().$type<StationSide>(),
    level: p.string().$type<StationLevel>(),
    centerId: p.uuid().nullable(),
    regionCode: p.string(),
    path: p.string(),
    address: p.string().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    phone: p.string().nullable(),
    /** Each "weekday from-to", Monday is 1: `1 08:30-12:00`; in order. */
    hours: p.array(),
    warmHeart: p.array().$type<WarmHeartService[]>(),
    openedOn: p.date().nullable(),
    closedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** Where people who work away are served (劳务协作服务站): the place of an organization of type STATION. */
export class ServiceStation extends schema.class {}
schema.setClass(ServiceStation);
