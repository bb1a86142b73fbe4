import sql, { type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { WORKER_BESIDE, WORKER_COLUMNS, workerNode, type WorkerNode } from '#worker/worker.list.js';
import type { ResponsiblePeopleFilter } from './assignment.type.js';

// Nothing is under the empty path.
const STAKE: StakeColumns = { origin: sql`r.origin`, destination: sql`''` };

/**
 * People of the labour base by who is responsible for them: one officer, the viewer's own person, or nobody. In the
 * order of their place. BAD_USER_INPUT/PEOPLE_OF_WHOM unless the filter says one of the three.
 */
export function responsiblePeopleList(op: Operation, filter: ResponsiblePeopleFilter): ListQuery<WorkerNode> {
  const place: Sql =
    filter.region == null
      ? sql`true`
      : underPath(sql`r.origin`, op.regions.must(filter.region, 'filter.region').path);
  const where = sql`where ${stakeCondition(op.viewer, STAKE)} and r.in_base and ${whose(op, filter)} and ${place}`;
  return {
    name: 'responsiblePeople',
    columns: WORKER_COLUMNS,
    from: sql`from responsibility r join lateral (select n.* from worker n where n.id = r.worker_id offset 0) w on true
      ${WORKER_BESIDE} ${where}`,
    keys: [sql`r.origin`, sql`r.worker_id`],
    descending: false,
    node: (row) => workerNode(op, row),
    count: sql`select count(*)::int as total from responsibility r ${where}`,
  };
}

function whose(op: Operation, filter: ResponsiblePeopleFilter): Sql {
  const { officer, mine, nobodys } = filter;
  if ([officer != null, mine === true, nobodys === true].filter(Boolean).length !== 1)
    throw badInput(
      'filter',
      'PEOPLE_OF_WHOM',
      {
        zh: '请说明是谁的服务对象：officer（某责任人）、mine（我的）、nobodys（无责任人）三者择一。',
        en: 'Say whose people: officer (one officer), mine, or nobodys; one of the three.',
      },
      { allowed: ['officer', 'mine', 'nobodys'] },
    );
  if (nobodys) return sql`r.area_key is null`;
  const who =
    officer != null
      ? sql`a.officer_id = ${keyOf('Officer', officer, 'filter.officer')}`
      : sql`a.officer_id = (select f.id from officer f where f.account_id = ${op.viewer.accountId} and f.relieved_on is null)`;
  // An array, so that the index of areas is asked area by area.
  return sql`r.area_key = any (array(select a.area_key from assignment a where ${who} and a.ended_on is null))`;
}
