import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadWorkers } from '#worker/worker.list.js';
import { SURVEY_ANSWER } from './find-survey-answer.js';
import type { AnswersOfRoundsFilter, SurveyAnswerFilter } from './survey-answer.type.js';
import { loadSurveyRounds } from './survey-round.list.js';

const ANSWER_COLUMNS = sql`a.id, a.round_id, a.worker_id, a.belongs, a.outcome, a.method, a.respondent, a.attempts,
  a.last_tried_on::text as last_tried_on, a.answered_at, a.note, a.correction, a.held_until, a.version,
  (select c.name from account c where c.id = a.answered_by) as answered_by`;

/** A row as the face reads it; a hold that has passed is none. */
export function surveyAnswerNode(op: Operation, row: Row) {
  const key = String(row['id']);
  const heldUntil = row['held_until'] as Date | null;
  return {
    key,
    get id() {
      return toGlobalId('SurveyAnswer', key);
    },
    get round() {
      return op.batch(loadSurveyRounds).load(String(row['round_id']));
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    belongs: row['belongs'],
    outcome: row['outcome'],
    method: row['method'],
    respondent: row['respondent'],
    attempts: row['attempts'],
    lastTriedOn: row['last_tried_on'],
    answeredBy: row['answered_by'],
    answeredAt: row['answered_at'],
    note: row['note'],
    correction: row['correction'],
    heldUntil: heldUntil !== null && new Date(heldUntil) > op.now ? heldUntil : null,
    version: row['version'],
  };
}
export type SurveyAnswerNode = ReturnType<typeof surveyAnswerNode>;

/** Whose answers the viewer may know of, over `survey_answer a`: the county’s own alone. */
function answerStake(op: Operation): Sql {
  const { role, path } = op.viewer;
  if (role === 'SYSTEM') return sql`true`;
  return role === 'COUNTY_BUREAU' ? underPath(sql`a.origin`, path) : sql`false`;
}

const KEYS = [sql`a.origin`, sql`a.id`];

/** Who belongs to a round and what came of asking, place by place. */
export function surveyAnswerList(
  op: Operation,
  round: string,
  filter: SurveyAnswerFilter,
): ListQuery<SurveyAnswerNode> {
  return answersOf(op, sql`a.round_id = ${keyOf('SurveyRound', round, 'round')}::uuid`, filter);
}

/** As `surveyAnswerList`, of all rounds that are named, or that are open. */
export function answersOfRounds(
  op: Operation,
  { rounds, ...filter }: AnswersOfRoundsFilter,
): ListQuery<SurveyAnswerNode> {
  const named = rounds?.map((id) => keyOf('SurveyRound', id, 'filter.rounds'));
  const asked =
    named == null
      ? sql`a.round_id in (select r.id from survey_round r where r.state = 'OPEN')`
      : sql`a.round_id = any(${named}::uuid[])`;
  return answersOf(op, asked, filter);
}

function answersOf(op: Operation, ofRounds: Sql, filter: SurveyAnswerFilter): ListQuery<SurveyAnswerNode> {
  const found: Sql[] = [];
  if (filter.outcomes != null) found.push(sql`a.outcome = any(${filter.outcomes}::text[])`);
  if (filter.place != null)
    found.push(underPath(sql`a.origin`, op.regions.must(filter.place, 'filter.place').path));
  const asked = found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
  return {
    name: 'survey-answer',
    columns: ANSWER_COLUMNS,
    from: sql`from survey_answer a where ${ofRounds} and ${answerStake(op)}
      and (a.belongs or a.outcome not in ('NOT_ASKED', 'UNREACHABLE'))${asked}`,
    keys: KEYS,
    descending: false,
    node: (row) => surveyAnswerNode(op, row),
  };
}

/** Answers by key, under the viewer’s rights. */
export const loadSurveyAnswers: BatchFunction<string, SurveyAnswerNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), surveyAnswerNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** An answer just written, and the position of the snapshot in which it was read back. */
export async function surveyAnswerPayload(
  op: Operation,
  key: string,
): Promise<{ answer: SurveyAnswerNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(SURVEY_ANSWER);
  return { answer: surveyAnswerNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${ANSWER_COLUMNS} from survey_answer a where ${answerStake(op)} and a.id = any(${[...keys]}::uuid[])`;
}
