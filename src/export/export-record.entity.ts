import { defineEntity, p } from '@mikro-orm/core';

/** What became of an export (导出状态). BEGUN for ever: the server ended before it did. */
export const EXPORT_STATES = ['BEGUN', 'FINISHED', 'BROKEN_OFF'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export const EXPORT_FORMATS = ['XLSX', 'CSV'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const schema = defineEntity({
  name: 'ExportRecord',
  tableName: 'export_record',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    accountId: p.uuid(),
    organizationId: p.uuid(),
    role: p.string(),
    list: p.string(),
    filter: p.text(),
    purpose: p.string(),
    format: p.string().$type<ExportFormat>(),
    inFull: p.boolean(),
    state: p.string().$type<ExportState>(),
    rowCount: p.integer().nullable(),
    beganAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** A list left the house as a file, for a stated purpose (导出记录). A noun, so the journal has it. */
export class ExportRecord extends schema.class {}
schema.setClass(ExportRecord);
