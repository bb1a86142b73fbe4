/** The peer Mercurius with its own subscriptions (graphql-js executes them there, for every socket), its emitter fed by a LISTEN. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { hearNews, SCHEMA } from './news.mjs';
import { announce } from './peer.mjs';

const app = fastify({ logger: false });
app.register(mercurius, {
  schema: SCHEMA,
  resolvers: {
    Subscription: { postingPublished: { subscribe: (_root, _args, { pubsub }) => pubsub.subscribe('news') } },
  },
  graphiql: false,
  subscription: true,
});
await app.listen({ port: 0, host: '127.0.0.1' });
await hearNews((text) => app.graphql.pubsub.publish({ topic: 'news', payload: { postingPublished: JSON.parse(text) } }));
announce(app.server.address().port);
