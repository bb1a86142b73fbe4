import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import { type Flow, Flowing, type Next } from '#journal/flow.js';

const bytes = new WeakMap<ExecutionResult, Buffer>();
/** Our messages are texts (RFC 6455, section 5.6), given to `ws` as the bytes that they are. */
const AS_TEXT = { binary: false } as const;
const CLOSING_BRACE = 0x7d;

/** The bytes of a frame are made once for all who are told it. */
function bytesOf(frame: ExecutionResult): Buffer {
  let found = bytes.get(frame);
  if (!found) bytes.set(frame, (found = Buffer.from(JSON.stringify(frame))));
  return found;
}

/**
 * Carries the frames of one subscription to its socket, each when the peer's side has taken the one before: a stream
 * waits for its listener, and its queue fills. graphql-ws would write each frame anew for every socket, so it is
 * shown a stream without items, and tells only how that ends. Where the listener itself has ended it, that stream ends
 * never: graphql-ws would tell the end to a later operation of the same id, and lose the one that it then holds. `id` is
 * the operation's.
 */
export class SocketStream extends Flowing<never> {
  private readonly head: Buffer;
  private over = false;
  private ending: { give(next: Next<never>): void; fail(fault: unknown): void } | undefined;

  constructor(
    private readonly socket: WebSocket,
    id: string,
    private readonly frames: Flow<ExecutionResult>,
  ) {
    super();
    this.head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  receive(give: (next: Next<never>) => void, fail: (fault: unknown) => void): void {
    this.ending = { give, fail };
    this.goOn();
  }

  protected end(): Promise<unknown> {
    this.stop();
    return this.frames.return();
  }

  private readonly goOn = (): void => {
    if (!this.over) this.frames.receive(this.carry, this.fail);
  };

  private readonly carry = (next: Next<ExecutionResult>): void => {
    if (this.over) return;
    if (next.done) this.stop()?.give(next);
    else if (this.socket.readyState === this.socket.OPEN)
      this.socket.send(this.message(next.value), AS_TEXT, this.goOn);
    // What closes is left in a moment: the stream is told then.
  };

  private message(frame: ExecutionResult): Buffer {
    const { head } = this;
    const payload = bytesOf(frame);
    const message = Buffer.allocUnsafe(head.length + payload.length + 1);
    head.copy(message);
    payload.copy(message, head.length);
    message[message.length - 1] = CLOSING_BRACE;
    return message;
  }

  private readonly fail = (fault: unknown): void => this.stop()?.fail(fault);

  private stop() {
    this.over = true;
    const { ending } = this;
    this.ending = undefined;
    return ending;
  }
}
