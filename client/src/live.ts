// Longer than 200 lines because it is one machine of states: every way in which a connection begins, ends or waits.
import { adviceIn, type BackOff, waitBefore } from './back-off.js';
import { Listeners } from './listeners.js';
import { LiveFault } from './live-fault.js';
import { type LostLine, lostLine } from './lost-line.js';
import { type Asked, type Ear, SocketLink } from './socket-link.js';

export interface LiveSettings {
  /** Address of the GraphQL endpoint: `wss://…/graphql`, the same with https, or in a page just `/graphql`. */
  readonly url: string;
  /** Gives the access token. Asked anew for every connection, so it should give one that is still good for a while. */
  readonly token: () => string | Promise<string>;
  /** The WebSocket class where there is no global one (Node 20: the package `ws`). */
  readonly webSocketImpl?: unknown;
  /** Width of the first wait before connecting again, in ms (500); doubled with each attempt, with full jitter. */
  readonly baseMs?: number;
  /** Width of such a wait at most, in ms (30 000). */
  readonly mostMs?: number;
  /** How long the server may take to let us in, or to answer a ping, in ms (10 000). */
  readonly patienceMs?: number;
  /** Replaces Math.random. */
  readonly random?: () => number;
}

/** Something that runs on the connection, whichever socket that is. */
export interface Running {
  /** What to ask; called for every socket anew. */
  ask(): Asked;
  readonly ear: Ear;
  /** The socket was lost, or the connection was stopped for good. */
  down(): void;
}

/** `stopped`: for good, see `fault`, until `reconnect`. */
export type LiveStatus = 'connecting' | 'open' | 'waiting' | 'stopped' | 'closed';

/** Forbidden and Unauthorized, as graphql-transport-ws has them. */
const REFUSING = [4403, 4401];
/** Codes after which the same would happen again: bad request, bad response, no such subprotocol. */
const HOPELESS = [4400, 4004, 4406];
/** Reasons of a refusal at the door that say nothing against the token. */
const PASSING = /UNREACHABLE|UNAVAILABLE|INTERNAL|RATE_LIMITED/;
/** A connection that lasted so long was a good one: waits begin anew, in ms. */
const STEADY_MS = 10_000;

/** Opens the one connection on which lists and counts live. It connects when the first of them is there. */
export function createLive(settings: LiveSettings): Live {
  return new Live(settings);
}

/**
 * One socket for everything that is watched, opened again whenever it is lost: after a while that grows and that
 * chance and the server's advice decide, each time with a fresh token.
 */
export class Live {
  /** What stopped it; undefined while there is hope. */
  fault: LiveFault | undefined;
  /** Why there is no socket, such as nobody who answers; undefined while there is one, and before the first attempt. */
  lost: LostLine | undefined;
  private link: SocketLink | undefined;
  private current: LiveStatus = 'waiting';
  private readonly running = new Map<Running, (() => void) | undefined>();
  private readonly listeners = new Listeners<LiveStatus>();
  private readonly url: string;
  private readonly backOff: BackOff;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private upSince: number | undefined;
  private refusals = 0;
  private lastToken: string | undefined;
  private refusedFor = '';
  /** Grows with every attempt: what belongs to an older one is of no interest any more. */
  private round = 0;

  constructor(private readonly settings: LiveSettings) {
    const { url, baseMs = 500, mostMs = 30_000, random = Math.random } = settings;
    // In a page an address may be told from there: `/graphql`.
    const here = (globalThis as { location?: { href: string } }).location?.href;
    this.url = new URL(url, here).href.replace(/^http/, 'ws');
    this.backOff = { baseMs, mostMs, random };
  }

  get status(): LiveStatus {
    return this.current;
  }

  /** Calls `listener` whenever the status has changed, until the returned function is called. */
  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Runs an operation now and on every later socket, until the returned function is called. */
  run(one: Running): () => void {
    this.running.set(one, undefined);
    if (this.current === 'open') this.begin(one);
    else if (this.current === 'waiting' && this.timer === undefined) void this.connect();
    return () => {
      this.running.get(one)?.();
      this.running.delete(one);
    };
  }

