import { defineEntity, p } from '@mikro-orm/core';
import type { SheetKindName } from '#sheet/sheet-kind.js';

const schema = defineEntity({
  name: 'HeadingMapping',
  tableName: 'import_heading',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    kind: p.string().$type<SheetKindName>(),
    /** As whoever mapped it wrote it. */
    heading: p.string(),
    /** As it is looked up: see `headingKey`. */
    headingKey: p.string(),
    /** Of the list's table of headings; null: the column is passed over. */
    field: p.string().nullable(),
    mappedBy: p.uuid(),
    mappedAt: p.datetime(),
    forgottenAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** What an organization calls a column of one kind of list (表头对应), until it is forgotten. */
export class HeadingMapping extends schema.class {}
schema.setClass(HeadingMapping);
