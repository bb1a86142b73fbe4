import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { soughtText } from '#kernel/plain-text.js';
import {
  loadOrganizations,
  OrganizationNode,
  organizationColumns,
  type RegionNode,
  regionOf,
} from '#party/party.list.js';
import type { Allocation } from './job-posting.entity.js';
import type { POSTING_ORDERS, PostingFilter } from './posting.type.js';

/** A posting's columns, and those of its employer `o`, by the fields of the face that are read from them. */
const COLUMNS: Record<string, readonly string[]> = {
  id: ['id'],
  employer: [],
  'employer.id': ['employer_id'],
  'employer.type': ['o.type as employer_type'],
  'employer.name': ['o.name as employer_name'],
  'employer.region': ['o.region_code as employer_region_code'],
  'employer.uscc': ['o.uscc as employer_uscc'],
  'employer.invented': ['o.invented as employer_invented'],
  title: ['title'],
  occupation: ['occupation'],
  workRegion: ['work_region'],
  workAddress: ['work_address'],
  headcount: ['headcount'],
  remaining: ['headcount', 'filled', 'held'],
  wageMin: ['wage_min_fen'],
  wageMax: ['wage_max_fen'],
  wagePeriod: ['wage_period'],
  contractOffered: ['contract_offered'],
  insuranceOffered: ['insurance_offered'],
  housing: ['housing'],
  meals: ['meals'],
  ageMin: ['age_min'],
  ageMax: ['age_max'],
  education: ['education'],
  skills: ['skills'],
  requirement: ['requirement'],
  trainingProvided: ['training_provided'],
  allocations: ['allocations'],
  state: ['state'],
  stateReason: ['state_reason'],
  suitable: ['suitable'],
  validTo: ['valid_to'],
  openedAt: ['opened_at'],
  invented: ['invented'],
  version: ['version'],
};

const EMPLOYER = organizationColumns('employer_');

/** What to read for some fields of the face: columns, and where from. */
export interface PostingSource {
  readonly columns: Sql;
  readonly from: Sql;
}

/** By the selection that asked: a document is parsed once, so its sets live as long as it does. */
const sources = new WeakMap<ReadonlySet<string>, PostingSource>();

/** The columns for these fields (all, when none are named), and the employer only where it is asked for. */
export function postingSource(fields: ReadonlySet<string> = ALL_FIELDS): PostingSource {
  let source = sources.get(fields);
  if (!source) {
    const asked = Object.keys(COLUMNS).filter((field) => fields.has(field));
    const columns = new Set(asked.flatMap((field) => COLUMNS[field] ?? []));
    source = {
      columns: raw([...columns].map((c) => (c.includes('.') ? c : `p.${c}`)).join(', ') || 'p.id'),
      from: fields.has('employer')
        ? sql`from job_posting p join organization o on o.id = p.employer_id`
        : sql`from job_posting p`,
    };
    sources.set(fields, source);
  }
  return source;
}

const ALL_FIELDS: ReadonlySet<string> = new Set(Object.keys(COLUMNS));
const WHOLE = postingSource();

/** A posting as the face reads it, each field when asked for: a row that its employer was `joined` to, or an image of the journal. */
export class PostingNode {
  constructor(
    private readonly op: Operation,
    private readonly row: Row,
    private readonly joined = true,
  ) {}

  get key(): string {
    return String(this.row['id']);
  }
  get id(): string {
    return toGlobalId('JobPosting', this.key);
  }
  get employer(): OrganizationNode | Promise<OrganizationNode | null> {
    if (this.joined) return new OrganizationNode(this.op, this.row, EMPLOYER);
    return this.op.batch(loadOrganizations).load(String(this.row['employer_id']));
  }
  get title(): unknown {
    return this.row['title'];
  }
  get occupation(): unknown {
    return this.row['occupation'];
  }
  get workRegion(): RegionNode {
    return regionOf(this.op, this.row['work_region']);
  }
  get workAddress(): unknown {
    return this.row['work_address'];
  }
  get headcount(): unknown {
    return this.row['headcount'];
  }
  get remaining(): number {
    return Math.max(0, Number(this.row['headcount']) - Number(this.row['filled']) - Number(this.row['held']));
  }
  get wageMin(): number | null {
    return whole(this.row['wage_min_fen']);
  }
  get wageMax(): number | null {
    return whole(this.row['wage_max_fen']);
  }
  get wagePeriod(): unknown {
    return this.row['wage_period'];
  }
  get contractOffered(): unknown {
    return this.row['contract_offered'];
  }
  get insuranceOffered(): unknown {
    return this.row['insurance_offered'];
  }
  get housing(): unknown {
    return this.row['housing'];
  }
  get meals(): unknown {
    return this.row['meals'];
  }
  get ageMin(): unknown {
    return this.row['age_min'];
  }
  get ageMax(): unknown {
    return this.row['age_max'];
  }
  get education(): unknown {
    return this.row['education'];
  }
  get skills(): unknown {
    return this.row['skills'];
  }
  get requirement(): unknown {
    return this.row['requirement'];
  }
  get trainingProvided(): unknown {
    return this.row['training_provided'];
  }
  get allocations(): object[] {
    const allocations = (this.row['allocations'] as Allocation[] | null) ?? [];
    return allocations.map((a) => ({
      origin: regionOf(this.op, a.regionCode),
      quota: a.quota,
      used: a.used,
    }));
  }
  get state(): unknown {
    return this.row['state'];
  }
  get stateReason(): unknown {
    return this.row['state_reason'];
  }
  get suitable(): unknown {
    return this.row['suitable'];
  }
  get validTo(): unknown {
    return this.row['valid_to'];
  }
  get openedAt(): unknown {
    return this.row['opened_at'];
  }
  get invented(): unknown {
    return this.row['invented'];
  }
  get version(): unknown {
    return this.row['version'];
  }
}

