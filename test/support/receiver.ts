import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One attempt, as the receiver got it. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly position: string | null;
    readonly data: Record<string, { [field: string]: Record<string, unknown> }> | null;
    readonly errors?: readonly unknown[];
  };
}

type Behave = (received: Received, answer: ServerResponse) => void;

/** An integrator's own HTTP server on this machine. */
export class Receiver {
  readonly got: Received[] = [];
  /** How it answers; 204 if not said. */
  behave: Behave = (_received, answer) => void answer.writeHead(204).end();
  private wakers: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const receiver = new Receiver(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/labor-bridge`,
    );
    server.on('request', (request, answer) => {
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => {
        text += part;
      });
      request.on('end', () => {
        const id = String(request.headers['webhook-id']);
        const received: Received = { id, headers: request.headers, text, body: JSON.parse(text) };
        receiver.got.push(received);
        for (const wake of receiver.wakers.splice(0)) wake();
        receiver.behave(received, answer);
      });
    });
    return receiver;
  }

  /** Waits until so many attempts have come in all. */
  async count(many: number, patienceMs = 10_000): Promise<readonly Received[]> {
    const until = Date.now() + patienceMs;
    while (this.got.length < many) {
      if (Date.now() > until) throw new Error(`${this.got.length} of ${many} came in time`);
      await Promise.race([
        new Promise<void>((done) => this.wakers.push(done)),
        new Promise((done) => setTimeout(done, 100)),
      ]);
    }
    return this.got;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }
}

/** What an integrator does to check a signature, by Node's own means: see docs/webhooks.md. */
export function verified({ headers, text }: Pick<Received, 'headers' | 'text'>, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
  const wanted = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === wanted.length && timingSafeEqual(given, wanted));
}
