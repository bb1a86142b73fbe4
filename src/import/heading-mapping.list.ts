import sql, { type Sql } from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import type { HeadingMappingFilter } from './heading-mapping.type.js';

/** What a refusal calls it. */
export const HEADING_MAPPING = { zh: '表头对应', en: 'heading mapping' } as const;

const COLUMNS = sql`h.id, h.kind, h.heading, h.field, h.mapped_by, h.mapped_at, h.forgotten_at, h.version`;
const KEYS = [sql`h.kind`, sql`h.heading_key`, sql`h.id`];

function mappingNode(row: Row) {
  const kind = row['kind'] as SheetKindName;
  const field = row['field'] as string | null;
  return {
    id: toGlobalId('HeadingMapping', String(row['id'])),
    mappedByKey: String(row['mapped_by']),
    kind,
    heading: row['heading'],
    column: field === null ? null : (SHEET_KINDS[kind].columns.table[field]?.names[0] ?? field),
    mappedAt: row['mapped_at'],
    forgottenAt: row['forgotten_at'],
    version: row['version'],
  };
}
export type MappingNode = ReturnType<typeof mappingNode>;

/** Whose mappings the viewer may know of, over `import_heading h`: the own organization's. The policies are the second wall. */
function mappingStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  return op.may('heading.read') ? sql`h.organization_id = ${op.viewer.organizationId}::uuid` : sql`false`;
}

/** What the viewer's organization calls its columns now, by kind and heading. */
export function mappingList(op: Operation, { kind }: HeadingMappingFilter): ListQuery<MappingNode> {
  const asked = kind == null ? sql`true` : sql`h.kind = ${kind}`;
  return {
    name: 'heading-mapping',
    columns: sql`${COLUMNS}, h.heading_key`,
    from: sql`from import_heading h where ${mappingStake(op)} and h.forgotten_at is null and ${asked}`,
    keys: KEYS,
    descending: false,
    node: mappingNode,
  };
}

/** Mappings by key, those that were forgotten among them. */
export const loadMappings: BatchFunction<string, MappingNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), mappingNode(row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** A mapping just written, and the position of the snapshot in which it was read back. */
export async function mappingPayload(
  op: Operation,
  key: string,
): Promise<{ headingMapping: MappingNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(HEADING_MAPPING);
  return { headingMapping: mappingNode(row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from import_heading h where ${mappingStake(op)} and h.id = any(${[...keys]}::uuid[])`;
}
