import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import type { ConsentPurpose } from '#worker/disclosure.rules.js';

/** How somebody said so. */
export const CONSENT_CHANNELS = ['PAPER', 'VISIT', 'PHONE', 'MESSAGE'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

const schema = defineEntity({
  name: 'Consent',
  tableName: 'consent',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    origin: p.string(),
    /** The organization that may know. */
    recipientId: p.uuid(),
    purpose: p.string().$type<ConsentPurpose>(),
    channel: p.string().$type<ConsentChannel>(),
    /** What the person was told before. */
    notice: p.text(),
    givenOn: p.date(),
    withdrawnOn: p.date().nullable(),
    withdrawnChannel: p.string().$type<ConsentChannel>().nullable(),
    recordedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** What a person agreed to: that one employer knows one thing of them (个人同意). */
export class Consent extends schema.class {
  /** The person takes it back; CONFLICT/CONSENT_WITHDRAWN when that was done before. */
  withdraw(day: string, channel: ConsentChannel): void {
    if (this.withdrawnOn != null)
      throw conflict('CONSENT_WITHDRAWN', {
        zh: '该同意已经撤回。',
        en: 'The consent was withdrawn already.',
      });
    this.withdrawnOn = day;
    this.withdrawnChannel = channel;
  }
}
schema.setClass(Consent);
