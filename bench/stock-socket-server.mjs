/**
 * The peer graphql-ws as its manual sets it up: `useServer` with a schema, graphql-js executing for every socket. Each
 * subscription is an async iterator over an emitter that a LISTEN feeds.
 */
import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { hearNews, SCHEMA } from './news.mjs';
import { announce } from './peer.mjs';

const news = new EventEmitter().setMaxListeners(0);
await hearNews((text) => news.emit('news', JSON.parse(text)));

const schema = buildSchema(SCHEMA);
schema.getSubscriptionType().getFields().postingPublished.subscribe = async function* () {
  for await (const [item] of on(news, 'news')) yield { postingPublished: item };
};

const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(0, '127.0.0.1', () => announce(server.address().port));
