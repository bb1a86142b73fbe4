import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket, WebSocketServer } from 'ws';
import { closeReason, momentsFor } from './come-back.js';
import { PingTurns } from './ping-turns.js';
import { type SocketGuest, socketGuest } from './socket-guest.js';

/** A socket that has taken nothing of what waits for it in this time is ended. */
const SLOW_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
/** More than this waits only for one who asks on and on without reading the answers. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** RFC 6455, section 7.4.1. */
const GOING_AWAY = 1001;
/** Peers have this long to say goodbye when we stop. */
const GOODBYE_MS = 1_500;

/**
 * Carries the messages of graphql-transport-ws between sockets and `protocol`, and ends a socket that does not
 * read or does not live. (graphql-ws's own binding writes faults to the console, and their text to the peer.)
 */
export function carrySockets(
  wss: WebSocketServer,
  protocol: Server<SocketGuest>,
  log: Logger,
): { close(): Promise<void> } {
  wss.options.handleProtocols = handleProtocols;
  const pings = new PingTurns();
  wss.on('connection', (ws, request) => {
    pings.add(ws);
    carry(ws, request.socket, protocol, log);
  });
  const look = lookForSlowOnes(wss);
  return {
    async close() {
      clearInterval(look);
      pings.close();
      // All are cut in one moment, and must not come back in one.
      const moments = momentsFor(wss.clients.size);
      const leaving = [...wss.clients].map((ws, place) => {
        ws.close(GOING_AWAY, closeReason('GOING_AWAY', { retryAfterSeconds: moments[place] }));
        return new Promise<void>((done) => ws.once('close', () => done()));
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => {
        timer = setTimeout(done, GOODBYE_MS);
      });
      await Promise.race([Promise.all(leaving), late]);
      clearTimeout(timer);
      for (const ws of wss.clients) ws.terminate();
      wss.close();
    },
  };
}

function carry(ws: WebSocket, wire: Duplex, protocol: Server<SocketGuest>, log: Logger): void {
  const endIfDeaf = (): boolean => {
    if (ws.bufferedAmount <= MOST_WAITING_BYTES) return false;
    ws.terminate();
    return true;
  };
  ws.on('ping', endIfDeaf);
  const closed = protocol.opened(
    {
      protocol: ws.protocol,
      // Settles when the peer's side has taken it: a stream waits for its listener, and its queue fills.
      send: (text) =>
        new Promise((done) => {
          if (ws.readyState === ws.OPEN) ws.send(text, () => done());
          else done();
        }),
      close: (code, reason) => ws.close(code, reason),
      onMessage: (take) =>
        ws.on('message', (bytes) => {
          if (endIfDeaf()) return;
          take(String(bytes)).catch((fault: unknown) => {
            log.error({ err: fault }, 'a message could not be handled');
            ws.close(CloseCode.InternalServerError, 'Internal server error');
          });
        }),
    },
    socketGuest(ws, wire),
  );
  ws.once('close', (code, reason) => {
    closed(code, String(reason)).catch((fault: unknown) =>
      log.error({ err: fault }, 'a socket could not be left'),
    );
  });
}

/** Ends sockets whose waiting bytes do not become fewer. */
function lookForSlowOnes(wss: WebSocketServer): NodeJS.Timeout {
  const slowSince = new WeakMap<WebSocket, { bytes: number; since: number }>();
  return setInterval(() => {
    for (const ws of wss.clients) {
      const waiting = ws.bufferedAmount;
      const before = slowSince.get(ws);
      if (waiting === 0) slowSince.delete(ws);
      else if (!before || waiting < before.bytes) slowSince.set(ws, { bytes: waiting, since: Date.now() });
      else if (Date.now() - before.since >= SLOW_AFTER_MS - LOOK_EVERY_MS) ws.terminate();
    }
  }, LOOK_EVERY_MS).unref();
}
