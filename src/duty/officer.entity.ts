import { defineEntity, p } from '@mikro-orm/core';

/** What an officer is called where the people live. */
export const OFFICER_KINDS = ['BUILDING_HEAD', 'GRID_HEAD', 'EMPLOYMENT_INFO_OFFICER', 'LIAISON'] as const;
export type OfficerKind = (typeof OFFICER_KINDS)[number];

const schema = defineEntity({
  name: 'Officer',
  tableName: 'officer',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    kind: p.string().$type<OfficerKind>(),
    regionCode: p.string(),
    /** Path of the region; the stake. */
    origin: p.string(),
    /** The account by which the officer signs in, where there is one. */
    accountId: p.uuid().nullable(),
    /** From this day on responsible for nobody; null while in office. */
    relievedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** Somebody of a county who is responsible for people (责任人): building head, grid head, information officer, liaison. */
export class Officer extends schema.class {}
schema.setClass(Officer);
