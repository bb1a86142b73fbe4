/** The numbers and the list that Liping and Foshan share, as either of them is shown them. */
import type { Client } from './client.js';

const PAIR = 'origin: "522631", destination: "440600"';

/** Persons of the labour base; of these who want to go to the city, and to learn; and how many the list beside them has. */
export type Numbers = readonly [base: number, intent: number, training: number, listed: number];

const COUNTS = 'fourCounts { laborBase intentToDestination trainingWilling }';
const LISTED = 'jobDemandList(tiers: [EXPLICIT, BROAD]) { totalCount }';
const NUMBERS = `query($p: Position!) {
  alone: picture(${PAIR}, atLeast: $p) { ${COUNTS} }
  beside: picture(${PAIR}, atLeast: $p) { ${COUNTS} ${LISTED} } }`;
interface Shown {
  readonly fourCounts: Record<'laborBase' | 'intentToDestination' | 'trainingWilling', number>;
}
interface ShownBeside extends Shown {
  readonly jobDemandList: { readonly totalCount: number };
}

/** What a side sees at a position: asked for alone, and beside the list, which come to it by different ways. */
export async function numbersAt(side: Client, position: string): Promise<Numbers[]> {
  const { alone, beside } = await side.must<{ alone: Shown; beside: ShownBeside }>(NUMBERS, { p: position });
  return [alone, beside].map(({ fourCounts: { laborBase, intentToDestination, trainingWilling } }) => [
    ...([laborBase, intentToDestination, trainingWilling] as const),
    beside.jobDemandList.totalCount,
  ]);
}

/** Somebody on the list of those who want to go to the city, and why. */
export interface Going {
  readonly tier: string;
  readonly preferenceRank: number | null;
  readonly worker: {
    readonly name: string;
    readonly idNumberMasked: string | null;
    readonly phone: string | null;
  };
}
interface City {
  readonly picture: {
    readonly jobDemandList: {
      readonly totalCount: number;
      readonly pageInfo: { readonly endCursor: string };
      readonly nodes: readonly Going[];
    };
  };
}
const CITY_LIST = `query($after: String) { picture(${PAIR}) {
  jobDemandList(first: 3, after: $after) { totalCount pageInfo { endCursor }
    nodes { tier preferenceRank worker { name idNumberMasked phone } } } } }`;

/** The list to its end, page by page, with the count that each page gives. */
export async function cityList(side: Client): Promise<{ counts: number[]; rows: Going[] }> {
  const counts: number[] = [];
  const rows: Going[] = [];
  for (let after: string | null = null; ; ) {
    const page: City = await side.must<City>(CITY_LIST, { after });
    const { totalCount, nodes, pageInfo } = page.picture.jobDemandList;
    if (nodes.length === 0) return { counts, rows };
    counts.push(totalCount);
    rows.push(...nodes);
    after = pageInfo.endCursor;
  }
}
