import { CITY } from '#bench/load-parties.js';

/** Settings of ours under which one account may open all the sockets of a measure. */
export const LIVE_SETTINGS = { SOCKETS_PER_ACCOUNT: '10000', SOCKETS_TOTAL: '20000' } as const;

const POSTING = `id title occupation headcount wageMin wageMax wagePeriod state housing openedAt validTo workRegion { code name }`;
const FILTER = `filter: { workRegion: "${CITY}" }`;

/** The plain stream of opened postings, ours. */
export const PUBLISHED = `subscription News { postingPublished(${FILTER}) { position posting { ${POSTING} } } }`;
/** The watched list, ours, from now on. */
export const WATCH = `subscription Watch { watchPostings(${FILTER}, snapshot: NEVER) { __typename
  ... on PostingChanges { from to count eventsSoFar digest changes { op reason id version node { ${POSTING} } } }
  ... on CaughtUp { position rows digest eventsSoFar } ... on Ready { position } } }`;
/** The same posting from the peers: each subscriber hears of all that the bench opens. */
export const NEWS = `subscription News { postingPublished { position posting { ${POSTING} } } }`;

/** A peer of the live measures. */
export interface LivePeer {
  readonly name: string;
  readonly file: string;
  readonly query: string;
}

/** All of them; the floor, `ws` alone, is no GraphQL server. */
export const LIVE_PEERS: readonly LivePeer[] = [
  { name: 'graphql-ws', file: 'stock-socket-server.mjs', query: NEWS },
  { name: 'bare ws', file: 'bare-socket-server.mjs', query: NEWS },
  { name: 'mercurius', file: 'mercurius-live-server.mjs', query: NEWS },
  { name: 'postgraphile', file: 'postgraphile-live-server.mjs', query: NEWS },
];
