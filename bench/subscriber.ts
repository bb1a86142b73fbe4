import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Server } from '#bench/servers.js';

/**
 * A subscriber of our server over graphql-ws; it does not come back when its socket is lost. `onMessage` is told of each
 * message that has come, before anything is made of it.
 */
export function subscriberOf(server: Server, onMessage: () => void = () => undefined): Client {
  class Heard extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      this.on('message', onMessage);
    }
  }
  return createClient({
    url: server.url.replace('http:', 'ws:'),
    webSocketImpl: Heard,
    connectionParams: { authorization: server.headers['authorization'] },
    retryAttempts: 0,
  });
}
