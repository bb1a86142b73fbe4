import { z } from 'zod';
import type { Contest } from '#bench/contest.js';
import { COUNTY } from '#bench/load-parties.js';
import { startOurs, startPeer } from '#bench/servers.js';

/** The lists whose condition a peer can be given over the standing alone; the unemployed one also reads the wish. */
const LISTS = [
  'LABORERS',
  'IN_HARDSHIP',
  'IN_HARDSHIP_EMPLOYED',
  'UNEMPLOYED_WITHOUT_INTENT',
  'WILLING_TO_GO_OUT',
] as const;
const FIRST = 50;
/** 龙形街道: some thousands of people. */
const TOWN = '522631003';

const worker = z.object({
  // Where the world was made findable, ours opens the sealed name for the county, which may see it; the peer answers the masked
  // column. The surname is in both.
  name: z.string().transform((name) => name.slice(0, 1)),
  education: z.string().nullable(),
  serviceRegion: z.object({ name: z.string(), code: z.string() }),
});
/** A page of one list; with its exact total where that was asked for. */
const page = z.object({
  totalCount: z.number().optional(),
  nodes: z.array(z.object({ worker })).length(FIRST),
});
/** One list by its name, and the page of it. */
type SixListPage = [string, z.infer<typeof page>];

/**
 * Lists of a county of hundreds of thousands by place, a page of each in one request: by us and by PostGraphile, which
 * is given the conditions of the lists. A list's exact total is counted by PostgreSQL, person by person, for either.
 */
function contest(
  name: string,
  lists: readonly string[],
  within: string,
  total: boolean,
): Contest<SixListPage> {
  const wanted = `${total ? 'totalCount ' : ''}nodes`;
  const pages = z
    .object(Object.fromEntries(lists.map((list) => [list, page])))
    .transform((answer) => lists.map((list): SixListPage => [list, answer[list] as SixListPage[1]]));
  return {
    name,
    contestants: [
      {
        name: 'ours',
        start: startOurs,
        query: `query Lists($origin: RegionCode!, $place: RegionCode!) {
          sixLists(origin: $origin) {
            ${lists.map((list) => `${list}: rows(list: ${list}, filter: { place: $place }, first: ${FIRST}) { ...page }`).join('\n')}
          }
        }
        fragment page on SixListRowConnection {
          position ${wanted} { worker { name education serviceRegion { name code } } }
        }`,
        variables: { origin: COUNTY, place: within },
        answer: z.object({ sixLists: z.unknown() }).transform((data) => pages.parse(data.sixLists)),
      },
      {
        name: 'postgraphile',
        start: (url) => startPeer('postgraphile-six-lists-server.mjs', url),
        query: `query Lists($within: String!) {
          ${lists
            .map(
              (list) =>
                `${list}: allStandings(condition: { onList: "${list}", within: $within }, orderBy: [ORIGIN_ASC, PRIMARY_KEY_ASC], first: ${FIRST}) { ...page }`,
            )
            .join('\n')}
        }
        fragment page on StandingConnection {
          ${wanted} {
            worker: workerByWorkerId { name: displayName education serviceRegion: regionByServiceRegion { name code } }
          }
        }`,
        variables: { within },
        answer: pages,
      },
    ],
    rows: lists.length,
    cpu: { postgraphile: 0.7 },
    sooner: [],
    // One of the peer's answers takes so long that ten at once would all wait for PostgreSQL.
    connections: 2,
  };
}

export const SIX_LISTS: readonly Contest<SixListPage>[] = [
  contest('six-lists', LISTS, COUNTY, false),
  // Of a town: of the whole county PostgreSQL counts for a quarter of a second, and a server that answers four times a
  // second is measured by what it does of itself.
  contest('six-lists.total', ['WILLING_TO_GO_OUT'], TOWN, true),
];
