/**
 * The peer PostGraphile 5 with its own subscriptions: grafserv's web sockets, Grafast's `listen` over the subscriber
 * that `makePgService` makes. The same part of the schema by `extendSchema`, planned as its manual says.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { jsonParse } from 'postgraphile/@dataplan/json';
import { context, listen } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { extendSchema, gql, pgSmartTags } from 'postgraphile/utils';
import { CHANNEL, SCHEMA } from './news.mjs';
import { announce, pool } from './peer.mjs';

const none = pgSmartTags([
  { kind: 'class', match: () => true, tags: { behavior: '-*' } },
  { kind: 'procedure', match: () => true, tags: { behavior: '-*' } },
]);
const live = extendSchema(() => ({
  typeDefs: gql`${SCHEMA.replace(/type (Query|Subscription)/g, 'extend type $1')}`,
  objects: {
    Subscription: {
      plans: {
        postingPublished: {
          subscribePlan: () => listen(context().get('pgSubscriber'), CHANNEL, jsonParse),
          plan: ($news) => $news,
        },
      },
    },
  },
}));

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [none, live],
  pgServices: [makePgService({ pool: pool(pg), schemas: ['public'], pubsub: true })],
  grafserv: { watch: false, graphiql: false, graphqlPath: '/graphql', websockets: true },
  grafast: { explain: false },
});
const server = createServer();
server.on('error', (fault) => console.error(fault));
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(0, '127.0.0.1', () => announce(server.address().port));
