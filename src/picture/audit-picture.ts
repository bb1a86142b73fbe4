import sql, { type Sql } from 'sql-template-tag';
import type { Message } from '#kernel/error.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { POPULATIONS } from '#worker/population.js';
import { sixListDifferences, sixListStatement } from './audit-six-lists.js';
import { type Compared, standingDifferences, standingStatements } from './audit-standing.js';
import { demandList } from './demand-list.js';
import { type Figures, figureStatements, figuresFrom } from './four-counts.js';
import { type Pair, pairOf } from './pair.js';
import { recountedFrom, recountStatements } from './recount.js';
import { supplyList } from './supply-list.js';

/** Two ways to the same number that came out apart. Names keys, never a person. */
export interface Difference {
  readonly what: Message;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

export interface AuditReport {
  /** The snapshot that everything was compared in. */
  readonly position: string;
  /** Pictures compared: pairings times populations. */
  readonly pictures: number;
  readonly compared: Compared;
  /** Must be empty. */
  readonly differences: readonly Difference[];
}

/** Lists of a picture with how each is read whole. */
interface Lists {
  readonly demand: Sql;
  readonly supply: Sql;
}

/**
 * Works everything out again in one snapshot and compares: each standing with its source, and for every pairing
 * that was ever made and every population the figures with their lists read to the end, with a recount from the
 * nouns, and with what must hold between them (domain 4.4); the six lists, person by person; the places of postings with referrals and arrivals.
 * It must find nothing, ever. `op` is the system's.
 */
export async function auditPicture(op: Operation): Promise<AuditReport> {
  const { rows } = await op.read(
    sql`select distinct origin_code, destination_code from pairing order by 1, 2`,
  );
  const pairs = (rows[0] ?? []).flatMap((row) =>
    POPULATIONS.map((population) =>
      pairOf(op.regions, String(row['origin_code']), String(row['destination_code']), population),
    ),
  );
  const perPair = (pair: Pair): Sql[] => {
    const { demand, supply } = listsOf(op, pair);
    return [...figureStatements(pair), demand, supply];
  };
  const standing = standingStatements();
  const recount = recountStatements(pairs, op.today);
  const reading = await op.read(
    // A recount of a million people takes longer than any request may; and the planner, which knows nothing of
    // the sizes of what was set aside within a statement, would go through it again for every person.
    sql`select set_config('statement_timeout', '0', true), set_config('enable_nestloop', 'off', true)`,
    ...recount,
    sixListStatement(op.today),
    sql`select set_config('enable_nestloop', 'on', true)`,
    ...standing,
    ...pairs.flatMap(perPair),
  );
  const taken = reading.rows.slice(1);
  const take = (count: number) => taken.splice(0, count);
  const recounted = recountedFrom(pairs, take(recount.length));
  const [sixLists] = take(1);
  take(1);
  const { differences, compared } = standingDifferences(take(standing.length));
  differences.push(...sixListDifferences(sixLists));
  for (const pair of pairs) {
    const figures = figuresFrom(take(3));
    differences.push(
      ...compareFigures(pair, figures, recounted.get(pair.key)),
      ...compareLists(pair, figures, take(2)),
      ...checkFigures(pair, figures),
    );
  }
  return { position: reading.position, pictures: pairs.length, compared, differences };
}

/** The two lists as a reader would have them, page after page to the end, counted instead of shown. */
function listsOf(op: Operation, pair: Pair): Lists {
  const whole = (list: ListQuery<unknown>) => sql`select ${list.columns} ${list.from}`;
  return {
    demand: sql`select count(*)::int as rows, count(distinct x.id)::int as people,
        count(*) filter (where x.tier = 'EXPLICIT')::int as explicit, count(*) filter (where x.tier = 'BROAD')::int as broad,
        count(*) filter (where x.tier = 'OPEN')::int as open
      from (${whole(demandList(op, pair, null))}) x`,
    supply: sql`select count(*)::int as rows, coalesce(sum(x.remaining), 0)::int as remaining
      from (${whole(supplyList(op, pair))}) x`,
  };
}

function compareFigures(pair: Pair, figures: Figures, recounted: Figures | undefined): Difference[] {
  const flat = (of: Figures | undefined) =>
    Object.entries(of ?? {}).flatMap(([name, value]: [string, number | Record<string, number>]) =>
      typeof value === 'number'
        ? [[name, value] as const]
        : Object.entries(value).map(([part, n]) => [`${name}.${part}`, n] as const),
    );
  const [here, anew] = [new Map(flat(figures)), new Map(flat(recounted))];
  return [...new Set([...here.keys(), ...anew.keys()])].flatMap((name) =>
    unequal(
      pair,
      name,
      { zh: '底数与重新清点不一致', en: 'a figure differs from its recount' },
      anew.get(name) ?? 0,
      here.get(name) ?? 0,
    ),
  );
}

function compareLists(
  pair: Pair,
  figures: Figures,
  [demand, supply]: readonly (readonly Row[])[],
): Difference[] {
  const what = { zh: '底数与清单长度不一致', en: 'a figure differs from the length of its list' };
  const n = (rows: readonly Row[] | undefined, name: string) => Number(rows?.[0]?.[name] ?? 0);
  const { explicit, broad, open } = figures;
  return [
    ...unequal(pair, 'demand list', what, n(demand, 'rows'), explicit + broad + open),
    ...unequal(pair, 'demand list, each person once', what, n(demand, 'rows'), n(demand, 'people')),
    ...unequal(pair, 'demand list, EXPLICIT', what, n(demand, 'explicit'), explicit),
    ...unequal(pair, 'demand list, BROAD', what, n(demand, 'broad'), broad),
    ...unequal(pair, 'demand list, OPEN', what, n(demand, 'open'), open),
    ...unequal(pair, 'supply list', what, n(supply, 'rows'), figures.postings),
    ...unequal(pair, 'supply list, places', what, n(supply, 'remaining'), figures.suitablePosts),
  ];
}

/** What must hold between the figures of one picture (domain 4.4, invariants). */
function checkFigures(pair: Pair, f: Figures): Difference[] {
  const what = { zh: '底数之间的关系不成立', en: 'figures do not fit together' };
  const employed = Object.values(f.employed).reduce((sum, n) => sum + n, 0);
  const holds: [string, boolean][] = [
    ['demand list ⊆ labour base', f.explicit + f.broad + f.open <= f.laborBase],
    ['intent ≤ labour base', f.explicit + f.broad <= f.laborBase],
    ['training ≤ labour base', f.trainingWilling <= f.laborBase],
    ['available ≤ intent', f.available <= f.explicit + f.broad],
    ['train then export ≤ training', f.trainThenExport <= f.trainingWilling],
    ['employed + not employed = labour base', employed + f.notEmployed === f.laborBase],
    ['allocated + shared = places', f.allocatedPosts + f.sharedPosts === f.suitablePosts],
    ['employers ≤ postings ≤ places', f.employers <= f.postings && f.postings <= f.suitablePosts],
  ];
  return holds
    .filter(([, does]) => !does)
    .map(([rule]) => ({ what, where: pair.key, expected: rule, found: JSON.stringify(f) }));
}

function unequal(pair: Pair, name: string, what: Message, expected: number, found: number): Difference[] {
  return expected === found
    ? []
    : [{ what, where: `${pair.key} ${name}`, expected: String(expected), found: String(found) }];
}
