import WebSocket from 'ws';
import { Bell } from './bell.js';

/** A message of graphql-transport-ws. */
export interface Said {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** What a handshake or a socket ended with. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
  /** Milliseconds since the handshake. */
  readonly ms: number;
}

/**
 * A socket that speaks graphql-transport-ws word for word, so that a test may also say it wrongly, in the wrong
 * order, or stop listening.
 */
export class SocketTalk {
  /** Everything heard so far and not yet asked for. */
  readonly heard: Said[] = [];
  readonly closed: Promise<Closed>;
  private readonly bell = new Bell();

  private constructor(
    readonly ws: WebSocket,
    private readonly openedAt: number,
  ) {
    ws.on('message', (bytes) => {
      this.heard.push(JSON.parse(String(bytes)) as Said);
      this.bell.ring();
    });
    this.closed = new Promise((done) => {
      ws.on('close', (code, reason) => {
        done({ code, reason: String(reason), ms: performance.now() - this.openedAt });
        this.bell.ring();
      });
    });
  }

  /** Shakes hands; fails with the status of the answer when it is refused. */
  static open(url: string, options: { origin?: string; path?: string } = {}): Promise<SocketTalk> {
    const ws = new WebSocket(
      `${url.replace('http', 'ws')}${options.path ?? '/graphql'}`,
      'graphql-transport-ws',
      options.origin === undefined ? {} : { origin: options.origin },
    );
    ws.on('error', () => undefined);
    return new Promise((done, refused) => {
      ws.once('open', () => done(new SocketTalk(ws, performance.now())));
      ws.once('unexpected-response', (_request, response) => refused(new Error(String(response.statusCode))));
      ws.once('error', refused);
    });
  }

  /** Shakes hands and is let in with this token. */
  static async in(url: string, token: string): Promise<SocketTalk> {
    const talk = await SocketTalk.open(url);
    talk.init(token);
    await talk.hear('connection_ack');
    return talk;
  }

  init(token: string): void {
    this.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  }

  say(message: Said | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.say({ type: 'subscribe', id, payload: { query, variables } });
  }

  /** The next message of this type (and id), whatever comes before it. */
  async hear(type: string, id?: string, patienceMs = 5_000): Promise<Said> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const at = this.heard.findIndex((m) => m.type === type && (id === undefined || m.id === id));
      if (at >= 0) return this.heard.splice(at, 1)[0] as Said;
      const left = until - Date.now();
      if (left <= 0 || this.ws.readyState === WebSocket.CLOSED)
        throw new Error(`no ${type} came; heard ${JSON.stringify(this.heard)}`);
      await this.bell.rest(left);
    }
  }

  /** Hangs up without a word. */
  async hangUp(): Promise<void> {
    this.ws.terminate();
    await this.closed;
  }
}
