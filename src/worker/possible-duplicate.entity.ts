import { defineEntity, p } from '@mikro-orm/core';
import { within } from '#access/stake.js';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const DUPLICATE_STATES = ['OPEN', 'LAPSED', 'NOT_THE_SAME', 'MERGED'] as const;
export type DuplicateState = (typeof DUPLICATE_STATES)[number];

const WORDS: Stepping<DuplicateState> = {
  zh: '疑似重复',
  en: 'possible duplicate',
  states: { OPEN: '待核实', LAPSED: '已不再相似', NOT_THE_SAME: '不是同一人', MERGED: '已合并' },
};

/** Allowed steps. A verdict is remembered: only who was like another by mistake can be so anew. */
export const DUPLICATE_STEPS: Steps<DuplicateState> = {
  OPEN: ['LAPSED', 'NOT_THE_SAME', 'MERGED'],
  LAPSED: ['OPEN'],
  NOT_THE_SAME: ['MERGED'],
  MERGED: ['NOT_THE_SAME'],
};

const schema = defineEntity({
  name: 'PossibleDuplicate',
  tableName: 'possible_duplicate',
  properties: {
    id: p.uuid().primary(),
    /** The lesser key of the two. */
    workerId: p.uuid(),
    otherId: p.uuid(),
    origin: p.string(),
    otherOrigin: p.string(),
    samePhone: p.boolean(),
    sameNameAndBirth: p.boolean(),
    state: p.string().$type<DuplicateState>().default('OPEN'),
    /** Paths of the counties that say they are two. */
    toldApartBy: p.array(),
    reason: p.string().nullable(),
    foundAt: p.datetime(),
    decidedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** Two records with different ID numbers that may be of one person (疑似重复). */
export class PossibleDuplicate extends schema.class {
  /**
   * A county says that they are two people. Both sides' word is wanted: a pair within one county is decided by it, one over
   * two counties stays on the list of the other until that has said so too. DUPLICATE_DECIDED when it was decided.
   */
  tellApart(county: string, reason: string, now: Date): void {
    const said = [...new Set([...this.toldApartBy, county])];
    const both = [this.origin, this.otherOrigin].every((side) => said.some((path) => within(side, path)));
    const to = step(WORDS, DUPLICATE_STEPS, this.state, 'NOT_THE_SAME', 'DUPLICATE_DECIDED');
    this.toldApartBy = said;
    this.reason = reason;
    if (!both) return;
    this.state = to;
    this.decidedAt = now;
  }
}
schema.setClass(PossibleDuplicate);
