import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';

/** What becomes of one frame of a stream on its way to the client. */
export type Fate = 'pass' | 'drop' | 'twice' | 'hold' | 'delay' | 'cut';

/**
 * Stands between clients and the server and does to the frames of subscriptions what `fate` says: loses them, tells
 * them twice, lets the next ones overtake them (hold), or ends the socket instead. Everything else passes.
 */
export class FrameProxy {
  /** How often each fate befell a frame. */
  readonly met: Record<Fate, number> = { pass: 0, drop: 0, twice: 0, hold: 0, delay: 0, cut: 0 };
  private readonly pairs = new Set<readonly [WebSocket, WebSocket]>();

  private constructor(
    private readonly http: ReturnType<typeof createServer>,
    private readonly target: string,
    private readonly fate: () => Fate,
  ) {}

  static async before(target: string, fate: () => Fate): Promise<FrameProxy> {
    const http = createServer();
    const proxy = new FrameProxy(http, target.replace('http', 'ws'), fate);
    const wss = new WebSocketServer({ server: http, handleProtocols: ([first = '']) => first });
    wss.on('connection', (near, request) => proxy.join(near, request.url ?? ''));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  cut(): void {
    for (const [near, far] of this.pairs) {
      near.terminate();
      far.terminate();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((done) => this.http.close(() => done()));
  }

  private join(near: WebSocket, path: string): void {
    const far = new WebSocket(`${this.target}${path}`, near.protocol);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    const early: string[] = [];
    near.on('message', (bytes) => {
      if (far.readyState === far.OPEN) far.send(String(bytes));
      else early.push(String(bytes));
    });
    far.on('open', () => {
      for (const message of early.splice(0)) far.send(message);
    });
    const carry = this.carrier(near, far);
    far.on('message', (bytes) => carry(String(bytes)));
    far.on('close', (code, reason) => {
      // 1005 and 1006 say that there was no code, and may not be sent.
      if (code === 1005 || code === 1006) near.terminate();
      else near.close(code, reason);
    });
    near.on('close', () => {
      this.pairs.delete(pair);
      far.terminate();
    });
    for (const end of pair) end.on('error', () => undefined);
  }

  private carrier(near: WebSocket, far: WebSocket): (message: string) => void {
    const held: string[] = [];
    const send = (message: string) => {
      if (near.readyState === near.OPEN) near.send(message);
    };
    return (message) => {
      const fate = (JSON.parse(message) as { type: string }).type === 'next' ? this.fate() : 'pass';
      this.met[fate] += 1;
      if (fate === 'drop') return;
      if (fate === 'hold') held.push(message);
      else if (fate === 'delay') setTimeout(send, 20, message);
      else if (fate === 'cut') for (const end of [near, far]) end.terminate();
      else for (const one of [message, ...(fate === 'twice' ? [message] : []), ...held.splice(0)]) send(one);
    };
  }
}
