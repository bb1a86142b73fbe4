import { defineEntity, p } from '@mikro-orm/core';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const TRANSFER_STATES = ['REQUESTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'LAPSED'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** A transfer request and its states in sentences. */
export const TRANSFER_WORDS: Stepping<TransferState> = {
  zh: '转移申请',
  en: 'transfer request',
  states: {
    REQUESTED: '待答复',
    ACCEPTED: '已同意',
    REFUSED: '已拒绝',
    WITHDRAWN: '已撤回',
    LAPSED: '已失效',
  },
};

/** Allowed steps: one answer, by the county that has the person, or none any more. */
export const TRANSFER_STEPS: Steps<TransferState> = {
  REQUESTED: ['ACCEPTED', 'REFUSED', 'WITHDRAWN', 'LAPSED'],
  ACCEPTED: [],
  REFUSED: [],
  WITHDRAWN: [],
  LAPSED: [],
};

const schema = defineEntity({
  name: 'TransferRequest',
  tableName: 'transfer_request',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    /** Path of the service region when it was asked. */
    fromOrigin: p.string(),
    toRegion: p.string(),
    toOrigin: p.string(),
    askedBy: p.uuid(),
    reason: p.string(),
    state: p.string().$type<TransferState>(),
    answer: p.string().nullable(),
    askedAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** A county asks another to hand on a person (转移申请). */
export class TransferRequest extends schema.class {
  /** Ends it, with the words that the other side reads. CONFLICT/TRANSFER_STEP_NOT_ALLOWED when it has ended. */
  end(to: Exclude<TransferState, 'REQUESTED'>, answer: string | null, now: Date): void {
    this.state = step(TRANSFER_WORDS, TRANSFER_STEPS, this.state, to, 'TRANSFER_STEP_NOT_ALLOWED');
    this.answer = answer;
    this.answeredAt = now;
  }
}
schema.setClass(TransferRequest);
