import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Pairing',
  tableName: 'pairing',
  properties: {
    id: p.uuid().primary(),
    originCode: p.string(),
    destinationCode: p.string(),
    origin: p.string(),
    destination: p.string(),
    basis: p.string().$type<'NATIONAL' | 'LOCAL'>(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** The dated official relation of an origin and a destination (结对关系). */
export class Pairing extends schema.class {}
schema.setClass(Pairing);
