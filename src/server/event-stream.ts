import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Viewer } from '#access/viewer.js';
import type { HouseError } from '#kernel/error.js';
import type { Guest } from './guests.js';

/** Something is said at least so often, or a proxy takes the line for dead. */
const HEARTBEAT_MS = 12_000;
/** A reader that has taken nothing of what waits for it in this time is ended. Longer than a heartbeat. */
const SLOW_AFTER_MS = 20_000;
/** Who is cut off comes back after at least one and at most so many milliseconds, each at a time of its own. */
const COME_BACK_MS = [1_000, 5_000] as const;

/**
 * One response as a stream of events, by the protocol of graphql-sse with a connection for each operation (events
 * `next` and `complete`; HTML Living Standard, section 9.2). Each event that tells a place in the journal has it
 * as its id, so that whoever is cut off says with `Last-Event-ID` where to go on.
 */
export class EventStream implements Guest {
  viewer?: Viewer | undefined;
  doubt?: Promise<void> | undefined;
  /** Why it was shown out before it had begun: then that is the answer. */
  refused: HouseError | undefined;
  private begun = false;
  private ended = false;
  private gone = false;
  private heart: NodeJS.Timeout | undefined;
  private taken: (() => void) | undefined;

  /** `format` makes of a fault what may be told. */
  constructor(
    private readonly response: ServerResponse,
    private readonly format: (fault: unknown) => GraphQLError,
  ) {
    this.onceGone(() => {
      this.gone = true;
      clearInterval(this.heart);
      this.taken?.();
    });
  }

  isUp(): boolean {
    return !this.ended && !this.gone && !this.refused;
  }

  onceGone(then: () => void): void {
    if (this.gone) then();
    else this.response.once('close', then);
  }

  /** Says why with the last event, and completes; nothing is told after. */
  showOut(why: HouseError): void {
    if (!this.begun) this.refused ??= why;
    else this.fail(why);
  }

  /** Sends the head; from here on everything is an event. */
  begin(headers: Readonly<Record<string, number | string | string[] | undefined>>): void {
    if (!this.isUp()) return;
    const { response } = this;
    this.begun = true;
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) response.setHeader(name, value);
    response.setHeader('content-type', 'text/event-stream; charset=utf-8');
    // A proxy in between would hold events back until it has enough of them.
    response.setHeader('x-accel-buffering', 'no');
    response.writeHead(200);
    const [least, most] = COME_BACK_MS;
    response.write(retry(least + Math.random() * (most - least)));
    this.heart = setInterval(() => {
      // Whoever has not taken the last thing said is not told another.
      if (!this.taken && this.isUp()) response.write(':\n\n');
    }, HEARTBEAT_MS).unref();
    response.setTimeout(SLOW_AFTER_MS, () => response.destroy());
  }

  /** Tells a frame; settles when the reader's side has taken it, or is gone. */
  next(frame: ExecutionResult, id?: string): Promise<void> {
    if (!this.isUp()) return Promise.resolve();
    return new Promise((done) => {
      this.taken = () => {
        this.taken = undefined;
        done();
      };
      this.response.write(eventOf(frame, id), this.taken);
    });
  }

  /** The last event is a fault. */
  fail(fault: unknown): void {
    if (!this.isUp()) return;
    this.response.write(eventOf({ errors: [this.format(fault)] }));
    this.complete();
  }

  /** There will be no more. */
  complete(): void {
    if (this.isUp()) this.end('event: complete\ndata:\n\n');
  }

  /** Ends without an event: whoever listens comes back by itself, after so many seconds. */
  leave(comeBackSeconds: number): void {
    if (this.isUp() && this.begun) this.end(retry(comeBackSeconds * 1000));
  }

  /** Ends at once, whatever waits to be taken. */
  cut(): void {
    this.response.destroy();
  }

  private end(last: string): void {
    this.ended = true;
    clearInterval(this.heart);
    this.response.end(last);
  }
}

/** When whoever is cut off comes back (HTML Living Standard, section 9.2.6). */
function retry(ms: number): string {
  return `retry: ${Math.round(ms)}\n\n`;
}

const texts = new WeakMap<ExecutionResult, string>();

/** The text of a frame is made once for all who are told it. */
function eventOf(frame: ExecutionResult, id?: string): string {
  let text = texts.get(frame);
  if (text === undefined) texts.set(frame, (text = JSON.stringify(frame)));
  return `event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${text}\n\n`;
}
