import { defineEntity, p } from '@mikro-orm/core';
import { addDays } from '#kernel/business-day.js';
import { conflict } from '#kernel/error.js';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';

export const REFERRAL_STATES = [
  'CREATED',
  'SENT',
  'VIEWED',
  'NO_RESPONSE',
  'INTERESTED',
  'DECLINED',
  'SUBMITTED',
  'INTERVIEW',
  'OFFERED',
  'REJECTED',
  'ACCEPTED',
  'OFFER_DECLINED',
  'OFFER_EXPIRED',
  'PLACED',
  'CANCELLED',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** A referral and its states in sentences. */
export const REFERRAL_WORDS: Stepping<ReferralState> = {
  zh: '推荐',
  en: 'referral',
  states: {
    CREATED: '已创建',
    SENT: '已推送',
    VIEWED: '已查看',
    NO_RESPONSE: '未回应',
    INTERESTED: '有意向',
    DECLINED: '无意向',
    SUBMITTED: '已送企业',
    INTERVIEW: '面试',
    OFFERED: '拟录用',
    REJECTED: '未录用',
    ACCEPTED: '已接受录用',
    OFFER_DECLINED: '放弃录用',
    OFFER_EXPIRED: '录用逾期',
    PLACED: '已就业',
    CANCELLED: '已取消',
  },
};

/**
 * Allowed steps (domain 3.3, Referral). ACCEPTED → OFFER_EXPIRED is the lapse of a hold (domain 4.3: a place
 * is held for 7 days).
 */
export const REFERRAL_STEPS: Steps<ReferralState> = {
  CREATED: ['SENT', 'CANCELLED'],
  SENT: ['VIEWED', 'NO_RESPONSE', 'CANCELLED'],
  VIEWED: ['INTERESTED', 'DECLINED', 'CANCELLED'],
  NO_RESPONSE: ['CANCELLED'],
  INTERESTED: ['SUBMITTED', 'CANCELLED'],
  DECLINED: [],
  SUBMITTED: ['INTERVIEW', 'OFFERED', 'REJECTED', 'CANCELLED'],
  INTERVIEW: ['OFFERED', 'REJECTED', 'CANCELLED'],
  OFFERED: ['ACCEPTED', 'OFFER_DECLINED', 'OFFER_EXPIRED', 'CANCELLED'],
  REJECTED: [],
  ACCEPTED: ['PLACED', 'OFFER_EXPIRED', 'CANCELLED'],
  OFFER_DECLINED: [],
  OFFER_EXPIRED: [],
  PLACED: [],
  CANCELLED: [],
};

/** States in which a referral still runs: one worker has at most one such referral to one posting. */
export const OPEN_REFERRAL_STATES = REFERRAL_STATES.filter((s) => REFERRAL_STEPS[s].length > 0);

export const REFERRAL_CHANNELS = ['SMS', 'PHONE', 'LOUDSPEAKER', 'WECHAT', 'VISIT', 'APP'] as const;
export type ReferralChannel = (typeof REFERRAL_CHANNELS)[number];

/** What a worker says to a referral; each is the state that it leads to. */
export const REFERRAL_ANSWERS = ['VIEWED', 'INTERESTED', 'DECLINED'] as const;
export type ReferralAnswer = (typeof REFERRAL_ANSWERS)[number];

/** Days for which an accepted place is held before a dispatch is planned (domain 4.3). */
export const HOLD_DAYS = 7;

const schema = defineEntity({
  name: 'Referral',
  tableName: 'referral',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    postingId: p.uuid(),
    employerId: p.uuid(),
    origin: p.string(),
    destination: p.string(),
    state: p.string().$type<ReferralState>(),
    stateReason: p.string().nullable(),
    targeted: p.boolean(),
    channel: p.string().$type<ReferralChannel>().nullable(),
    sentAt: p.datetime().nullable(),
    submittedAt: p.datetime().nullable(),
    acceptedAt: p.datetime().nullable(),
    holdUntil: p.date().nullable(),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A worker put forward for a posting (推荐). */
export class Referral extends schema.class {
  /** Takes the step to `to`, or refuses with REFERRAL_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: ReferralState, reason: string | null = null): void {
    this.state = step(REFERRAL_WORDS, REFERRAL_STEPS, this.state, to, 'REFERRAL_STEP_NOT_ALLOWED');
    this.stateReason = reason;
  }

  send(channel: ReferralChannel, now: Date): void {
    this.moveTo('SENT');
    this.channel = channel;
    this.sentAt = now;
  }

  /** From now on the employer knows of the worker. */
  submit(now: Date): void {
    this.moveTo('SUBMITTED');
    this.submittedAt = now;
  }

  /** The worker takes the offer; the place is held from today for HOLD_DAYS. */
  accept(now: Date, today: string): void {
    this.moveTo('ACCEPTED');
    this.acceptedAt = now;
    this.holdUntil = addDays(today, HOLD_DAYS);
  }

  /** Is somebody on the way by this referral? Then its hold has no end until the journey has one. */
  isOnTheWay(): boolean {
    return this.state === 'ACCEPTED' && this.holdUntil == null;
  }

  /** A dispatch was planned: the hold no longer lapses. REFERRAL_NOT_ACCEPTED or HOLD_LAPSED otherwise. */
  keepForJourney(today: string): void {
    this.mustBeAccepted();
    if (this.holdUntil != null && this.holdUntil <= today)
      throw conflict('HOLD_LAPSED', {
        zh: '该名额的保留期已过，请重新推荐。',
        en: 'The hold on the place has lapsed. Refer the worker anew.',
      });
    this.holdUntil = null;
  }

  /** The dispatch came to nothing: the place is held as from a fresh acceptance. */
  holdAgain(today: string): void {
    if (this.state === 'ACCEPTED') this.holdUntil = addDays(today, HOLD_DAYS);
  }

  /** Refuses with REFERRAL_NOT_ACCEPTED unless the employer offers and the worker has taken the offer. */
  mustBeAccepted(): void {
    if (this.state !== 'ACCEPTED')
      throw inAnotherState(REFERRAL_WORDS, REFERRAL_STEPS, this.state, 'REFERRAL_NOT_ACCEPTED', {
        zh: `须先为“${REFERRAL_WORDS.states.ACCEPTED}”`,
        en: 'and the worker must have accepted an offer',
      });
  }
}
schema.setClass(Referral);
