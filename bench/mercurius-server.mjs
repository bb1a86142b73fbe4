/**
 * The peer Mercurius: graphql-jit from the first request on, loaders and SQL by hand. Each request is one
 * transaction (begin, set_config, queries, commit) on one of ten connections, its statements prepared.
 */
import fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { announce, pool, settingsOf } from './peer.mjs';

const connections = pool(pg, { pipeline: true });
const NAMES = ['app.role', 'app.path', 'app.organization', 'app.actor', 'app.origins', 'app.explicit_keys', 'app.broad_keys', 'app.today'];
const SESSION = {
  name: 'session',
  text: `select ${NAMES.map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(', ')}`,
};

/** The transaction of one request: begun by the first statement, committed when the answer stands. */
class Transaction {
  #settings;
  #begun;

  constructor(settings) {
    this.#settings = settings;
  }

  async query(statement) {
    this.#begun ??= this.#begin();
    const client = await this.#begun;
    const { rows } = await client.query(statement);
    return rows;
  }

  async #begin() {
    const client = await connections.connect();
    // pg keeps the order by itself: nobody waits for an answer that is not needed.
    client.query('begin isolation level repeatable read read only');
    client.query({ ...SESSION, values: NAMES.map((name) => this.#settings[name]) });
    return client;
  }

  async end(failed) {
    if (!this.#begun) return;
    const client = await this.#begun;
    await client.query(failed ? 'rollback' : 'commit');
    client.release();
  }
}

const schema = `
  enum PostingState { OPEN PAUSED FILLED EXPIRED WITHDRAWN TAKEN_DOWN }
  type Organization { id: ID! name: String! }
  type Region { code: String! name: String! }
  type JobPosting {
    id: ID!
    title: String!
    headcount: Int!
    wageMin: Float
    wageMax: Float
    employer: Organization!
    workRegion: Region!
  }
  type Query { jobPostings(within: String!, state: PostingState!, first: Int!): [JobPosting!]! }
`;

const resolvers = {
  Query: {
    async jobPostings(_root, { within, state, first }, { transaction }) {
      const rows = await transaction.query({
        name: 'postings',
        text: `select id, title, headcount, wage_min_fen, wage_max_fen, employer_id, work_region from job_posting
          where state = $1 and destination >= $2 and destination < $3 order by opened_at desc, id desc limit $4`,
        values: [state, within, `${within}~`, Math.min(first, 200)],
      });
      return rows.map((row) => ({
        id: row.id,
        title: row.title,
        headcount: row.headcount,
        wageMin: row.wage_min_fen === null ? null : Number(row.wage_min_fen),
        wageMax: row.wage_max_fen === null ? null : Number(row.wage_max_fen),
        employerId: row.employer_id,
        regionCode: row.work_region,
      }));
    },
  },
};

/** One statement for all that are asked for at once, in their order. */
const byKey = (name, text, keyOf, column) => async (queries, { transaction }) => {
  const keys = queries.map(({ obj }) => keyOf(obj));
  const rows = await transaction.query({ name, text, values: [[...new Set(keys)]] });
  const found = new Map(rows.map((row) => [row[column], row]));
  return keys.map((key) => found.get(key));
};
const loaders = {
  JobPosting: {
    employer: byKey('employers', 'select id, name from organization where id = any($1::uuid[])', (posting) => posting.employerId, 'id'),
    workRegion: byKey('regions', 'select code, name from region where code = any($1::text[])', (posting) => posting.regionCode, 'code'),
  },
};

const app = fastify({ logger: false });
app.register(mercurius, {
  schema,
  resolvers,
  loaders,
  jit: 1,
  graphiql: false,
  context: (request) => ({ transaction: new Transaction(settingsOf(request.headers['x-viewer'])) }),
});
app.addHook('onReady', async () => {
  app.graphql.addHook('onResolution', async (execution, { transaction }) => {
    await transaction.end(Boolean(execution.errors));
  });
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server.address().port);
