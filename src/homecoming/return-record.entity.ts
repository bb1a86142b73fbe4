import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';

/** Why somebody came home. */
export const RETURN_REASONS = ['FESTIVAL', 'JOB_LOST', 'FAMILY', 'ILLNESS', 'SEASON_END', 'OTHER'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** How somebody travelled. */
export const RETURN_TRANSPORTS = ['TRAIN', 'BUS', 'CAR', 'PLANE', 'MOTORCYCLE', 'OTHER'] as const;
export type ReturnTransport = (typeof RETURN_TRANSPORTS)[number];

const schema = defineEntity({
  name: 'ReturnRecord',
  tableName: 'return_record',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    origin: p.string(),
    returnedOn: p.date(),
    fromRegion: p.string().nullable(),
    fromEmployerId: p.uuid().nullable(),
    reason: p.string().$type<ReturnReason>(),
    companions: p.integer().default(0),
    transport: p.string().$type<ReturnTransport>().nullable(),
    planToLeaveOn: p.date().nullable(),
    leftAgainOn: p.date().nullable(),
    /** The work away was kept: a festival visit with a plan to leave soon. */
    jobKept: p.boolean(),
    healthFlagUntil: p.date().nullable(),
    recordedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A person came home (返乡登记). */
export class ReturnRecord extends schema.class {
  /** The person went away again; CONFLICT/ALREADY_LEFT when that is written down. */
  leave(day: string): void {
    if (this.leftAgainOn != null)
      throw conflict('ALREADY_LEFT', {
        zh: '该次返乡已登记再次外出。',
        en: 'That the person left again is written down already.',
      });
    this.leftAgainOn = day;
  }
}
schema.setClass(ReturnRecord);
