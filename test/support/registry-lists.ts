/** The lists of a county: as the API gives them, page after page, and worked out again from the nouns (domain 4.3, 4.4, 4.6). */
import { toGlobalId } from '#kernel/global-id.js';
import type { Client } from './client.js';
import { CARRIED, LABOUR_BASE } from './registry-laws.js';

/** Everybody on each list by global id, as it was read. */
export type Lists = Readonly<Record<string, readonly string[]>>;
/** The same with the number that the API gives beside each list, and that stands in the counts. */
export interface ReadLists {
  readonly lists: Lists;
  readonly totals: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

const SIX = [
  'LABORERS',
  'LABORERS_UNVERIFIED',
  'IN_HARDSHIP',
  'IN_HARDSHIP_EMPLOYED',
  'UNEMPLOYED',
  'UNEMPLOYED_WITHOUT_INTENT',
  'WILLING_TO_GO_OUT',
  'BARRIER_WILLINGNESS',
  'BARRIER_SKILL',
  'BARRIER_ABILITY',
];
const POPULATIONS = ['TARGET', 'RELOCATED', 'TARGET_OR_RELOCATED', 'ALL_RURAL'];
const TIERS = ['EXPLICIT', 'BROAD', 'OPEN'];
/** The city that both counties are asked about, and what names it, or all that it is part of. */
const CITY = '440600';

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly worker: { readonly id: string }; readonly tier?: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
const PAGE = 'totalCount pageInfo { hasNextPage endCursor }';

/** Reads a connection to its end. */
async function whole(
  client: Client,
  query: string,
  variables: object,
  page: (data: never) => Page,
): Promise<Page> {
  const nodes = [];
  for (let cursor: string | null = null; ; ) {
    const read = page((await client.must(query, { ...variables, cursor })) as never);
    nodes.push(...read.nodes);
    if (!read.pageInfo.hasNextPage) return { ...read, nodes };
    cursor = read.pageInfo.endCursor;
  }
}

const COUNTS = `query($county: RegionCode!, $city: RegionCode!) {
  sixLists(origin: $county) { counts { counts { list workers } } }
  ${POPULATIONS.map((p) => `${p}: picture(origin: $county, destination: $city, population: ${p}) { fourCounts { laborBase trainingWilling intentSplit { explicit broad openPotential } } }`).join('\n')} }`;
const SIX_LIST = `query($county: RegionCode!, $list: SixList!, $cursor: String) {
  sixLists(origin: $county) { rows(list: $list, first: 200, after: $cursor) { nodes { worker { id } } ${PAGE} } } }`;
const RETURNEES = `query($county: RegionCode!, $cursor: String) {
  sixLists(origin: $county) { rows: returnees(first: 200, after: $cursor) { nodes { worker { id } } ${PAGE} } } }`;
const DEMAND = `query($county: RegionCode!, $city: RegionCode!, $population: Population!, $cursor: String) {
  picture(origin: $county, destination: $city, population: $population) {
    jobDemandList(first: 200, after: $cursor) { nodes { worker { id } tier } ${PAGE} } } }`;

/** Everything that the API says of a county. */
export async function readLists(client: Client, county: string): Promise<ReadLists> {
  const lists: Record<string, string[]> = {};
  const totals: Record<string, number> = {};
  const take = (name: string, { nodes, totalCount }: Page) => {
    lists[name] = nodes.map(({ worker }) => worker.id);
    totals[name] = totalCount;
  };
  const six = ({ sixLists }: { sixLists: { rows: Page } }) => sixLists.rows;
  for (const list of SIX) take(list, await whole(client, SIX_LIST, { county, list }, six));
  take('RETURNEES', await whole(client, RETURNEES, { county }, six));
  for (const population of POPULATIONS) {
    const variables = { county, city: CITY, population };
    const page = await whole(
      client,
      DEMAND,
      variables,
      ({ picture }: { picture: { jobDemandList: Page } }) => picture.jobDemandList,
    );
    take(`DEMAND ${population}`, page);
    for (const tier of TIERS)
      lists[`${tier} ${population}`] = page.nodes
        .filter((n) => n.tier === tier)
        .map(({ worker }) => worker.id);
  }
  return { lists, totals, counts: await readCounts(client, county) };
}

interface Counted {
  readonly fourCounts: {
    readonly laborBase: number;
    readonly trainingWilling: number;
    readonly intentSplit: {
      readonly explicit: number;
      readonly broad: number;
      readonly openPotential: number;
    };
  };
}

async function readCounts(client: Client, county: string): Promise<Record<string, number>> {
  const { sixLists, ...pictures } = await client.must<
    { sixLists: { counts: { counts: { list: string; workers: number }[] } } } & Record<string, Counted>
  >(COUNTS, { county, city: CITY });
  const counts = Object.fromEntries(sixLists.counts.counts.map(({ list, workers }) => [list, workers]));
  for (const [population, { fourCounts }] of Object.entries(pictures as Record<string, Counted>)) {
    const { explicit, broad, openPotential } = fourCounts.intentSplit;
    counts[`LABOUR ${population}`] = fourCounts.laborBase;
    counts[`TRAINING ${population}`] = fourCounts.trainingWilling;
    counts[`EXPLICIT ${population}`] = explicit;
    counts[`BROAD ${population}`] = broad;
    counts[`OPEN ${population}`] = openPotential;
    counts[`DEMAND ${population}`] = explicit + broad + openPotential;
  }
  return counts;
}

/** `$1` is the day, `$2` the county: everybody on every list, from the nouns. */
export const EXPECTED_LISTS = `
  with ${LABOUR_BASE}, ${CARRIED},
  person as materialized (
    select l.id, l.in_training, l.real_name_verified_on is not null as verified, l.employment_form is not null as employed,
      coalesce(c.tags, '{}') as tags, v.intent, v.barriers, v.any_destination, v.confirmed_at, v.destination_codes as named,
      v.available_from is null or v.available_from <= $1::date + 14 as soon,
      coalesce(c.tags, '{}') && array['POVERTY_ALLEVIATED','MONITORED','PREVENTION_TARGET'] as target,
      exists (select from dispatch_order d where d.worker_id = l.id
        and d.state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED')) as flies,
      exists (select from willingness t where t.worker_id = l.id and t.kind = 'TRAINING' and t.state = 'ACTIVE'
        and t.wants_training) as learns,
      exists (select from arrival a where a.worker_id = l.id and a.state = 'VERIFIED' and a.verified_at > v.confirmed_at) as came
    from labour l left join carried c on c.worker_id = l.id
    left join willingness v on v.worker_id = l.id and v.kind = 'WORK' and v.state = 'ACTIVE' where l.county = $2),
  wanting as (
    select p.*, case when named && array['440600','440604'] then 'EXPLICIT' when named && array['440000','G-PRD'] then 'BROAD'
      when any_destination then 'OPEN' end as tier
    from person p where intent in ('GO_OUT','CHANGE_JOB') and not came and (intent = 'CHANGE_JOB' or not employed)),
  populations (population, id) as (
    select 'ALL_RURAL', id from person union all select 'TARGET', id from person where target
    union all select 'RELOCATED', id from person where 'RELOCATED' = any (tags)
    union all select 'TARGET_OR_RELOCATED', id from person where target or 'RELOCATED' = any (tags))
  select x.list, p.id from person p cross join lateral (values
    ('LABORERS', verified), ('LABORERS_UNVERIFIED', not verified),
    ('IN_HARDSHIP', verified and (target or 'HARD_TO_EMPLOY' = any (tags))),
    ('IN_HARDSHIP_EMPLOYED', verified and (target or 'HARD_TO_EMPLOY' = any (tags)) and employed),
    ('UNEMPLOYED', not employed and intent <> 'NONE' and soon),
    ('UNEMPLOYED_WITHOUT_INTENT', not employed and coalesce(intent, 'NONE') = 'NONE'),
    ('WILLING_TO_GO_OUT', intent = 'GO_OUT' and not flies),
    ('BARRIER_WILLINGNESS', not employed and 'WILLINGNESS' = any (barriers)),
    ('BARRIER_SKILL', not employed and 'SKILL' = any (barriers)),
    ('BARRIER_ABILITY', not employed and 'ABILITY' = any (barriers))) x (list, listed) where x.listed
  union all
  select 'RETURNEES', w.id from return_record r join worker w on w.id = r.worker_id
  where left(w.origin, 6) = $2 and w.life_status = 'ALIVE' and w.merged_into is null and r.left_again_on is null
    and r.returned_on >= $1::date - 180 and coalesce(left(w.employment_path, 6) = $2, true)
  union all
  select 'LABOUR ' || population, id from populations
  union all
  select 'TRAINING ' || population, id from populations join person using (id) where learns and not in_training
  union all
  select 'DEMAND ' || population, id from populations join wanting using (id) where tier is not null
  union all
  select tier || ' ' || population, id from populations join wanting using (id) where tier is not null`;

/** The rows of EXPECTED_LISTS by list. */
export function expectedLists(rows: readonly Readonly<Record<string, unknown>>[]): Lists {
  const lists: Record<string, string[]> = {};
  for (const { list, id } of rows) (lists[String(list)] ??= []).push(toGlobalId('Worker', String(id)));
  return lists;
}

/** Where what was read differs from what is expected: by list who is missing, who is too many, and numbers that are not the list's. */
export function differences({ lists, totals, counts }: ReadLists, expected: Lists): Record<string, object> {
  const apart: Record<string, object> = {};
  for (const name of new Set([...Object.keys(lists), ...Object.keys(counts), ...Object.keys(expected)])) {
    const read = lists[name];
    const there = new Set(expected[name] ?? []);
    const found = new Set(read ?? there);
    const missing = [...there].filter((id) => !found.has(id));
    const extra = [...found].filter((id) => !there.has(id));
    const numbers = [read?.length, totals[name], counts[name]].filter((n) => n !== undefined);
    const wrong = numbers.filter((n) => n !== there.size);
    if (missing.length + extra.length + wrong.length > 0)
      apart[name] = { missing, extra, numbers, expected: there.size };
  }
  return apart;
}
