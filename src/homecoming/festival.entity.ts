import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Festival',
  tableName: 'festival',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    region: p.string(),
    origin: p.string(),
    fromOn: p.date(),
    toOn: p.date(),
    version: p.integer().version(),
  },
});

/** A dated period in which a county’s people come home (节日返乡期). */
export class Festival extends schema.class {}
schema.setClass(Festival);