  /** Connects at once, also after it was stopped: somebody signed in again, or the network is back. */
  reconnect(): void {
    if (this.current === 'closed' || this.current === 'open') return;
    this.refusals = 0;
    this.attempt = 0;
    this.lastToken = undefined;
    void this.connect();
  }

  /** The socket is there but nothing comes through it: gives it up and opens another one. */
  giveUp(): void {
    this.link?.giveUp();
  }

  /** Closes the socket. What was watched stays as it is, stale. */
  close(): void {
    if (this.current === 'closed') return;
    this.leave('closed');
  }

  private async connect(): Promise<void> {
    const round = this.abandon();
    this.say('connecting');
    let token: string;
    try {
      token = await this.settings.token();
    } catch (fault) {
      // Whoever gives tokens may be out of reach as the server may be.
      if (round === this.round) this.wait(0, 0, '', fault);
      return;
    }
    if (round !== this.round) return;
    if (this.refusals > 0 && token === this.lastToken) return this.stop('TOKEN_REFUSED', this.refusedFor);
    this.lastToken = token;
    const { webSocketImpl, patienceMs = 10_000 } = this.settings;
    this.link = new SocketLink({
      url: this.url,
      token,
      webSocketImpl,
      patienceMs,
      onUp: () => this.up(),
      onDown: (code, reason) => this.down(code, reason),
    });
  }

  private up(): void {
    this.upSince = Date.now();
    this.refusals = 0;
    this.fault = undefined;
    this.lost = undefined;
    this.current = 'open';
    for (const one of [...this.running.keys()]) this.begin(one);
    this.listeners.tell('open');
  }

  private begin(one: Running): void {
    if (!this.link || !this.running.has(one)) return;
    const { link } = this;
    this.running.set(
      one,
      link.begin(one.ask(), {
        next: (answer) => one.ear.next(answer),
        ended: (errors) => {
          this.running.delete(one);
          one.ear.ended(errors);
        },
      }),
    );
  }

  private down(code: number, reason: string): void {
    const wasUp = this.upSince !== undefined;
    if (wasUp && Date.now() - (this.upSince ?? 0) >= STEADY_MS) this.attempt = 0;
    if (REFUSING.includes(code) && !wasUp && !PASSING.test(reason)) {
      this.refusals += 1;
      this.refusedFor = reason;
    }
    if (HOPELESS.includes(code)) this.stop('PROTOCOL', reason === '' ? `CLOSED_${code}` : reason);
    else if (this.refusals > 1) this.stop('TOKEN_REFUSED', reason);
    else this.wait(code, adviceIn(reason), reason);
  }

  private wait(code: number, adviceMs: number, reason: string, cause?: unknown): void {
    const ms = waitBefore(this.attempt, this.backOff, code, adviceMs);
    this.lost = { ...lostLine(code, reason, ms), ...(cause === undefined ? {} : { cause }) };
    this.attempt += 1;
    this.leave('waiting', ms);
  }

  private stop(kind: LiveFault['kind'], reason: string): void {
    this.fault = new LiveFault(kind, reason, `The connection was stopped: ${reason}`);
    this.leave('stopped');
  }

  /** Leaves the socket, if there is one, for this status; `ms` until the next attempt. */
  private leave(status: LiveStatus, ms?: number): void {
    this.abandon();
    if (ms !== undefined) this.timer = setTimeout(() => void this.connect(), ms);
    this.say(status);
    for (const one of [...this.running.keys()]) {
      if (this.running.has(one)) this.running.set(one, undefined);
      one.down();
    }
  }

  private abandon(): number {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.upSince = undefined;
    this.link?.close();
    this.link = undefined;
    this.round += 1;
    return this.round;
  }

  private say(status: LiveStatus): void {
    if (this.current === status) return;
    this.current = status;
    this.listeners.tell(status);
  }
}
