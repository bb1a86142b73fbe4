import sql, { empty, type Sql } from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, RegionFact, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { soughtText } from '#kernel/plain-text.js';

/** A region as the face shows it. */
export class RegionNode {
  constructor(
    private readonly op: Operation,
    private readonly fact: RegionFact,
  ) {}

  get id(): string {
    return toGlobalId('Region', this.fact.code);
  }
  get code(): string {
    return this.fact.code;
  }
  get name(): string {
    return this.fact.name;
  }
  get level(): string {
    return this.fact.level;
  }
  get path(): string {
    return this.fact.path;
  }
  get parent(): RegionNode | null {
    const above = this.fact.parentCode ? this.op.regions.get(this.fact.parentCode) : undefined;
    return above ? new RegionNode(this.op, above) : null;
  }
  get validFrom(): string | null {
    return this.fact.validFrom;
  }
  get validTo(): string | null {
    return this.fact.validTo;
  }
  get successorCode(): string | null {
    return this.fact.successorCode;
  }
}

export function regionNode(op: Operation, fact: RegionFact): RegionNode {
  return new RegionNode(op, fact);
}

/** The region of a code that the database guarantees. */
export function regionOf(op: Operation, code: unknown): RegionNode {
  return new RegionNode(op, op.regions.known(String(code), 'regionCode'));
}

/** The regions right below one (or the topmost), or all of a level below it, by code. */
export function regionList(
  op: Operation,
  { under, level }: { under?: string | null; level?: string | null },
): ListQuery<RegionNode> {
  const above = under != null ? op.regions.must(under, 'under') : undefined;
  const below: Sql = above ? sql`starts_with(r.path, ${above.path}) and r.path <> ${above.path}` : sql`true`;
  const next: Sql = above ? sql`r.parent_code = ${above.code}` : sql`r.parent_code is null`;
  return {
    name: 'region',
    columns: sql`r.code`,
    from: sql`from region r where ${level != null ? sql`${below} and r.level = ${level}` : next}`,
    keys: REGION_KEYS,
    descending: false,
    node: (row) => regionOf(op, row['code']),
  };
}

const REGION_KEYS = [sql`r.code`];

/** What an organization's columns are called in a row. */
type OrganizationColumns = Readonly<
  Record<'id' | 'type' | 'name' | 'regionCode' | 'uscc' | 'invented', string>
>;

/** Their names where the organization was joined to another row, behind a prefix. */
export function organizationColumns(prefix = ''): OrganizationColumns {
  return {
    id: `${prefix}id`,
    type: `${prefix}type`,
    name: `${prefix}name`,
    regionCode: `${prefix}region_code`,
    uscc: `${prefix}uscc`,
    invented: `${prefix}invented`,
  };
}

const OWN = organizationColumns();

/** An organization as the face shows it. */
export class OrganizationNode {
  constructor(
    private readonly op: Operation,
    private readonly row: Row,
    private readonly columns: OrganizationColumns = OWN,
  ) {}

  get key(): string {
    return String(this.row[this.columns.id]);
  }
  get id(): string {
    return toGlobalId('Organization', this.key);
  }
  get type(): string {
    return String(this.row[this.columns.type]);
  }
  get name(): string {
    return String(this.row[this.columns.name]);
  }
  get region(): RegionNode {
    return regionOf(this.op, this.row[this.columns.regionCode]);
  }
  get uscc(): string | null {
    return (this.row[this.columns.uscc] as string | null) ?? null;
  }
  get invented(): boolean {
    return Boolean(this.row[this.columns.invented]);
  }
  get parent(): Promise<OrganizationNode | null> {
    return this.place().then((place) =>
      place?.parentId == null ? null : this.op.batch(loadOrganizations).load(place.parentId),
    );
  }
  async isClosed(): Promise<boolean> {
    return (await this.place())?.closed ?? false;
  }
  async itsVersion(): Promise<number> {
    return (await this.place())?.version ?? 1;
  }
  private place(): Promise<InTheTree | null> {
    return this.op.batch(loadPlacesInTree).load(this.key);
  }
}

export const ORGANIZATION_COLUMNS = sql`o.id, o.type, o.name, o.region_code, o.uscc, o.invented`;

/** What of an organization only those read who ask for it. */
interface InTheTree {
  readonly parentId: string | null;
  readonly closed: boolean;
  readonly version: number;
}

const loadPlacesInTree: BatchFunction<string, InTheTree> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select o.id, o.parent_id::text as parent_id, o.status, o.version from organization o where o.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map(
    (rows[0] ?? []).map((r) => [
      String(r['id']),
      {
        parentId: r['parent_id'] == null ? null : String(r['parent_id']),
        closed: r['status'] === 'CLOSED',
        version: Number(r['version']),
      },
    ]),
  );
  return keys.map((k) => found.get(k) ?? null);
};

/** Organizations by key. */
export const loadOrganizations: BatchFunction<string, OrganizationNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${ORGANIZATION_COLUMNS} from organization o where o.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), new OrganizationNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** Characters of a name to look for. */
const LONGEST_NAME = 100;

/** Organizations are no secret: every signed-in side sees them all. */
export function organizationList(
  op: Operation,
  filter: {
    regionCode?: string | null;
    type?: string | null;
    name?: string | null;
    parent?: string | null;
    closed?: boolean | null;
  },
): ListQuery<OrganizationNode> {
  const path = filter.regionCode != null ? op.regions.must(filter.regionCode, 'region').path : '';
  const type: Sql = filter.type != null ? sql` and o.type = ${filter.type}` : empty;
  const sought = filter.name != null ? soughtText('name', filter.name, LONGEST_NAME) : null;
  const name: Sql = sought !== null ? sql` and strpos(o.name, ${sought}) > 0` : empty;
  const parent: Sql =
    filter.parent != null
      ? sql` and o.parent_id = ${keyOf('Organization', filter.parent, 'parent')}::uuid`
      : empty;
  const closed: Sql = filter.closed != null ? sql` and (o.status = 'CLOSED') = ${filter.closed}` : empty;
  return {
    name: 'organization',
    columns: ORGANIZATION_COLUMNS,
    from: sql`from organization o where o.path >= ${path} and o.path < ${`${path}~`}${type}${name}${parent}${closed}`,
    keys: [sql`o.id`],
    descending: false,
    node: (row) => new OrganizationNode(op, row),
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
  const origin = filter.origin != null ? op.regions.must(filter.origin, 'origin').path : '';
  const destination =
    filter.destination != null ? op.regions.must(filter.destination, 'destination').path : '';
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

/** An organization just written, and the position of the snapshot in which it was read back. */
export async function organizationPayload(
  op: Operation,
  key: string,
): Promise<{ organization: OrganizationNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${ORGANIZATION_COLUMNS} from organization o where o.id = ${key}::uuid`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound({ zh: '机构', en: 'organization' });
  return { organization: new OrganizationNode(op, row), position };
}
