import { defineEntity, p } from '@mikro-orm/core';
import type { IdentityVault, RegionFact } from '#kernel/operation.js';
import { type Stepping, type Steps, step } from '#kernel/steps.js';

/** Where somebody stands who is not on record: put to a county by a station, the county's own to complete, on record, or nobody's. */
export const PROVISIONAL_STATES = ['PROPOSED', 'OPEN', 'COMPLETED', 'DISMISSED'] as const;
export type ProvisionalState = (typeof PROVISIONAL_STATES)[number];

export const PROVISIONAL_STEPS: Steps<ProvisionalState> = {
  PROPOSED: ['OPEN', 'COMPLETED', 'DISMISSED'],
  OPEN: ['COMPLETED', 'DISMISSED'],
  COMPLETED: [],
  DISMISSED: [],
};

/** A provisional person and its states in sentences. */
export const PROVISIONAL_WORDS: Stepping<ProvisionalState> = {
  zh: '临时登记',
  en: 'provisional person',
  states: { PROPOSED: '待输出地确认', OPEN: '待补全', COMPLETED: '已补全', DISMISSED: '已撤销' },
};

/** Who somebody is, as far as that is known. */
export interface KnownOf {
  readonly name: string;
  readonly phone: string | null;
  readonly idNumber: string | null;
}

const schema = defineEntity({
  name: 'ProvisionalPerson',
  tableName: 'provisional_person',
  properties: {
    id: p.uuid().primary(),
    /** The organization that met the person. */
    registeredBy: p.uuid(),
    serviceRegion: p.string(),
    origin: p.string(),
    /** Name, phone and ID number as far as they are known: one sealed text. */
    identityEnc: p.text(),
    sexCode: p.smallint().nullable(),
    birthYear: p.smallint().nullable(),
    why: p.string(),
    state: p.string().$type<ProvisionalState>(),
    dueOn: p.date(),
    workerId: p.uuid().nullable(),
    settledBecause: p.string().nullable(),
    registeredAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** Somebody who is on no record (临时登记人员): outside every count until the county completes the registration. */
export class ProvisionalPerson extends schema.class {
  knownOf(vault: IdentityVault): KnownOf {
    return JSON.parse(vault.open(this.identityEnc)) as KnownOf;
  }

  /** The same, sealed by the current key of the vault. */
  resealBy(vault: IdentityVault): void {
    this.identityEnc = vault.seal(vault.open(this.identityEnc));
  }

  /** PROPOSED → OPEN: the county takes the person for its own, at this place. */
  takenBy(region: RegionFact): void {
    this.moveTo('OPEN');
    this.serviceRegion = region.code;
    this.origin = region.path;
  }

  /** The person is on record now, as this worker. */
  completedAs(workerId: string): void {
    this.moveTo('COMPLETED');
    this.workerId = workerId;
  }

  dismiss(reason: string): void {
    this.moveTo('DISMISSED');
    this.settledBecause = reason;
  }

  private moveTo(next: ProvisionalState): void {
    this.state = step(PROVISIONAL_WORDS, PROVISIONAL_STEPS, this.state, next, 'PROVISIONAL_STEP_NOT_ALLOWED');
  }
}
schema.setClass(ProvisionalPerson);
