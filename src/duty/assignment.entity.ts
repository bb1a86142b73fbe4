import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Assignment',
  tableName: 'assignment',
  properties: {
    id: p.uuid().primary(),
    officerId: p.uuid(),
    workerId: p.uuid().nullable(),
    buildingId: p.uuid().nullable(),
    regionCode: p.string().nullable(),
    /** What it is about, in one word; see `areaKeyOf`. */
    areaKey: p.string(),
    /** Path of the person, building or region; the stake. */
    origin: p.string(),
    beganOn: p.date(),
    endedOn: p.date().nullable(),
    /** Why it began: of a person always, of an area when somebody had it before. */
    reason: p.string().nullable(),
    endedFor: p.string().nullable(),
    succeededBy: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

/** That an officer is responsible for an area or for one person, from a day until another (责任关系). */
export class Assignment extends schema.class {
  /** It holds no more from `day` on. `successor`: who follows in the same area, in the same transaction. */
  end(day: string, reason: string, successor: string | null = null): void {
    this.endedOn = day;
    this.endedFor = reason;
    this.succeededBy = successor;
  }
}
schema.setClass(Assignment);
