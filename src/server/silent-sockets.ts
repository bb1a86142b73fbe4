import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

const MAX_FRAME_BYTES = 64 * 1024;
/** Who was told that the socket ends has this long to say goodbye. */
const GOODBYE_MS = 1_000;
/** Sockets that have not said who they are, of all that may be there. */
const SILENT_SHARE = 0.2;

/** The server of the sockets, of which accounts have so many at most. Strangers cannot fill it: see `SilentSockets`. */
export function openSocketServer(socketsTotal: number): { wss: WebSocketServer; silent: SilentSockets } {
  const options = {
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // The types of ws do not know it yet.
    closeTimeout: GOODBYE_MS,
  } satisfies ServerOptions & { closeTimeout: number };
  const wss = new WebSocketServer(options);
  const silent = new SilentSockets(Math.ceil(socketsTotal * SILENT_SHARE));
  wss.on('connection', (socket) => silent.come(socket));
  return { wss, silent };
}

/**
 * Sockets that have not yet said who they are. They take no place from anybody who has: when they are too many, the one that
 * has been silent longest is cut, which is hardly ever one who means to speak.
 */
export class SilentSockets {
  /** In the order in which they came. */
  private readonly silent = new Set<WebSocket>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.silent.size;
  }

  come(socket: WebSocket): void {
    this.silent.add(socket);
    socket.once('close', () => this.spoke(socket));
    const [longest] = this.silent;
    if (this.silent.size <= this.most || !longest) return;
    this.spoke(longest);
    longest.terminate();
  }

  /** It says who it is, or is gone. */
  spoke(socket: WebSocket): void {
    this.silent.delete(socket);
  }
}
