import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { soughtText } from '#kernel/plain-text.js';
import { loadWorkers } from '#worker/worker.list.js';
import { PLAN } from './find-plan.js';

/** The newest plans shown with a worker. */
const MOST_PER_WORKER = 20;

const COLUMNS = sql`x.id, x.worker_id, a.handle as owner, a.name as owner_name, x.state, x.barriers, x.goal, x.next_due::text as next_due,
  x.opened_on::text as opened_on, x.closed_on::text as closed_on, x.outcome, x.outcome_note, x.version,
  coalesce((select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'text', m.text, 'state', m.state, 'due_on', m.due_on::text,
      'done_on', m.done_on::text, 'result', m.result) order by m.due_on, m.id)
    from assistance_measure m where m.plan_id = x.id), '[]') as measures`;
const FROM = sql`from assistance_plan x join account a on a.id = x.owner_id`;

function measureNode(row: Row, today: string) {
  return {
    id: toGlobalId('AssistanceMeasure', String(row['id'])),
    kind: row['kind'],
    text: row['text'],
    state: row['state'],
    dueOn: row['due_on'],
    doneOn: row['done_on'],
    result: row['result'],
    overdue: row['state'] === 'PLANNED' && String(row['due_on']) < today,
  };
}

function planNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('AssistancePlan', String(row['id'])),
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    owner: row['owner'],
    ownerName: row['owner_name'],
    state: row['state'],
    barriers: row['barriers'],
    goal: row['goal'],
    measures: (row['measures'] as Row[]).map((measure) => measureNode(measure, op.today)),
    nextDue: row['next_due'],
    overdue: row['next_due'] != null && String(row['next_due']) < op.today,
    openedOn: row['opened_on'],
    closedOn: row['closed_on'],
    outcome: row['outcome'],
    outcomeNote: row['outcome_note'],
    version: row['version'],
  };
}
export type PlanNode = ReturnType<typeof planNode>;

/** Whose plans the viewer may know of: those of the county that serves the person. The first wall. */
function planStake({ viewer }: Operation): Sql {
  if (viewer.role === 'SYSTEM') return sql`true`;
  return viewer.role === 'COUNTY_BUREAU' ? underPath(sql`x.origin`, viewer.path) : sql`false`;
}

/** Which plans are asked for. */
export interface PlanFilter {
  readonly states?: readonly string[] | null;
  readonly dueBefore?: string | null;
  readonly owner?: string | null;
  readonly barrier?: string | null;
  readonly region?: string | null;
}

/** Plans that match; the newest first, or with `dueBefore` what is due first. */
export function planList(op: Operation, filter: PlanFilter): ListQuery<PlanNode> {
  const { states, dueBefore, owner, barrier, region } = filter;
  const place = region == null ? undefined : op.regions.must(region, 'filter.region');
  const conditions = [
    planStake(op),
    states == null ? empty : sql`x.state = any(${[...states]}::text[])`,
    dueBefore == null ? empty : sql`x.state = 'OPEN' and x.next_due < ${dueBefore}::date`,
    owner == null ? empty : sql`a.handle = ${soughtText('filter.owner', owner, 100)}`,
    barrier == null ? empty : sql`${barrier} = any(x.barriers)`,
    place === undefined ? empty : underPath(sql`x.origin`, place.path),
  ].filter((condition) => condition !== empty);
  const byDay = dueBefore != null;
  return {
    name: byDay ? 'assistance-plan-due' : 'assistance-plan',
    columns: COLUMNS,
    from: sql`${FROM} where ${join(conditions, ' and ')}`,
    keys: byDay ? [sql`x.next_due`, sql`x.id`] : [sql`x.id`],
    descending: !byDay,
    node: (row) => planNode(op, row),
  };
}

/** The newest plans of these workers, newest first, at most 20 of each. */
export const loadPlansOfWorkers: BatchFunction<string, PlanNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${COLUMNS} ${FROM} where x.worker_id = k.id and ${planStake(op)} order by x.id desc limit ${MOST_PER_WORKER}) y`);
  const found = Map.groupBy(rows[0] ?? [], (row) => String(row['worker_id']));
  return keys.map((key) => (found.get(key) ?? []).map((row) => planNode(op, row)));
};

/** Plans by key, under the viewer's rights. */
export const loadPlans: BatchFunction<string, PlanNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), planNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** Measures by key, under the viewer's rights. */
export const loadMeasures: BatchFunction<string, ReturnType<typeof measureNode>> = async (op, keys) => {
  const { rows } =
    await op.read(sql`select m.id, m.kind, m.text, m.state, m.due_on::text as due_on, m.done_on::text as done_on, m.result
    from assistance_measure m join assistance_plan x on x.id = m.plan_id
    where ${planStake(op)} and m.id = any(${[...keys]}::uuid[])`);
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), measureNode(row, op.today)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** A plan just written, and the position of the snapshot in which it was read back. */
export async function planPayload(op: Operation, key: string): Promise<{ plan: PlanNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(PLAN);
  return { plan: planNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} ${FROM} where ${planStake(op)} and x.id = any(${[...keys]}::uuid[])`;
}
