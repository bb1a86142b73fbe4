import type { WebSocket } from 'ws';

/** A peer that has answered no ping when the next is due is gone, or does not read: at most twice this. */
const PING_EVERY_MS = 12_000;
/** So many sockets' share of that time passes between two turns, so that not all are pinged at once. */
const TURNS = 12;

/** Pings sockets, each once in twelve seconds, and ends those that have not answered. One clock for all of them. */
export class PingTurns {
  private readonly turns = Array.from({ length: TURNS }, () => new Set<WebSocket>());
  private readonly silent = new WeakSet<WebSocket>();
  private readonly clock: NodeJS.Timeout;
  private now = 0;

  constructor() {
    this.clock = setInterval(() => this.next(), PING_EVERY_MS / TURNS).unref();
  }

  /** Pings it from now on, first in twelve seconds, until it closes. */
  add(socket: WebSocket): void {
    const turn = this.turns[this.now];
    turn?.add(socket);
    const { silent } = this;
    socket.on('pong', () => silent.delete(socket));
    socket.once('close', () => turn?.delete(socket));
  }

  close(): void {
    clearInterval(this.clock);
  }

  private next(): void {
    this.now = (this.now + 1) % TURNS;
    for (const socket of this.turns[this.now] ?? []) {
      if (this.silent.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        this.silent.add(socket);
        socket.ping();
      }
    }
  }
}
