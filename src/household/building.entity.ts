import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Building',
  tableName: 'building',
  properties: {
    id: p.uuid().primary(),
    regionCode: p.string(),
    /** Path of the region; the stake. */
    origin: p.string(),
    no: p.string(),
    version: p.integer().version(),
  },
});

/** A building of a village or resettlement site (楼栋). Its number is its own there. */
export class Building extends schema.class {}
schema.setClass(Building);
