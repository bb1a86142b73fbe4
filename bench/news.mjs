/**
 * What every peer of the live measures hears: the bench itself sends, in the transaction that opens a posting, the
 * finished row on a channel of its own. So no peer reads anything or asks whose it is; ours does both.
 */
import pg from 'pg';

export const CHANNEL = 'bench_news';

/** Calls `tell` with the text of each row, from a LISTEN of its own. */
export async function hearNews(tell) {
  const listener = new pg.Client({ connectionString: process.env.BENCH_DATABASE, application_name: 'bench peer listener' });
  listener.on('notification', ({ payload }) => tell(payload));
  await listener.connect();
  await listener.query(`listen ${CHANNEL}`);
}

/** The part of the schema that the live measures ask for. */
export const SCHEMA = `
  enum PostingState { DRAFT SUBMITTED REJECTED OPEN PAUSED FILLED EXPIRED WITHDRAWN TAKEN_DOWN }
  enum WagePeriod { MONTH DAY HOUR PIECE }
  type Region { code: String! name: String! }
  type JobPosting {
    id: ID!
    title: String!
    occupation: String
    headcount: Int!
    wageMin: Float
    wageMax: Float
    wagePeriod: WagePeriod!
    state: PostingState!
    housing: Boolean
    openedAt: String
    validTo: String!
    workRegion: Region!
  }
  type PostingPublished { position: String! posting: JobPosting! }
  type Query { hello: String }
  type Subscription { postingPublished: PostingPublished! }
`;
