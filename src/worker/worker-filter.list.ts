import sql, { empty, join, type Sql } from 'sql-template-tag';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { within } from '#access/stake.js';
import { underPath } from '#access/stake-condition.js';
import { askedPlace, filterNotYours } from './asked-place.js';
import { type Population, populationCondition } from './population.js';
import { workerCandidates, workerStake } from './worker-stake.js';
import { WORKER_BESIDE, WORKER_COLUMNS, workerNode, type WorkerNode } from './worker.list.js';
import type { WorkerFilter } from './worker-filter.type.js';

/** Conditions on what only the county sees; whoever could ask them would learn the field by asking (security T5). */
const COUNTY_FILTERS = [
  'tag',
  'lifeStatus',
  'ageFrom',
  'ageTo',
  'laborBase',
  'population',
  'employed',
  'overAgeWorking',
  'seasonEnded',
  'returningToFormer',
  'idNumber',
] as const;
/** And on what the station sees too, but no employer. */
const STATION_FILTERS = ['target', 'trainingWilling'] as const;
const OLDEST = 120;
/** Over the age limit but working (domain 4.5): in no count, reported apart. The limit is that of `standing_source`. */
const OVER_AGE_WORKING = sql`w.life_status = 'ALIVE' and w.employment_form is not null
  and (w.birth_date + case when w.sex_code = 1 then interval '60 years' else interval '55 years' end)::date <= business_today()`;

/**
 * Whose season has ended and whom nobody has asked since (domain 4.5: the re-survey task): over once there is work or a wish for
 * work was written down, by whatever way it came.
 */
const SEASON_ENDED = sql`w.season_ended_on is not null and w.life_status = 'ALIVE' and not exists (select from willingness x
  where x.worker_id = w.id and x.kind = 'WORK' and x.recorded_at >= w.season_ended_on::timestamp at time zone 'Asia/Shanghai')`;

/**
 * Home for a while and going back to where the work was kept (domain 4.5, 回原就业单位): on no demand list, for there is a post; needs the
 * journey, not the job. Who wants to change the job, though to a former employer, is on that list.
 */
const RETURNING_TO_FORMER = sql`w.life_status = 'ALIVE' and w.employment_form is not null and exists (select from willingness x
  where x.worker_id = w.id and x.kind = 'WORK' and x.state = 'ACTIVE' and x.intent <> 'CHANGE_JOB'
    and x.former_employer_id is not null)`;

/**
 * Workers that match a filter and are the viewer's to see. A county's list is of the people it serves, unless
 * `hukouRegion` names a region of its own: then of those registered there, wherever they are served.
 */
export function workerList(op: Operation, filter: WorkerFilter): ListQuery<WorkerNode> {
  mustBeViewersToAsk(op, filter);
  const { name, spine, keys, stake } = walk(op, filter);
  // A record that was merged into another is nobody of its own.
  const where = sql`where ${stake} and w.merged_into is null${conditions(op, filter)}`;
  return {
    name,
    columns: WORKER_COLUMNS,
    from: sql`from ${spine} ${WORKER_BESIDE} ${where}`,
    keys,
    descending: false,
    node: (row) => workerNode(op, row),
    count: sql`select count(*)::int as total ${countFrom(op, filter, spine)} ${where}`,
  };
}

/** A county's count meets every row of the county: whole tables, joined plainly, cost it less than look-ups. */
function countFrom(op: Operation, filter: WorkerFilter, spine: Sql): Sql {
  if (!['COUNTY_BUREAU', 'SYSTEM'].includes(op.viewer.role)) return sql`from ${spine} ${WORKER_BESIDE}`;
  const { target, tag, employed, laborBase, population, trainingWilling } = filter;
  const asked = [target, tag, employed, laborBase, population, trainingWilling].some(
    (value) => value != null,
  );
  return asked ? sql`from worker w join standing s on s.worker_id = w.id` : sql`from worker w`;
}

interface Walk {
  /** Seals the cursors: each order is a list of its own. */
  readonly name: string;
  /** What the page walks along, in the order of an index or of few ids. */
  readonly spine: Sql;
  readonly keys: Sql[];
  readonly stake: Sql;
}

