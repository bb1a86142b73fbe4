import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import { populationCondition } from '#worker/population.js';
import type { Pair } from './pair.js';

/*
 * The four counts of a pair (domain 4.4): how many labourers there are (1), how many want to go to this city
 * (2: explicitly or broadly), how many want to learn (3), how many places suit them (4). Each is the number
 * of rows, or the sum over the rows, of a list with the same condition.
 */

export const DESTINATION_CLASSES = ['IN_COUNTY', 'IN_PROVINCE', 'OUT_OF_PROVINCE', 'ABROAD_HKMO'] as const;
export type DestinationClass = (typeof DESTINATION_CLASSES)[number];

/** Every number of a picture. Persons are distinct persons (人), posts are places (岗位). */
export interface Figures {
  laborBase: number;
  employed: Record<DestinationClass, number>;
  notEmployed: number;
  byTag: Record<string, number>;
  byBarrier: Record<string, number>;
  explicit: number;
  broad: number;
  open: number;
  alreadyThere: number;
  available: number;
  trainingWilling: number;
  trainThenExport: number;
  inTraining: number;
  suitablePosts: number;
  postings: number;
  employers: number;
  allocatedPosts: number;
  sharedPosts: number;
}

/** The tier of a standing for a pair, in SQL. */
export function tierOf(pair: Pair): Sql {
  return sql`standing_tier(s.explicit, s.broad, s.open_destination, ${[...pair.explicitKeys]}::text[], ${[...pair.broadKeys]}::text[])`;
}

/** The labour base of a pair as a condition on `standing s` (count 1). */
export function inBase(pair: Pair): Sql {
  return sql`s.in_base and s.origin >= ${pair.origin.path} and s.origin < ${`${pair.origin.path}~`} and ${populationCondition(pair.population)}`;
}

/** The supply list of a pair as a condition on `job_posting p` (count 4). Time passes only by the clock's verbs. */
export function inSupply(pair: Pair): Sql {
  return sql`p.state = 'OPEN' and p.suitable and p.destination >= ${pair.destination.path} and p.destination < ${`${pair.destination.path}~`}
    and posting_remaining(p, ${pair.origin.path}) > 0`;
}

/** Three statements that give every figure of a pair in one snapshot; `figuresFrom` reads what they give. */
export function figureStatements(pair: Pair): Sql[] {
  const there = `${pair.destination.path}%`;
  return [
    sql`select count(*)::int as base,
        count(*) filter (where s.employed and s.destination_class = 'IN_COUNTY')::int as in_county,
        count(*) filter (where s.employed and s.destination_class = 'IN_PROVINCE')::int as in_province,
        count(*) filter (where s.employed and s.destination_class = 'OUT_OF_PROVINCE')::int as out_of_province,
        count(*) filter (where s.employed and s.destination_class = 'ABROAD_HKMO')::int as abroad,
        count(*) filter (where not s.employed)::int as not_employed,
        count(*) filter (where s.in_demand and s.tier = 'EXPLICIT')::int as explicit,
        count(*) filter (where s.in_demand and s.tier = 'BROAD')::int as broad,
        count(*) filter (where s.in_demand and s.tier = 'OPEN')::int as open,
        count(*) filter (where s.employed and not s.in_demand and s.employment_path like ${there})::int as already_there,
        count(*) filter (where s.in_demand and s.tier in ('EXPLICIT', 'BROAD') and s.in_flight_to is null and not s.in_training)::int as available,
        count(*) filter (where s.wants_training)::int as training,
        count(*) filter (where s.wants_training and s.in_demand and s.tier <> 'NONE')::int as train_export,
        count(*) filter (where s.in_training)::int as in_training
      from (select s.*, ${tierOf(pair)} as tier from standing s where ${inBase(pair)}) s`,
    sql`select 'tag' as kind, x as name, count(*)::int as n from standing s, unnest(s.tags) x where ${inBase(pair)} group by x
      union all
      select 'barrier', x, count(*)::int from standing s, unnest(s.barriers) x where ${inBase(pair)} and not s.employed group by x`,
    sql`select count(*)::int as postings, coalesce(sum(x.rest), 0)::int as posts, count(distinct x.employer_id)::int as employers,
        coalesce(sum(x.rest) filter (where x.allocated), 0)::int as allocated
      from (select p.employer_id, posting_remaining(p, ${pair.origin.path}) as rest, p.allocations <> '[]'::jsonb as allocated
            from job_posting p where ${inSupply(pair)}) x`,
  ];
}

/** Reads what `figureStatements` gave. */
export function figuresFrom([people, named, posts]: readonly (readonly Row[])[]): Figures {
  const p = people?.[0] ?? {};
  const s = posts?.[0] ?? {};
  const group = (kind: string) =>
    Object.fromEntries(
      (named ?? []).filter((r) => r['kind'] === kind).map((r) => [String(r['name']), Number(r['n'])]),
    );
  const n = (row: Row, name: string) => Number(row[name] ?? 0);
  return {
    laborBase: n(p, 'base'),
    employed: {
      IN_COUNTY: n(p, 'in_county'),
      IN_PROVINCE: n(p, 'in_province'),
      OUT_OF_PROVINCE: n(p, 'out_of_province'),
      ABROAD_HKMO: n(p, 'abroad'),
    },
    notEmployed: n(p, 'not_employed'),
    byTag: group('tag'),
    byBarrier: group('barrier'),
    explicit: n(p, 'explicit'),
    broad: n(p, 'broad'),
    open: n(p, 'open'),
    alreadyThere: n(p, 'already_there'),
    available: n(p, 'available'),
    trainingWilling: n(p, 'training'),
    trainThenExport: n(p, 'train_export'),
    inTraining: n(p, 'in_training'),
    suitablePosts: n(s, 'posts'),
    postings: n(s, 'postings'),
    employers: n(s, 'employers'),
    allocatedPosts: n(s, 'allocated'),
    sharedPosts: n(s, 'posts') - n(s, 'allocated'),
  };
}
