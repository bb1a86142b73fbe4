import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';

const schema = defineEntity({
  name: 'TrainingEntrustment',
  tableName: 'training_entrustment',
  properties: {
    id: p.uuid().primary(),
    /** Path of the county that entrusts; the stake. */
    origin: p.string(),
    providerId: p.uuid(),
    entrustmentNo: p.string(),
    occupation: p.string(),
    persons: p.integer(),
    costFen: p.bigint('number').nullable(),
    issuedOn: p.date(),
    fromOn: p.date(),
    toOn: p.date(),
    cancelledOn: p.date().nullable(),
    cancelledBecause: p.string().nullable(),
    version: p.integer().version(),
  },
});

/** A county commissions a provider to train people (培训委托书). */
export class TrainingEntrustment extends schema.class {
  /** It is taken back; CONFLICT/ENTRUSTMENT_CANCELLED the second time. */
  cancel(day: string, because: string): void {
    if (this.cancelledOn != null)
      throw conflict('ENTRUSTMENT_CANCELLED', {
        zh: '该培训委托书已撤销。',
        en: 'The entrustment was cancelled already.',
      });
    this.cancelledOn = day;
    this.cancelledBecause = because;
  }
}
schema.setClass(TrainingEntrustment);
