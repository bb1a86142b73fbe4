import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportAgreement',
  tableName: 'export_agreement',
  properties: {
    id: p.uuid().primary(),
    /** Paths of the county that signed and of the region where the work is. */
    origin: p.string(),
    destination: p.string(),
    companyId: p.uuid(),
    employerIds: p.array(),
    agreementNo: p.string(),
    signedOn: p.date(),
    validFrom: p.date(),
    /** The first day on which it holds no more. */
    validTo: p.date(),
    clauses: p.array(),
    version: p.integer().version(),
  },
});

/** A county and a labour company agree to send people point to point to named employers (劳务输出协议). */
export class ExportAgreement extends schema.class {}
schema.setClass(ExportAgreement);
