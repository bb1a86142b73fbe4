import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** After how many bytes of either direction a connection is cut. */
export interface Lifetime {
  readonly up: number;
  readonly down: number;
}

/** What was under way when a connection was cut. */
export type CutIn = 'HEAD' | 'BODY' | 'ANSWER';

const HEAD_ENDS = '\r\n\r\n';

/**
 * A line between clients and the server, over which each connection lives for as many bytes as `lifetime` says; what came
 * before the cut has arrived at the other end.
 */
export class WeakLine {
  /** How often a connection was cut while this was under way. */
  readonly cuts: Record<CutIn, number> = { HEAD: 0, BODY: 0, ANSWER: 0 };
  private readonly ends = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly lifetime: () => Lifetime,
  ) {}

  static async before(target: string, lifetime: () => Lifetime): Promise<WeakLine> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const line = new WeakLine(server, lifetime);
    server.on('connection', (near) => line.join(near, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const end of this.ends) end.destroy();
    await closed;
  }

  private join(near: Socket, far: Socket): void {
    const { up, down } = this.lifetime();
    const hangUp = () => {
      near.destroy();
      far.destroy();
    };
    for (const end of [near, far]) {
      this.ends.add(end);
      end.setNoDelay(true);
      // Who hangs up, and who is not there, is heard of by the close.
      end
        .on('error', () => undefined)
        .on('close', () => {
          this.ends.delete(end);
          hangUp();
        });
    }
    let request = '';
    let isAnswering = false;
    const cut = (during: CutIn) => {
      this.cuts[during] += 1;
      hangUp();
    };
    carry(near, far, up, {
      passed(bytes) {
        request = isAnswering ? bytes.toString('latin1') : request + bytes.toString('latin1');
        isAnswering = false;
      },
      cut: () => cut(request.includes(HEAD_ENDS) ? 'BODY' : 'HEAD'),
    });
    carry(far, near, down, {
      passed() {
        isAnswering = true;
      },
      cut: () => cut('ANSWER'),
    });
  }
}

/** Carries bytes on, as many as may pass; with the last of them it cuts. */
function carry(
  from: Socket,
  to: Socket,
  lifetime: number,
  told: { passed(bytes: Buffer): void; cut(): void },
): void {
  let left = lifetime;
  let isOver = false;
  from.on('data', (chunk: Buffer) => {
    if (isOver) return;
    const bytes = chunk.subarray(0, left);
    left -= bytes.length;
    isOver = left <= 0;
    told.passed(bytes);
    if (isOver) to.write(bytes, told.cut);
    else to.write(bytes);
  });
}
