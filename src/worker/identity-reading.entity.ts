import { defineEntity, p } from '@mikro-orm/core';

/** For what an identity may be read in full (查看用途); the same list as the table's check. */
export const READING_PURPOSES = [
  'REGISTRATION',
  'DISPATCH',
  'CONTRACT',
  'INSURANCE',
  'SUBSIDY',
  'RIGHTS_CASE',
  'CORRECTION',
] as const;
export type ReadingPurpose = (typeof READING_PURPOSES)[number];

const schema = defineEntity({
  name: 'IdentityReading',
  tableName: 'identity_reading',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    accountId: p.uuid(),
    purpose: p.string().$type<ReadingPurpose>(),
    note: p.string().nullable(),
    origin: p.string(),
    readAt: p.datetime(),
  },
});

/** Somebody read an identity in full, for a stated purpose (身份信息查看记录). A noun, so the journal has it. */
export class IdentityReading extends schema.class {}
schema.setClass(IdentityReading);