function whole(value: unknown): number | null {
  return value == null ? null : Number(value);
}

/** Which postings the viewer may know of at all: the first wall; the policies on the table are the second. */
export function postingStake(op: Operation): Sql {
  const { role, path, organizationId } = op.viewer;
  switch (role) {
    case 'SYSTEM':
      return sql`true`;
    case 'EMPLOYER':
      return sql`(p.opened_at is not null or p.employer_id = ${organizationId})`;
    case 'STATION_LIAISON':
    case 'COUNTY_BUREAU':
      return sql`(p.opened_at is not null or (p.destination >= ${path} and p.destination < ${`${path}~`}))`;
    default:
      return sql`p.opened_at is not null`;
  }
}

const ORDERS: Record<(typeof POSTING_ORDERS)[number], { keys: Sql[]; descending: boolean }> = {
  NEWEST: { keys: [sql`p.opened_at`, sql`p.id`], descending: true },
  WAGE_HIGH: { keys: [sql`coalesce(p.wage_max_fen, p.wage_min_fen, 0)`, sql`p.id`], descending: true },
  WAGE_LOW: { keys: [sql`coalesce(p.wage_min_fen, p.wage_max_fen, 0)`, sql`p.id`], descending: false },
  CREATED: { keys: [sql`p.id`], descending: false },
};

/** Postings that match a filter and are the viewer's to see. */
export function postingList(
  op: Operation,
  filter: PostingFilter,
  orderBy: (typeof POSTING_ORDERS)[number],
  fields?: ReadonlySet<string>,
): ListQuery<PostingNode> {
  // What was never opened has no moment of opening to be sorted by.
  const by = orderBy === 'NEWEST' && filter.states?.some((s) => s !== 'OPEN') ? 'CREATED' : orderBy;
  const order = ORDERS[by];
  const { columns, from } = postingSource(fields);
  return {
    name: `posting:${by}`,
    columns,
    from: sql`${from} where ${postingStake(op)}${postingConditions(op, filter)}`,
    keys: order.keys,
    descending: order.descending,
    node: (row) => new PostingNode(op, row),
    count: sql`select count(*)::int as total from job_posting p where ${postingStake(op)}${postingConditions(op, filter)}`,
  };
}

/** Characters of a title or an occupation to look for. */
export const LONGEST_SOUGHT = 50;

/** The filter as conditions that follow `where`; `passesFilter` asks the same of an image. */
export function postingConditions(op: Operation, filter: PostingFilter): Sql {
  const states = filter.states ?? ['OPEN'];
  const conditions: Sql[] = [
    states.length === 1 ? sql`p.state = ${states[0]}` : sql`p.state = any(${states}::text[])`,
  ];
  if (filter.workRegion != null) {
    const { path } = op.regions.must(filter.workRegion, 'filter.workRegion');
    conditions.push(sql`p.destination >= ${path} and p.destination < ${`${path}~`}`);
  }
  if (filter.employer != null)
    conditions.push(sql`p.employer_id = ${keyOf('Organization', filter.employer, 'filter.employer')}`);
  if (filter.suitable != null) conditions.push(sql`p.suitable = ${filter.suitable}`);
  if (filter.wageAtLeast != null)
    conditions.push(sql`coalesce(p.wage_max_fen, p.wage_min_fen) >= ${filter.wageAtLeast}`);
  if (filter.housing) conditions.push(sql`p.housing`);
  if (filter.text != null) {
    const text = soughtText('filter.text', filter.text, LONGEST_SOUGHT);
    conditions.push(sql`(strpos(p.title, ${text}) > 0 or strpos(coalesce(p.occupation, ''), ${text}) > 0)`);
  }
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`;
}

/** Postings by key, under the viewer's rights. */
export const loadPostings: BatchFunction<string, PostingNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${WHOLE.columns} ${WHOLE.from} where ${postingStake(op)} and p.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), new PostingNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A posting just written, and the position of the snapshot in which it was read back. */
export async function postingPayload(
  op: Operation,
  key: string,
): Promise<{ posting: PostingNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${WHOLE.columns} ${WHOLE.from} where ${postingStake(op)} and p.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(POSTING);
  return { posting: new PostingNode(op, row), position };
}

export const POSTING = { zh: '岗位', en: 'posting' } as const;
