import { defineEntity, p } from '@mikro-orm/core';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const BOARD_STATES = [
  'LISTED',
  'BOARDED',
  'NO_SHOW',
  'LEFT_EN_ROUTE',
  'ARRIVED',
  'CANCELLED',
] as const;
export type BoardState = (typeof BOARD_STATES)[number];

/** A passenger and where it is in sentences. */
export const PASSENGER_WORDS: Stepping<BoardState> = {
  zh: '乘车人',
  en: 'passenger',
  states: {
    LISTED: '已登记',
    BOARDED: '已上车',
    NO_SHOW: '未上车',
    LEFT_EN_ROUTE: '中途下车',
    ARRIVED: '已到达',
    CANCELLED: '已取消',
  },
};

/** Allowed steps (domain 3.2, TripPassenger). */
export const BOARD_STEPS: Steps<BoardState> = {
  LISTED: ['BOARDED', 'NO_SHOW', 'CANCELLED'],
  BOARDED: ['LEFT_EN_ROUTE', 'ARRIVED'],
  NO_SHOW: [],
  LEFT_EN_ROUTE: [],
  ARRIVED: [],
  CANCELLED: [],
};

const schema = defineEntity({
  name: 'TripPassenger',
  tableName: 'trip_passenger',
  properties: {
    id: p.uuid().primary(),
    tripId: p.uuid(),
    dispatchId: p.uuid(),
    workerId: p.uuid(),
    origin: p.string(),
    destination: p.string(),
    boardState: p.string().$type<BoardState>(),
    version: p.integer().version(),
  },
});

/** One seat of a trip, taken by one dispatch (乘车人). */
export class TripPassenger extends schema.class {
  /** Takes the step to `to`, or refuses with PASSENGER_STEP_NOT_ALLOWED. */
  moveTo(to: BoardState): void {
    this.boardState = step(PASSENGER_WORDS, BOARD_STEPS, this.boardState, to, 'PASSENGER_STEP_NOT_ALLOWED');
  }
}
schema.setClass(TripPassenger);
