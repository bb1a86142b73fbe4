import { type Client, createClient } from 'graphql-ws';
import type { GraphError } from './live-fault.js';

/** One answer of an operation. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphError[];
}

/** What an operation is told. After `ended` it is told nothing more. */
export interface Ear {
  next(answer: Answer): void;
  /** With errors: it was refused, or failed. Without: the server ended it. Not called when the socket is lost. */
  ended(errors: readonly GraphError[]): void;
}

/** What is asked of the server. */
export interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export interface LinkSettings {
  readonly url: string;
  readonly token: string;
  readonly webSocketImpl?: unknown;
  /** A socket that is not let in within this time is given up, and so is one that answers no ping in it; in ms. */
  readonly patienceMs: number;
  onUp(): void;
  /** Once, however it ends; not after `close`. */
  onDown(code: number, reason: string): void;
}

/** Abnormal closure, where there is no other code (RFC 6455, section 7.1.5). */
const ABNORMAL = 1006;

/**
 * graphql-ws listens no more to a socket that it gives up. One that was not open yet then fails, and for the `ws` package a
 * fault that nobody hears of is the end of the process.
 */
function listenedTo(implementation: unknown): unknown {
  if (typeof implementation !== 'function') return implementation;
  const Implementation = implementation as new (url: string, protocols: string) => WebSocket;
  return class extends Implementation {
    constructor(url: string, protocols: string) {
      super(url, protocols);
      this.addEventListener('error', () => undefined);
    }
  };
}

/**
 * One socket, from the attempt to open it until it is lost. It never opens a second one: what is subscribed must be
 * asked anew then, from another position.
 */
export class SocketLink {
  private readonly client: Client;
  private timer: ReturnType<typeof setTimeout>;
  private isUp = false;
  private over = false;

  constructor(settings: LinkSettings) {
    const { url, token, webSocketImpl, patienceMs } = settings;
    const terminate = () => this.client.terminate();
    this.timer = setTimeout(terminate, patienceMs);
    this.client = createClient({
      url,
      webSocketImpl: listenedTo(webSocketImpl),
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: false,
      retryAttempts: 0,
      keepAlive: patienceMs,
      // Told by `closed` already.
      onNonLazyError: () => undefined,
      on: {
        connected: () => {
          clearTimeout(this.timer);
          this.isUp = true;
          settings.onUp();
        },
        ping: (received) => {
          if (received || this.over) return;
          clearTimeout(this.timer);
          this.timer = setTimeout(terminate, patienceMs);
        },
        // Whatever comes shows that somebody is there.
        message: () => clearTimeout(this.timer),
        closed: (event) => {
          const { code = ABNORMAL, reason = '' } = (event ?? {}) as { code?: number; reason?: string };
          if (this.end()) settings.onDown(code, reason);
        },
      },
    });
  }

  /** Begins an operation; the function that is returned ends it, and nothing is told any more. */
  begin(asked: Asked, ear: Ear): () => void {
    let done = false;
    const ended = (errors: readonly GraphError[]) => {
      if (done || this.over) return;
      done = true;
      ear.ended(errors);
    };
    // Not at once: graphql-ws would count an operation as ended twice, and close the socket of the others, where the
    // server's own end of it is the next message.
    const later = () => setTimeout(() => stop());
    const stop = this.client.subscribe<Record<string, unknown>>(
      { ...asked },
      {
        next: (answer) => {
          if (done || this.over) return;
          const { data, errors } = answer as Answer;
          if (data != null) return ear.next({ data, ...(errors ? { errors } : {}) });
          ended(errors ?? []);
          later();
        },
        // Errors of the operation are a list; anything else is the socket's end, of which `closed` tells.
        error: (fault) => {
          if (Array.isArray(fault)) ended(fault as GraphError[]);
        },
        complete: () => ended([]),
      },
    );
    return () => {
      done = true;
      later();
    };
  }

  /** Gives the socket up, because nothing is heard on it; `onDown` follows. */
  giveUp(): void {
    this.client.terminate();
  }

  close(): void {
    if (this.end() && !this.isUp) this.client.terminate();
  }

  /** Was it still there? */
  private end(): boolean {
    clearTimeout(this.timer);
    if (this.over) return false;
    this.over = true;
    // Otherwise graphql-ws would open another socket after a normal closure.
    Promise.resolve(this.client.dispose()).catch(() => undefined);
    return true;
  }
}
