import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const DISPATCH_STATES = [
  'PLANNED',
  'CLEARED',
  'BOOKED',
  'DEPARTED',
  'ARRIVED',
  'ON_POST',
  'CLOSED',
  'CANCELLED',
  'NO_SHOW',
  'LOST_CONTACT',
  'REFUSED_BY_EMPLOYER',
  'RETURNED',
] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** A dispatch order and its states in sentences. */
export const DISPATCH_WORDS: Stepping<DispatchState> = {
  zh: '派遣单',
  en: 'dispatch order',
  states: {
    PLANNED: '已计划',
    CLEARED: '已核验',
    BOOKED: '已登记行程',
    DEPARTED: '已出发',
    ARRIVED: '已到达',
    ON_POST: '已到岗',
    CLOSED: '已办结',
    CANCELLED: '已取消',
    NO_SHOW: '未出发',
    LOST_CONTACT: '失联',
    REFUSED_BY_EMPLOYER: '用人单位拒收',
    RETURNED: '已返回',
  },
};

/** Allowed steps (domain 3.3, Dispatch). A closed dispatch is never reopened; a new one is made. */
export const DISPATCH_STEPS: Steps<DispatchState> = {
  PLANNED: ['CLEARED', 'CANCELLED'],
  CLEARED: ['BOOKED', 'CANCELLED'],
  BOOKED: ['DEPARTED', 'NO_SHOW', 'CANCELLED'],
  DEPARTED: ['ARRIVED', 'LOST_CONTACT'],
  ARRIVED: ['ON_POST', 'REFUSED_BY_EMPLOYER', 'RETURNED'],
  ON_POST: ['CLOSED', 'RETURNED'],
  CLOSED: [],
  CANCELLED: [],
  NO_SHOW: [],
  LOST_CONTACT: [],
  REFUSED_BY_EMPLOYER: [],
  RETURNED: [],
};

/**
 * How a dispatch ends whose worker will not come any more (dead, in custody, no longer able …): the exits of
 * domain 3.3. On the post it is an employment, which other verbs end.
 */
const WITHOUT_WORKER = {
  PLANNED: 'CANCELLED',
  CLEARED: 'CANCELLED',
  BOOKED: 'CANCELLED',
  DEPARTED: 'LOST_CONTACT',
  ARRIVED: 'RETURNED',
} as const satisfies Partial<Record<DispatchState, DispatchState>>;

/** States between the plan and the post (domain 4.2, InFlight). */
export const IN_FLIGHT_STATES = Object.keys(WITHOUT_WORKER) as (keyof typeof WITHOUT_WORKER)[];

export const DISPATCH_KINDS = ['LONG_TERM', 'SEASONAL', 'RETURN_TO_FORMER'] as const;
export type DispatchKind = (typeof DISPATCH_KINDS)[number];

export const TRANSPORTS = ['CHARTER', 'SELF_REIMBURSED', 'SELF'] as const;
export type Transport = (typeof TRANSPORTS)[number];

const schema = defineEntity({
  name: 'DispatchOrder',
  tableName: 'dispatch_order',
  properties: {
    id: p.uuid().primary(),
    dispatchNo: p.string(),
    workerId: p.uuid(),
    referralId: p.uuid().nullable(),
    postingId: p.uuid(),
    employerId: p.uuid(),
    originRegion: p.string(),
    destinationRegion: p.string(),
    origin: p.string(),
    destination: p.string(),
    kind: p.string().$type<DispatchKind>(),
    transport: p.string().$type<Transport>(),
    plannedOn: p.date(),
    /** Last planned day of the work, of a seasonal dispatch alone. */
    seasonEndsOn: p.date().nullable(),
    agreementRef: p.string().nullable(),
    identityCheckedOn: p.date().nullable(),
    healthCheckedOn: p.date().nullable(),
    employerConfirmedOn: p.date().nullable(),
    state: p.string().$type<DispatchState>(),
    stateReason: p.string().nullable(),
    departedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** What must have been seen before a dispatch may go: days are past or today. */
export interface Clearance {
  /** Day on which the worker's identity was verified; null when it was not. */
  readonly identityCheckedOn: string | null;
  readonly agreementRef: string;
  readonly healthCheckedOn: string;
  readonly employerConfirmedOn: string;
}

/** The order by which one worker is sent to one employer (派遣单). */
export class DispatchOrder extends schema.class {
  /** Takes the step to `to`, or refuses with DISPATCH_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: DispatchState, reason: string | null = null): void {
    this.state = step(DISPATCH_WORDS, DISPATCH_STEPS, this.state, to, 'DISPATCH_STEP_NOT_ALLOWED');
    this.stateReason = reason;
  }

  /** The worker will not come any more: ends by the exit of its state; DISPATCH_STEP_NOT_ALLOWED outside of IN_FLIGHT_STATES. */
  endWithoutWorker(reason: string): void {
    this.moveTo(
      (WITHOUT_WORKER as Partial<Record<DispatchState, DispatchState>>)[this.state] ?? 'CANCELLED',
      reason,
    );
  }

  /** PLANNED → CLEARED. IDENTITY_NOT_VERIFIED when nobody has checked who the worker is. */
  clear(seen: Clearance): void {
    this.moveTo('CLEARED');
    if (seen.identityCheckedOn == null) throw identityNotVerified();
    this.identityCheckedOn = seen.identityCheckedOn;
    this.agreementRef = seen.agreementRef;
    this.healthCheckedOn = seen.healthCheckedOn;
    this.employerConfirmedOn = seen.employerConfirmedOn;
  }

  /** Refuses with TRIP_NEEDED when a charter was ordered: only who travels alone is booked without a trip. */
  mustTravelAlone(): void {
    if (this.transport === 'CHARTER')
      throw conflict('TRIP_NEEDED', {
        zh: '该派遣单为包车输出，请指明车次。',
        en: 'This dispatch goes by charter. Name the trip.',
      });
  }

  /** BOOKED → DEPARTED: never without identity, agreement, employer and destination station (domain 5.7, rule 1). */
  depart(now: Date, hasStation: boolean): void {
    this.moveTo('DEPARTED');
    if (this.identityCheckedOn == null) throw identityNotVerified();
    if (this.agreementRef == null || this.employerConfirmedOn == null)
      throw conflict('NOT_CLEARED', {
        zh: '缺少就业保障协议或用人单位确认，不能出发。',
        en: 'The guarantee agreement or the employer’s confirmation is missing.',
      });
    if (!hasStation)
      throw conflict('NO_DESTINATION_STATION', {
        zh: '输入地没有接站的服务站，不能出发。',
        en: 'No station at the destination can receive the worker.',
      });
    this.departedAt = now;
  }
}
schema.setClass(DispatchOrder);

function identityNotVerified() {
  return conflict('IDENTITY_NOT_VERIFIED', {
    zh: '该劳动力尚未实名核验，不能派遣。',
    en: 'The worker’s identity has not been verified. No dispatch without it.',
  });
}
