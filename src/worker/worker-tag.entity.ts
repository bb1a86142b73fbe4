import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';

/** The dated population tags (人员类别, domain 2.2); a person may carry several. */
export const TAGS = [
  'POVERTY_ALLEVIATED',
  'MONITORED',
  'PREVENTION_TARGET',
  'LOW_INCOME',
  'RELOCATED',
  'DISABLED',
  'HARD_TO_EMPLOY',
  'GRADUATE',
  'VETERAN',
] as const;
export type Tag = (typeof TAGS)[number];

/** Why a household is monitored (监测对象类型). */
export const TAG_SUBTYPES = ['UNSTABLE', 'MARGINAL', 'SUDDEN'] as const;
export type TagSubtype = (typeof TAG_SUBTYPES)[number];

const schema = defineEntity({
  name: 'WorkerTag',
  tableName: 'worker_tag',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    tag: p.string().$type<Tag>(),
    subtype: p.string().$type<TagSubtype>().nullable(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    source: p.string(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** A tag that a worker carries from a day until, not including, another (人员标签). */
export class WorkerTag extends schema.class {
  /** The tag no longer holds from `day` on. BAD_USER_INPUT/TAG_ENDS_TOO_EARLY: it holds for a day at least. */
  endOn(day: string): void {
    if (day <= this.validFrom)
      throw badInput(
        'input.on',
        'TAG_ENDS_TOO_EARLY',
        {
          zh: `该标签自 ${this.validFrom} 起有效，失效日期应在其后。`,
          en: `This tag holds from ${this.validFrom}; it ends on a later day.`,
        },
        { allowed: [addDays(this.validFrom, 1)] },
      );
    this.validTo = day;
  }
}
schema.setClass(WorkerTag);

/** A tag that nobody carries yet. */
export type NewTagRow = Omit<InferEntity<typeof schema>, 'version'>;
