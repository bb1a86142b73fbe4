import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { WebSocketServer } from 'ws';

export interface HandshakeSettings {
  /** Whether a page of this origin may connect; undefined: a program, which has none. */
  readonly mayConnect: (origin: string | undefined) => boolean;
  /** Are there as many open lines as there may be, all together? */
  readonly full: () => boolean;
  readonly log: Pick<Logger, 'info'>;
}

/**
 * Answers the handshakes of sockets: 101 on the path of HTTP, otherwise 404 (another path), 403 (a foreign
 * origin) or 503 (full). Nothing here may throw: there is nobody above, so that would end the process.
 */
export function answerHandshakes(server: Server, wss: WebSocketServer, settings: HandshakeSettings): void {
  const { mayConnect, full, log } = settings;
  server.on('upgrade', (request, socket, head) => {
    // Cut, not parsed: a path such as `//` is no URL.
    if (request.url?.split('?', 1)[0] !== '/graphql') return refuse(socket, '404 Not Found');
    if (!mayConnect(request.headers.origin)) return refuse(socket, '403 Forbidden');
    if (full()) return refuse(socket, '503 Service Unavailable');
    wss.handleUpgrade(request, socket, head, (ws) => {
      wss.emit('connection', ws, request);
      // ws has closed the socket by itself (1009 and the like).
      ws.on('error', (fault) => log.info({ err: fault }, 'a socket failed'));
    });
  });
}

function refuse(socket: Duplex, status: string): void {
  // Whoever hangs up before the answer leaves a fault that nobody else listens for.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
