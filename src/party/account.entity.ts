import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '#access/viewer.js';

const schema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    handle: p.string(),
    subject: p.string(),
    organizationId: p.uuid(),
    role: p.string().$type<Role>(),
    name: p.string(),
    status: p.string().$type<'ACTIVE' | 'REVOKED'>().default('ACTIVE'),
    version: p.integer().version(),
  },
});

/** Somebody who may sign in, for one organization, in one role (账号). */
export class Account extends schema.class {}
schema.setClass(Account);
