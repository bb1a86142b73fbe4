import sql, { empty, join, type Sql } from 'sql-template-tag';
import { badInput, notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations, organizationNode, regionOf } from '#party/party.list.js';
import { remainingFor, type Allocation } from './job-posting.entity.js';
import type { POSTING_ORDERS, PostingFilter } from './posting.type.js';

/** The columns of a posting and its employer: one statement, no entity. */
export const POSTING_COLUMNS = sql`p.id, p.title, p.occupation, p.work_region, p.work_address, p.headcount, p.filled, p.held,
  p.wage_min_fen, p.wage_max_fen, p.wage_period, p.contract_offered, p.insurance_offered, p.housing, p.meals, p.age_min, p.age_max,
  p.education, p.skills, p.requirement, p.training_provided, p.allocations, p.state, p.state_reason, p.suitable, p.valid_to,
  p.opened_at, p.invented, p.version, o.id as employer_id, o.type as employer_type, o.name as employer_name,
  o.region_code as employer_region_code, o.uscc as employer_uscc, o.invented as employer_invented`;

export const POSTING_FROM = sql`from job_posting p join organization o on o.id = p.employer_id`;

/** A row (or an image of the journal, without its employer's columns) as the face reads it. */
export function postingNode(op: Operation, row: Row) {
  const key = String(row['id']);
  const allocations = (row['allocations'] as Allocation[] | null) ?? [];
  const number = (name: string): number | null => (row[name] == null ? null : Number(row[name]));
  return {
    key,
    get id() {
      return toGlobalId('JobPosting', key);
    },
    employer:
      row['employer_name'] === undefined
        ? op.batch(loadOrganizations).load(String(row['employer_id']))
        : organizationNode(op, row, 'employer_'),
    title: row['title'],
    occupation: row['occupation'],
    get workRegion() {
      return regionOf(op, row['work_region']);
    },
    workAddress: row['work_address'],
    headcount: row['headcount'],
    remaining: Math.max(0, Number(row['headcount']) - Number(row['filled']) - Number(row['held'])),
    remainingFor: (origin: string) =>
      remainingFor(
        {
          headcount: Number(row['headcount']),
          filled: Number(row['filled']),
          held: Number(row['held']),
          allocations,
        },
        origin,
      ),
    wageMin: number('wage_min_fen'),
    wageMax: number('wage_max_fen'),
    wagePeriod: row['wage_period'],
    contractOffered: row['contract_offered'],
    insuranceOffered: row['insurance_offered'],
    housing: row['housing'],
    meals: row['meals'],
    ageMin: row['age_min'],
    ageMax: row['age_max'],
    education: row['education'],
    skills: row['skills'],
    requirement: row['requirement'],
    trainingProvided: row['training_provided'],
    get allocations() {
      return allocations.map((a) => ({ origin: regionOf(op, a.regionCode), quota: a.quota, used: a.used }));
    },
    state: row['state'],
    stateReason: row['state_reason'],
    suitable: row['suitable'],
    validTo: row['valid_to'],
    openedAt: row['opened_at'],
    invented: row['invented'],
    version: row['version'],
  };
}
export type PostingNode = ReturnType<typeof postingNode>;

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
): ListQuery<PostingNode> {
  const order =
    orderBy === 'NEWEST' && filter.states?.some((s) => s !== 'OPEN') ? ORDERS.CREATED : ORDERS[orderBy];
  return {
    name: `posting:${orderBy}`,
    columns: POSTING_COLUMNS,
    from: sql`${POSTING_FROM} where ${postingStake(op)}${postingConditions(op, filter)}`,
    keys: order.keys,
    descending: order.descending,
    node: (row) => postingNode(op, row),
    count: sql`select count(*)::int as total from job_posting p where ${postingStake(op)}${postingConditions(op, filter)}`,
  };
}

function postingConditions(op: Operation, filter: PostingFilter): Sql {
  const states = filter.states ?? ['OPEN'];
  const conditions: Sql[] = [
    states.length === 1 ? sql`p.state = ${states[0]}` : sql`p.state = any(${states}::text[])`,
  ];
  if (filter.workRegion) {
    const { path } = op.regions.must(filter.workRegion, 'filter.workRegion');
    conditions.push(sql`p.destination >= ${path} and p.destination < ${`${path}~`}`);
  }
  if (filter.employer)
    conditions.push(sql`p.employer_id = ${keyOf('Organization', filter.employer, 'filter.employer')}`);
  if (filter.suitable != null) conditions.push(sql`p.suitable = ${filter.suitable}`);
  if (filter.wageAtLeast != null)
    conditions.push(sql`coalesce(p.wage_max_fen, p.wage_min_fen) >= ${filter.wageAtLeast}`);
  if (filter.housing) conditions.push(sql`p.housing`);
  if (filter.text) {
    if (filter.text.length > 50)
      throw badInput(
        'filter.text',
        'TEXT_TOO_LONG',
        { zh: '关键词不超过 50 字。', en: 'The text has at most 50 characters.' },
        { limit: 50 },
      );
    conditions.push(
      sql`(strpos(p.title, ${filter.text}) > 0 or strpos(coalesce(p.occupation, ''), ${filter.text}) > 0)`,
    );
  }
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`;
}

/** Postings by key, under the viewer's rights. */
export const loadPostings: BatchFunction<string, PostingNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${POSTING_COLUMNS} ${POSTING_FROM} where ${postingStake(op)} and p.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), postingNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A posting just written, and the position of the snapshot in which it was read back. */
export async function postingPayload(
  op: Operation,
  key: string,
): Promise<{ posting: PostingNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${POSTING_COLUMNS} ${POSTING_FROM} where ${postingStake(op)} and p.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(POSTING);
  return { posting: postingNode(op, row), position };
}

export const POSTING = { zh: '岗位', en: 'posting' } as const;
