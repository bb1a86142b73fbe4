import sql, { empty, type Sql } from 'sql-template-tag';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, RegionFact, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';

/** A region as the face shows it; `parent` is looked up when asked for. */
export interface RegionNode extends RegionFact {
  readonly id: string;
  readonly parent: RegionNode | null;
}

export function regionNode(op: Operation, fact: RegionFact): RegionNode {
  return {
    ...fact,
    id: toGlobalId('Region', fact.code),
    get parent() {
      const above = fact.parentCode ? op.regions.get(fact.parentCode) : undefined;
      return above ? regionNode(op, above) : null;
    },
  };
}

/** The region of a code that the database guarantees. */
export function regionOf(op: Operation, code: unknown): RegionNode {
  return regionNode(op, op.regions.must(String(code), 'regionCode'));
}

export interface OrganizationNode {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly region: RegionNode;
  readonly uscc: string | null;
  readonly invented: boolean;
}

export const ORGANIZATION_COLUMNS = sql`o.id, o.type, o.name, o.region_code, o.uscc, o.invented`;

export function organizationNode(op: Operation, row: Row, prefix = ''): OrganizationNode {
  const key = String(row[`${prefix}id`]);
  return {
    key,
    get id() {
      return toGlobalId('Organization', key);
    },
    type: String(row[`${prefix}type`]),
    name: String(row[`${prefix}name`]),
    get region() {
      return regionOf(op, row[`${prefix}region_code`]);
    },
    uscc: (row[`${prefix}uscc`] as string | null) ?? null,
    invented: Boolean(row[`${prefix}invented`]),
  };
}

/** Organizations by key. */
export const loadOrganizations: BatchFunction<string, OrganizationNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${ORGANIZATION_COLUMNS} from organization o where o.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), organizationNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** Organizations are no secret: every signed-in side sees them all. */
export function organizationList(
  op: Operation,
  filter: { regionCode?: string | null; type?: string | null; name?: string | null },
): ListQuery<OrganizationNode> {
  const path = filter.regionCode ? op.regions.must(filter.regionCode, 'filter.regionCode').path : '';
  const type: Sql = filter.type ? sql` and o.type = ${filter.type}` : empty;
  const name: Sql = filter.name ? sql` and strpos(o.name, ${filter.name}) > 0` : empty;
  return {
    name: 'organization',
    columns: ORGANIZATION_COLUMNS,
    from: sql`from organization o where o.path >= ${path} and o.path < ${`${path}~`}${type}${name}`,
    keys: [sql`o.id`],
    descending: false,
    node: (row) => organizationNode(op, row),
  };
}

export interface PairingNode {
  readonly id: string;
  readonly origin: RegionNode;
  readonly destination: RegionNode;
  readonly basis: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export function pairingNode(op: Operation, row: Row): PairingNode {
  return {
    id: toGlobalId('Pairing', String(row['id'])),
    origin: regionOf(op, row['origin_code']),
    destination: regionOf(op, row['destination_code']),
    basis: String(row['basis']),
    validFrom: String(row['valid_from']),
    validTo: (row['valid_to'] as string | null) ?? null,
  };
}

export const PAIRING_COLUMNS = sql`q.id, q.origin_code, q.destination_code, q.basis, q.valid_from, q.valid_to`;

/** Pairings that hold on `on` (default today), optionally of one origin or destination and all within it. */
export function pairingList(
  op: Operation,
  filter: { origin?: string | null; destination?: string | null; on?: string | null },
): ListQuery<PairingNode> {
  const day = filter.on ?? op.today;
  const origin = filter.origin ? op.regions.must(filter.origin, 'origin').path : '';
  const destination = filter.destination ? op.regions.must(filter.destination, 'destination').path : '';
  return {
    name: 'pairing',
    columns: PAIRING_COLUMNS,
    from: sql`from pairing q where starts_with(q.origin, ${origin}) and starts_with(q.destination, ${destination})
      and q.valid_from <= ${day} and (q.valid_to is null or q.valid_to > ${day})`,
    keys: [sql`q.id`],
    descending: false,
    node: (row) => pairingNode(op, row),
  };
}

/** Pairings by key. */
export const loadPairings: BatchFunction<string, PairingNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${PAIRING_COLUMNS} from pairing q where q.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), pairingNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};
