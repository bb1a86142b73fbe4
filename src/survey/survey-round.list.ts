import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { regionOf } from '#party/party.list.js';
import { loadCoverage } from './coverage.list.js';
import { SURVEY_ROUND } from './find-survey-round.js';
import type { SurveyRoundFilter } from './survey-round.type.js';

const ROUND_COLUMNS = sql`r.id, r.name, r.kind, r.region, r.scope_codes, r.population, r.window_from::text as window_from,
  r.window_to::text as window_to, r.state, r.created_at, r.opened_at, r.closed_at, r.version`;

/** A row as the face reads it; the coverage is counted when somebody asks for it. */
export function surveyRoundNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('SurveyRound', key);
    },
    name: row['name'],
    kind: row['kind'],
    get region() {
      return regionOf(op, row['region']);
    },
    get scope() {
      return (row['scope_codes'] as string[]).map((code) => regionOf(op, code));
    },
    population: row['population'],
    windowFrom: row['window_from'],
    windowTo: row['window_to'],
    state: row['state'],
    createdAt: row['created_at'],
    openedAt: row['opened_at'],
    closedAt: row['closed_at'],
    get coverage() {
      return op.batch(loadCoverage).load(key);
    },
    version: row['version'],
  };
}
export type SurveyRoundNode = ReturnType<typeof surveyRoundNode>;

/** Whose rounds the viewer may know of, over `survey_round r`: the first wall; the policies are the second. */
function roundStake(op: Operation): Sql {
  const { role, path } = op.viewer;
  if (role === 'SYSTEM') return sql`true`;
  return role === 'COUNTY_BUREAU' || role === 'OBSERVER' ? underPath(sql`r.origin`, path) : sql`false`;
}

const KEYS = [sql`r.id`];

/** Rounds that match a filter and are the viewer’s to know of, newest first. */
export function surveyRoundList(op: Operation, filter: SurveyRoundFilter): ListQuery<SurveyRoundNode> {
  const found: Sql[] = [];
  if (filter.states != null) found.push(sql`r.state = any(${filter.states}::text[])`);
  if (filter.kinds != null) found.push(sql`r.kind = any(${filter.kinds}::text[])`);
  const asked = found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
  return {
    name: 'survey-round',
    columns: ROUND_COLUMNS,
    from: sql`from survey_round r where ${roundStake(op)}${asked}`,
    keys: KEYS,
    descending: true,
    node: (row) => surveyRoundNode(op, row),
  };
}

/** Rounds by key, under the viewer’s rights. */
export const loadSurveyRounds: BatchFunction<string, SurveyRoundNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), surveyRoundNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A round just written, and the position of the snapshot in which it was read back. */
export async function surveyRoundPayload(
  op: Operation,
  key: string,
): Promise<{ round: SurveyRoundNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(SURVEY_ROUND);
  return { round: surveyRoundNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${ROUND_COLUMNS} from survey_round r where ${roundStake(op)} and r.id = any(${[...keys]}::uuid[])`;
}
