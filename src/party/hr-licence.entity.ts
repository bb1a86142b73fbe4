import { defineEntity, p } from '@mikro-orm/core';

/**
 * What a licence of human-resources services may cover (《人力资源市场暂行条例》第十八条): job introduction is licensed, the rest
 * is filed beside it.
 */
export const LICENCE_SCOPES = [
  'JOB_INTRODUCTION',
  'INFORMATION',
  'GUIDANCE',
  'CONSULTING',
  'ASSESSMENT',
  'TRAINING',
  'OUTSOURCING',
] as const;
export type LicenceScope = (typeof LICENCE_SCOPES)[number];

const schema = defineEntity({
  name: 'HrLicence',
  tableName: 'hr_licence',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    licenceNo: p.string(),
    scope: p.array().$type<LicenceScope[]>(),
    online: p.boolean(),
    validFrom: p.date(),
    /** The last day. */
    validTo: p.date(),
    revokedOn: p.date().nullable(),
    revokedBecause: p.string().nullable(),
    version: p.integer().version(),
  },
});

/** The licence of a labour company (人力资源服务许可证), for a time. A renewal is another one. */
export class HrLicence extends schema.class {}
schema.setClass(HrLicence);
