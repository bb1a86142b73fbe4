import { defineEntity, p } from '@mikro-orm/core';

export const MERGE_STATES = ['MERGED', 'PARTED'] as const;
export type MergeState = (typeof MERGE_STATES)[number];

const schema = defineEntity({
  name: 'WorkerMerge',
  tableName: 'worker_merge',
  properties: {
    id: p.uuid().primary(),
    /** The record that is kept. */
    workerId: p.uuid(),
    givenId: p.uuid(),
    origin: p.string(),
    state: p.string().$type<MergeState>(),
    reason: p.string(),
    /** By table the keys of the rows that came from the given record. */
    carried: p.json().$type<Readonly<Record<string, readonly string[]>>>(),
    /** Wishes that gave way to the other record's later one. */
    superseded: p.array(),
    /** Did the kept record take over the given one's present work? */
    adoptedWork: p.boolean().default(false),
    /** When the season of the kept record had ended before; null: it said nothing of one. */
    seasonBefore: p.date().nullable(),
    mergedAt: p.datetime(),
    partedAt: p.datetime().nullable(),
    partedBecause: p.string().nullable(),
    version: p.integer().version(),
  },
});

/** Two records became one (档案合并), with all that is needed to part them again. */
export class WorkerMerge extends schema.class {
  /** It was a mistake: they are two again. */
  part(now: Date, because: string): void {
    this.state = 'PARTED';
    this.partedAt = now;
    this.partedBecause = because;
  }
}
schema.setClass(WorkerMerge);
