import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Server } from '#bench/servers.js';

/** A subscriber of our server over graphql-ws; it does not come back when its socket is lost. */
export function subscriberOf(server: Server): Client {
  return createClient({
    url: server.url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: server.headers['authorization'] },
    retryAttempts: 0,
  });
}
