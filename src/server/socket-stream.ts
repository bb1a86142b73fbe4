import type { ExecutionResult } from 'graphql';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Flow, Flowing, type Next } from '#journal/flow.js';
import { textMessage } from './text-message.js';

const bytes = new WeakMap<ExecutionResult, Buffer>();
const CLOSING_BRACE = Buffer.from('}');

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
 * never: graphql-ws would tell the end to a later operation of the same id, and lose the one that it then holds. `wire` is
 * what the socket speaks through, which takes each message whole and in turn (nothing is compressed); `id` is the
 * operation's.
 */
export class SocketStream extends Flowing<never> {
  private readonly head: Buffer;
  private over = false;
  private ending: { give(next: Next<never>): void; fail(fault: unknown): void } | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
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
      this.wire.write(textMessage(this.head, bytesOf(next.value), CLOSING_BRACE), this.goOn);
    // What closes is left in a moment: the stream is told then.
  };

  private readonly fail = (fault: unknown): void => this.stop()?.fail(fault);

  private stop() {
    this.over = true;
    const { ending } = this;
    this.ending = undefined;
    return ending;
  }
}
