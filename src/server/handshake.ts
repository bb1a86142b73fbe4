import type { Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { WebSocketServer } from 'ws';
import type { HouseError } from '#kernel/error.js';
import type { SmallTurns } from '#kernel/small-turns.js';
import { closeReasonOf, momentBeside } from './come-back.js';
import { formatError } from './format-error.js';
import { headOf } from './http-head.js';
import { noSuchPath } from './no-such-path.js';
import type { Shed } from './shedding.js';
import { foreignOrigin, noRoom } from './stream-refusals.js';

export interface HandshakeSettings {
  /** Whether a page of this origin may connect; undefined: a program, which has none. */
  readonly mayConnect: (origin: string | undefined) => boolean;
  /** Is there no room: as many lines of accounts as there may be, or too many of whomever? */
  readonly full: () => boolean;
  /** How many lines there are: of so many, each is advised to come back at another moment. */
  readonly lines: () => number;
  readonly shed: Shed;
  /** When thousands come back at once, whoever works here still gets a turn. */
  readonly turns: SmallTurns;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** RFC 6455, as registered by IANA. */
export const TRY_LATER = 1013;
/** An answer whose status says what it is. */
const MODERN = 'application/graphql-response+json';

/**
 * Answers the handshakes of sockets: 101 on the path of HTTP, otherwise 404 (another path), 403 (a foreign
 * origin) or 503 (full), with the reason as any refusal has it. Nothing here may throw: there is nobody above, so that
 * would end the process.
 */
export function answerHandshakes(server: Server, wss: WebSocketServer, settings: HandshakeSettings): void {
  const { mayConnect, full, lines, shed, turns, log } = settings;
  const refuse = (socket: Duplex, why: HouseError): void => {
    const errors = [formatError(why, log, 'socket')];
    const { status, headers } = headOf({ errors }, MODERN);
    const wait = headers['retry-after'];
    const body = JSON.stringify({ errors });
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n${wait ? `Retry-After: ${wait}\r\n` : ''}Content-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
  server.on('upgrade', (request, socket, head) => {
    // Whoever hangs up before the answer leaves a fault that nobody else listens for.
    const hungUp = (): void => void socket.destroy();
    socket.on('error', hungUp);
    turns.push(() => {
      // Cut, not parsed: a path such as `//` is no URL.
      if (request.url?.split('?', 1)[0] !== '/graphql') return refuse(socket, noSuchPath());
      if (!mayConnect(request.headers.origin)) return refuse(socket, foreignOrigin());
      if (full()) return refuse(socket, noRoom(momentBeside(lines())));
      const busy = shed('LINE');
      wss.handleUpgrade(request, socket, head, (ws) => {
        socket.off('error', hungUp);
        // A page is told nothing of a handshake that fails, so it is let through to be told when to come back.
        if (busy) return ws.close(TRY_LATER, closeReasonOf(formatError(busy, log, 'socket')));
        wss.emit('connection', ws, request);
        // ws has closed the socket by itself (1009 and the like).
        ws.on('error', (fault) => log.info({ err: fault }, 'a socket failed'));
      });
    });
  });
}
