import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';

export const TRIP_STATES = [
  'PLANNED',
  'REGISTRATION',
  'LOCKED',
  'BOARDING',
  'DEPARTED',
  'ARRIVED',
  'HANDED_OVER',
  'CLOSED',
  'CANCELLED',
] as const;
export type TripState = (typeof TRIP_STATES)[number];

/** A trip and its states in sentences. */
export const TRIP_WORDS: Stepping<TripState> = {
  zh: '车次',
  en: 'trip',
  states: {
    PLANNED: '已计划',
    REGISTRATION: '登记中',
    LOCKED: '名单已锁定',
    BOARDING: '上车中',
    DEPARTED: '已出发',
    ARRIVED: '已到达',
    HANDED_OVER: '已交接',
    CLOSED: '已结束',
    CANCELLED: '已取消',
  },
};

/** Allowed steps (domain 3.3, Trip). */
export const TRIP_STEPS: Steps<TripState> = {
  PLANNED: ['REGISTRATION', 'CANCELLED'],
  REGISTRATION: ['LOCKED', 'CANCELLED'],
  LOCKED: ['BOARDING', 'CANCELLED'],
  BOARDING: ['DEPARTED', 'CANCELLED'],
  DEPARTED: ['ARRIVED'],
  ARRIVED: ['HANDED_OVER'],
  HANDED_OVER: ['CLOSED'],
  CLOSED: [],
  CANCELLED: [],
};

export const TRIP_MODES = ['CHARTER_BUS', 'CHARTER_TRAIN', 'CHARTER_FLIGHT', 'CARPOOL', 'TRAIN'] as const;
export type TripMode = (typeof TRIP_MODES)[number];

const schema = defineEntity({
  name: 'Trip',
  tableName: 'trip',
  properties: {
    id: p.uuid().primary(),
    tripNo: p.string(),
    mode: p.string().$type<TripMode>(),
    originRegion: p.string(),
    destinationRegion: p.string(),
    origin: p.string(),
    destination: p.string(),
    seats: p.integer(),
    booked: p.integer().default(0),
    boarded: p.integer().default(0),
    escorts: p.integer().default(0),
    carrier: p.string().nullable(),
    plate: p.string().nullable(),
    departAt: p.datetime(),
    arriveAt: p.datetime(),
    announcedAt: p.datetime().nullable(),
    departedAt: p.datetime().nullable(),
    state: p.string().$type<TripState>(),
    version: p.integer().version(),
  },
});

/** One journey of several workers from an origin to a destination (车次). */
export class Trip extends schema.class {
  /** Takes the step to `to`, or refuses with TRIP_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: TripState): void {
    this.state = step(TRIP_WORDS, TRIP_STEPS, this.state, to, 'TRIP_STEP_NOT_ALLOWED');
  }

  announce(now: Date): void {
    this.moveTo('REGISTRATION');
    this.announcedAt = now;
  }

  /** Takes a seat while passengers are still listed. TRIP_NOT_BOOKABLE, or TRIP_FULL as the database says too. */
  takeSeat(): void {
    if (this.state !== 'PLANNED' && this.state !== 'REGISTRATION')
      throw inAnotherState(TRIP_WORDS, TRIP_STEPS, this.state, 'TRIP_NOT_BOOKABLE', {
        zh: '不再接受登记',
        en: 'and takes no more passengers',
      });
    if (this.booked >= this.seats)
      throw conflict('TRIP_FULL', { zh: '该车次座位已满。', en: 'The trip has no seat left.' });
    this.booked += 1;
  }

  /** Fixes the manifest: a charter goes with an escort at least (ESCORT_NEEDED), and nobody without a seat. */
  lock(escorts: number): void {
    this.moveTo('LOCKED');
    this.escorts = escorts;
    if (this.mode.startsWith('CHARTER') && escorts < 1)
      throw conflict('ESCORT_NEEDED', {
        zh: '包车、专列、包机须至少有一名带队人员。',
        en: 'A charter needs at least one escort.',
      });
    if (this.booked > this.seats)
      throw conflict('TRIP_FULL', { zh: '登记人数超过座位数。', en: 'More passengers than seats.' });
  }

  /** BOARDING → DEPARTED with this many on board: heads are counted by who boarded, not by who was listed. */
  depart(now: Date, boarded: number): void {
    this.moveTo('DEPARTED');
    this.departedAt = now;
    this.boarded = boarded;
  }
}
schema.setClass(Trip);
