import { defineEntity, p } from '@mikro-orm/core';

export const AGREEMENT_LEVELS = ['PREFECTURE', 'COUNTY'] as const;
export type AgreementLevel = (typeof AGREEMENT_LEVELS)[number];

const schema = defineEntity({
  name: 'CooperationAgreement',
  tableName: 'cooperation_agreement',
  properties: {
    id: p.uuid().primary(),
    pairingId: p.uuid(),
    /** Paths of the pairing's two sides; the stake. */
    origin: p.string(),
    destination: p.string(),
    year: p.integer(),
    level: p.string().$type<AgreementLevel>(),
    signedOn: p.date(),
    parties: p.array(),
    documentRef: p.string(),
    clauses: p.array(),
    version: p.integer().version(),
  },
});

/** What the two sides of a pairing agreed on for one year (劳务协作协议). */
export class CooperationAgreement extends schema.class {}
schema.setClass(CooperationAgreement);
