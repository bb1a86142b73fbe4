import { defineEntity, p } from '@mikro-orm/core';
import { businessDay } from '#kernel/business-day.js';
import { badInput, conflict } from '#kernel/error.js';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const ARRIVAL_STATES = [
  'EXPECTED',
  'IN_CITY',
  'ON_POST',
  'VERIFIED',
  'NO_SHOW',
  'REFUSED',
  'WITHDREW',
  'REASSIGNED',
  'RETURNED',
] as const;
export type ArrivalState = (typeof ARRIVAL_STATES)[number];

/** An arrival and its states in sentences. */
export const ARRIVAL_WORDS: Stepping<ArrivalState> = {
  zh: '到岗记录',
  en: 'arrival',
  states: {
    EXPECTED: '待到达',
    IN_CITY: '已入城',
    ON_POST: '已到岗，待核验',
    VERIFIED: '已核验',
    NO_SHOW: '未到',
    REFUSED: '用人单位拒收',
    WITHDREW: '本人放弃',
    REASSIGNED: '已转岗',
    RETURNED: '已返回',
  },
};

/** Allowed steps (domain 3.3, Arrival). Only VERIFIED counts as an arrival. */
export const ARRIVAL_STEPS: Steps<ArrivalState> = {
  EXPECTED: ['IN_CITY', 'NO_SHOW'],
  IN_CITY: ['ON_POST', 'REFUSED', 'WITHDREW'],
  ON_POST: ['VERIFIED'],
  VERIFIED: [],
  NO_SHOW: [],
  REFUSED: ['REASSIGNED', 'RETURNED'],
  WITHDREW: ['REASSIGNED', 'RETURNED'],
  REASSIGNED: [],
  RETURNED: [],
};

/** In the city, without the post that it was about: somebody finds another one, or the way home (the replacement task of domain 3.3, Dispatch). */
export const WITHOUT_POST_STATES: readonly ArrivalState[] = ['REFUSED', 'WITHDREW'];

const schema = defineEntity({
  name: 'Arrival',
  tableName: 'arrival',
  properties: {
    id: p.uuid().primary(),
    dispatchId: p.uuid(),
    workerId: p.uuid(),
    postingId: p.uuid(),
    employerId: p.uuid(),
    origin: p.string(),
    destination: p.string(),
    occupation: p.string().nullable(),
    state: p.string().$type<ArrivalState>(),
    expectedOn: p.date(),
    stationId: p.uuid().nullable(),
    inCityAt: p.datetime().nullable(),
    onPostOn: p.date().nullable(),
    receiptNo: p.string().nullable(),
    receivedBy: p.uuid().nullable(),
    verifiedAt: p.datetime().nullable(),
    verifiedBy: p.uuid().nullable(),
    note: p.string().nullable(),
    /** Why the worker did not come to work after the check-in; null while it may still come to it. */
    stateReason: p.string().nullable(),
    /** The arrival at the other post, where this one was followed by one. */
    reassignedTo: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

/** The arrival of one dispatched worker at the post (到岗). */
export class Arrival extends schema.class {
  /** Takes the step to `to`, or refuses with `reason` and what is allowed now. */
  moveTo(to: ArrivalState, reason = 'ARRIVAL_STEP_NOT_ALLOWED'): void {
    this.state = step(ARRIVAL_WORDS, ARRIVAL_STEPS, this.state, to, reason);
  }

  /**
   * The worker will not come or stay: who is expected is so no more (NO_SHOW), who was received has gone again
   * (WITHDREW), and who waits for another post does no longer (RETURNED). A receipt that was returned has no way but
   * to be verified or not (domain 3.3), and is left.
   */
  endWithoutWorker(): void {
    if (this.state === 'EXPECTED') this.moveTo('NO_SHOW');
    else if (this.state === 'IN_CITY') this.moveTo('WITHDREW');
    else if (WITHOUT_POST_STATES.includes(this.state)) this.moveTo('RETURNED');
  }

  /** EXPECTED → IN_CITY, received by this station; ALREADY_IN_CITY the second time. */
  checkIn(stationId: string | null, now: Date): void {
    this.moveTo('IN_CITY', this.inCityAt ? 'ALREADY_IN_CITY' : undefined);
    this.stationId = stationId;
    this.inCityAt = now;
  }

  /** IN_CITY → REFUSED (the employer's word) or WITHDREW (the worker's), for that reason; the second time refused as any step. */
  comeToNothing(to: 'REFUSED' | 'WITHDREW', reason: string): void {
    this.moveTo(to);
    this.stateReason = reason;
  }

  /** Refuses with ARRIVAL_STEP_NOT_ALLOWED unless the worker stands in the city without a post. */
  mustWantAnotherPost(): void {
    if (!WITHOUT_POST_STATES.includes(this.state)) this.moveTo('REASSIGNED');
  }

  /** REFUSED or WITHDREW → REASSIGNED, with the arrival at the other post. */
  followedBy(next: { readonly id: string }): void {
    this.moveTo('REASSIGNED');
    this.reassignedTo = next.id;
  }

  /**
   * IN_CITY → ON_POST by the employer's receipt; ALREADY_ON_POST the second time. The day at work lies
   * neither ahead of today nor before the check-in.
   */
  receive(receiptNo: string, onPostOn: string, today: string, receivedBy: string | null): void {
    this.moveTo('ON_POST', this.onPostOn ? 'ALREADY_ON_POST' : undefined);
    if (onPostOn > today || (this.inCityAt && onPostOn < businessDay(this.inCityAt)))
      throw badInput('input.onPostOn', 'ON_POST_DAY', {
        zh: '到岗日期不能晚于今天，也不能早于入城登记日。',
        en: 'The day at work is neither in the future nor before the check-in.',
      });
    this.receiptNo = receiptNo;
    this.onPostOn = onPostOn;
    this.receivedBy = receivedBy;
  }

  /**
   * ON_POST → VERIFIED. A receipt that was not returned is no placement (RECEIPT_MISSING); nobody verifies
   * the own receipt (OWN_RECEIPT); ALREADY_VERIFIED the second time.
   */
  verify(now: Date, verifiedBy: string | null): void {
    if (this.state === 'IN_CITY')
      throw conflict(
        'RECEIPT_MISSING',
        {
          zh: '用人单位尚未出具到岗回执，不能核验。',
          en: 'The employer has not returned a receipt yet; there is nothing to verify.',
        },
        { state: this.state, allowed: ARRIVAL_STEPS[this.state] },
      );
    this.moveTo('VERIFIED', this.state === 'VERIFIED' ? 'ALREADY_VERIFIED' : undefined);
    if (verifiedBy !== null && this.receivedBy === verifiedBy)
      throw conflict('OWN_RECEIPT', {
        zh: '出具回执与核验不能由同一账号办理。',
        en: 'Whoever gave the receipt may not verify it.',
      });
    this.verifiedAt = now;
    this.verifiedBy = verifiedBy;
  }
}
schema.setClass(Arrival);
