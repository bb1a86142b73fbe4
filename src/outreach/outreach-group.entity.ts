import { defineEntity, p } from '@mikro-orm/core';

export const OUTREACH_CHANNELS = ['WECHAT', 'QQ', 'DINGTALK', 'OTHER'] as const;
export type OutreachChannel = (typeof OUTREACH_CHANNELS)[number];

const schema = defineEntity({
  name: 'OutreachGroup',
  tableName: 'outreach_group',
  properties: {
    id: p.uuid().primary(),
    regionCode: p.string(),
    /** Path of the region; the stake. */
    path: p.string(),
    name: p.string(),
    channel: p.string().$type<OutreachChannel>(),
    members: p.integer(),
    countedOn: p.date(),
    closedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** A group chat by which an office reaches people (就业微信群): how many are in it, and nobody by name. */
export class OutreachGroup extends schema.class {}
schema.setClass(OutreachGroup);
