import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { OwnHeadings } from '#sheet/heading-book.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';

/** What an organization calls the columns of one kind of list now: rows for `ownHeadings`. */
export function ownHeadingRows(organizationId: string, kind: SheetKindName): Sql {
  return sql`select h.heading_key, h.field from import_heading h
    where h.organization_id = ${organizationId}::uuid and h.kind = ${kind} and h.forgotten_at is null`;
}

/** As the reader of a sheet takes it. */
export function ownHeadings(rows: readonly Row[]): OwnHeadings {
  return new Map(rows.map((row) => [String(row['heading_key']), row['field'] as string | null]));
}
