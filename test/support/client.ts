import { createClient, type Client as SocketClient } from 'graphql-ws';
import WebSocket from 'ws';

/** What a request gave: data, and errors with what our clients may rely on. */
export interface Answer<T = Record<string, never>> {
  readonly status: number;
  readonly data: T;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: {
      code: string;
      reason: string;
      field?: string;
      details?: Record<string, unknown>;
      text?: { zh: string; en: string };
    };
  }[];
  readonly extensions?: Record<string, unknown>;
  readonly text: string;
}

/** Speaks GraphQL as one account, over real HTTP and real sockets. */
export class Client {
  private readonly sockets: SocketClient[] = [];

  constructor(
    readonly url: string,
    readonly token: string | undefined,
    readonly handle = 'stranger',
  ) {}

  async send<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { status: response.status, text, ...(JSON.parse(text) as { data: T }) };
  }

  /** The data, or a failed test that shows the errors. */
  async must<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<T> {
    const answer = await this.send<T>(query, variables);
    if (answer.errors) throw new Error(`${this.handle}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** The reason with which it was refused. */
  async refusal(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{ code: string; reason: string; field?: string | undefined; zh?: string | undefined }> {
    const answer = await this.send(query, variables);
    const first = answer.errors?.[0];
    if (!first) throw new Error(`${this.handle}: expected a refusal, got ${answer.text}`);
    const { code, reason, details, text } = first.extensions;
    return { code, reason, field: details?.['field'] as string | undefined, zh: text?.zh };
  }

  /** Opens a subscription on a socket of its own; frames wait until they are asked for. */
  watch<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): Watching<T> {
    const socket = createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.token ? { authorization: `Bearer ${this.token}` } : {},
      retryAttempts: 0,
      lazy: true,
    });
    this.sockets.push(socket);
    return new Watching<T>(socket, query, variables);
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map((s) => s.dispose()));
  }
}

/** A running subscription. */
export class Watching<T> {
  readonly frames: { data?: T | null; errors?: readonly { extensions?: Record<string, unknown> }[] }[] = [];
  /** Close code and reason, or the fault, once it has ended. */
  ended: unknown;
  readonly opened: Promise<void>;
  private wakers: (() => void)[] = [];
  private readonly cancel: () => void;

  constructor(socket: SocketClient, query: string, variables: Record<string, unknown>) {
    this.opened = new Promise((done) => {
      socket.on('connected', () => done());
      socket.on('closed', () => done());
    });
    const wake = () => {
      for (const w of this.wakers.splice(0)) w();
    };
    this.cancel = socket.subscribe(
      { query, variables },
      {
        next: (frame) => {
          this.frames.push(frame as never);
          wake();
        },
        error: (fault) => {
          this.ended = fault;
          wake();
        },
        complete: () => {
          this.ended ??= 'complete';
          wake();
        },
      },
    );
  }

  /** The next frame's data; fails after `patienceMs`. */
  async next(patienceMs = 5_000): Promise<T> {
    const frame = await this.take(patienceMs);
    if (frame.errors) throw new Error(JSON.stringify(frame.errors));
    return frame.data as T;
  }

  async take(
    patienceMs = 5_000,
  ): Promise<{ data?: T | null; errors?: readonly { extensions?: Record<string, unknown> }[] }> {
    const until = Date.now() + patienceMs;
    while (this.frames.length === 0) {
      if (this.ended !== undefined) throw new Error(`ended: ${describe(this.ended)}`);
      await this.wait(until - Date.now());
    }
    return this.frames.shift() as never;
  }

  /** Waits until it has ended; answers the close code or the fault. */
  async end(patienceMs = 5_000): Promise<string> {
    const until = Date.now() + patienceMs;
    while (this.ended === undefined) await this.wait(until - Date.now());
    return describe(this.ended);
  }

  stop(): void {
    this.cancel();
  }

  private async wait(ms: number): Promise<void> {
    if (ms <= 0) throw new Error('nothing came in time');
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((done) => {
      timer = setTimeout(done, ms);
      this.wakers.push(done);
    });
    clearTimeout(timer);
  }
}

function describe(ended: unknown): string {
  if (Array.isArray(ended)) return JSON.stringify(ended);
  const close = ended as { code?: number; reason?: string };
  return close.code ? `${close.code} ${close.reason ?? ''}`.trim() : String(ended);
}