function walk(op: Operation, filter: WorkerFilter): Walk {
  const { role, path } = op.viewer;
  const worker = sql`worker w`;
  if (role === 'SYSTEM')
    return { name: 'worker:id', spine: worker, keys: [sql`w.id`], stake: workerStake(op) };
  if (role !== 'COUNTY_BUREAU') return candidatesWalk(op);
  const registered =
    filter.hukouRegion != null ? op.regions.must(filter.hukouRegion, 'filter.hukouRegion').path : undefined;
  return registered !== undefined && within(registered, path)
    ? {
        name: 'worker:hukou',
        spine: worker,
        keys: [sql`w.hukou`, sql`w.id`],
        stake: underPath(sql`w.hukou`, registered),
      }
    : {
        name: 'worker:service',
        spine: worker,
        keys: [sql`w.origin`, sql`w.id`],
        stake: underPath(sql`w.origin`, path),
      };
}

/** Destinations read along the key alone: the order of a masked place would tell who is of one village. */
function candidatesWalk(op: Operation): Walk {
  return {
    name: 'worker:id',
    spine: sql`(${workerCandidates(op)}) c join lateral (select n.* from worker n where n.id = c.worker_id offset 0) w on true`,
    keys: [sql`c.worker_id`],
    stake: workerStake(op),
  };
}

function mustBeViewersToAsk(op: Operation, filter: WorkerFilter): void {
  const { role } = op.viewer;
  if (role === 'COUNTY_BUREAU' || role === 'SYSTEM') return;
  for (const field of COUNTY_FILTERS) if (filter[field] != null) throw filterNotYours(`filter.${field}`);
  if (role === 'STATION_LIAISON') return;
  for (const field of STATION_FILTERS) if (filter[field] != null) throw filterNotYours(`filter.${field}`);
}

function conditions(op: Operation, filter: WorkerFilter): Sql {
  const found: Sql[] = [];
  for (const [field, column] of [
    ['serviceRegion', sql`w.origin`],
    ['hukouRegion', sql`w.hukou`],
  ] as const) {
    const code = filter[field];
    if (code != null) found.push(underPath(column, askedPlace(op, code, `filter.${field}`).path));
  }
  if (filter.lifeStatus != null) found.push(sql`w.life_status = ${filter.lifeStatus}`);
  if (filter.education != null) found.push(sql`w.education = ${filter.education}`);
  if (filter.target != null) found.push(sql`s.target = ${filter.target}`);
  if (filter.tag != null) found.push(sql`${filter.tag} = any(s.tags)`);
  if (filter.trainingWilling != null) found.push(sql`s.wants_training = ${filter.trainingWilling}`);
  if (filter.employed != null) found.push(sql`s.employed = ${filter.employed}`);
  if (filter.overAgeWorking != null)
    found.push(filter.overAgeWorking ? OVER_AGE_WORKING : sql`not (${OVER_AGE_WORKING})`);
  if (filter.seasonEnded != null) found.push(filter.seasonEnded ? SEASON_ENDED : sql`not (${SEASON_ENDED})`);
  if (filter.returningToFormer != null)
    found.push(filter.returningToFormer ? RETURNING_TO_FORMER : sql`not (${RETURNING_TO_FORMER})`);
  if (filter.laborBase === false) found.push(sql`not s.in_base`);
  if (filter.laborBase || filter.population != null)
    found.push(sql`s.in_base and ${populationCondition((filter.population ?? 'TARGET') as Population)}`);
  if (filter.idNumber != null)
    found.push(
      // The number of a record that was merged is the person's, too.
      sql`w.id = (select coalesce(m.merged_into, m.id) from worker_identity n join worker m on m.id = n.worker_id
        where n.id_number_hmac = ${op.vault.fingerprint(filter.idNumber)})`,
    );
  found.push(...ages(filter));
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Full years today, both ends included. */
function ages({ ageFrom, ageTo }: WorkerFilter): Sql[] {
  for (const [field, age] of [
    ['ageFrom', ageFrom],
    ['ageTo', ageTo],
  ] as const)
    if (age != null && (age < 0 || age > OLDEST || (field === 'ageTo' && age < (ageFrom ?? 0))))
      throw badInput(
        `filter.${field}`,
        'AGE_RANGE',
        {
          zh: `年龄应在 0 至 ${OLDEST} 周岁之间，且上限不低于下限。`,
          en: `Ages lie between 0 and ${OLDEST}, and the highest is not below the lowest.`,
        },
        { limit: OLDEST },
      );
  const born: Sql[] = [];
  if (ageFrom != null)
    born.push(sql`w.birth_date <= (business_today() - make_interval(years => ${ageFrom}::int))::date`);
  if (ageTo != null)
    born.push(sql`w.birth_date > (business_today() - make_interval(years => ${ageTo + 1}::int))::date`);
  return born;
}
