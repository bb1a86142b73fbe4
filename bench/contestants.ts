import { z } from 'zod';
import { CITY } from '#bench/load-parties.js';
import { type Server, startOurs, startPeer } from '#bench/servers.js';
import { LIST_VARIABLES } from '#bench/viewers.js';

/** Fen, which PostGraphile writes as text because the column is a bigint. */
const fen = z
  .union([z.number(), z.string()])
  .nullable()
  .transform((value) => (value === null ? null : Number(value)));

/** One posting of the list, as every contestant must answer it. */
const posting = z.object({
  title: z.string(),
  headcount: z.number(),
  wageMin: fen,
  wageMax: fen,
  employer: z.object({ name: z.string() }),
  workRegion: z.object({ name: z.string(), code: z.string() }),
});
const plain = z.object({ jobPostings: z.array(posting) }).transform((data) => data.jobPostings);
export type Posting = z.infer<typeof posting>;

/** Who takes part, in its own words. */
export interface Contestant<Row> {
  readonly name: 'ours' | 'postgraphile' | 'mercurius' | 'floor';
  start(url: string): Promise<Server>;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Finds the rows in `data` of an answer; refuses an answer of another form. */
  readonly answer: z.ZodType<Row[]>;
}

/** The same fifty postings in four ways; only ours is also asked for the position at which they are true. */
export const CONTESTANTS: readonly Contestant<Posting>[] = [
  {
    name: 'ours',
    start: startOurs,
    query: `query Newest($within: RegionCode!, $state: PostingState!, $first: Int!) {
      jobPostings(filter: { workRegion: $within, states: [$state] }, orderBy: NEWEST, first: $first) {
        nodes { title headcount wageMin wageMax employer { name } workRegion { name code } }
        position
      }
    }`,
    variables: { ...LIST_VARIABLES, within: CITY },
    answer: z
      .object({ jobPostings: z.object({ nodes: z.array(posting), position: z.string().min(1) }) })
      .transform((data) => data.jobPostings.nodes),
  },
  {
    name: 'postgraphile',
    start: (url) => startPeer('postgraphile-server.mjs', url),
    query: `query Newest($within: String!, $state: String!, $first: Int!) {
      allJobPostings(condition: { within: $within, state: $state }, orderBy: [OPENED_AT_DESC, PRIMARY_KEY_DESC], first: $first) {
        nodes {
          title headcount wageMin: wageMinFen wageMax: wageMaxFen
          employer: organizationByEmployerId { name } workRegion: regionByWorkRegion { name code }
        }
      }
    }`,
    variables: LIST_VARIABLES,
    answer: z
      .object({ allJobPostings: z.object({ nodes: z.array(posting) }) })
      .transform((data) => data.allJobPostings.nodes),
  },
  {
    name: 'mercurius',
    start: (url) => startPeer('mercurius-server.mjs', url),
    query: `query Newest($within: String!, $state: PostingState!, $first: Int!) {
      jobPostings(within: $within, state: $state, first: $first) {
        title headcount wageMin wageMax employer { name } workRegion { name code }
      }
    }`,
    variables: LIST_VARIABLES,
    answer: plain,
  },
  {
    name: 'floor',
    start: (url) => startPeer('floor-server.mjs', url),
    query: '',
    variables: LIST_VARIABLES,
    answer: plain,
  },
];
