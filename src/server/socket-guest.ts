import type { Duplex } from 'node:stream';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Guest } from './guests.js';

/** A guest on a socket; graphql-ws hands it around as the context's `extra`. */
export interface SocketGuest extends Guest, Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  /** What the socket speaks through. */
  readonly wire: Duplex;
}

/** The guest of a socket that has just been opened; it is shown out with 4403 and the reason. */
export function socketGuest(socket: WebSocket, wire: Duplex): SocketGuest {
  return {
    socket,
    wire,
    isUp: () => socket.readyState === socket.OPEN,
    showOut: ({ reason }) => socket.close(CloseCode.Forbidden, reason),
    onceGone: (then) => void socket.once('close', then),
  };
}
