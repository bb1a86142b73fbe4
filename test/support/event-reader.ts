import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Bell } from './bell.js';

/** One event of a stream, as it came. */
export interface Heard {
  readonly event: string;
  readonly id?: string;
  readonly data: string;
}

/** What a stream is asked for; `get` sends it in the query string. */
export interface StreamAsk {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly lastEventId?: string;
  readonly headers?: Record<string, string>;
  readonly get?: boolean;
  /** Sent instead of a request of GraphQL. */
  readonly body?: string;
}

/** Reads an event stream word for word, as the HTML Living Standard (9.2.6) says; may also stop reading. */
export class EventReader {
  /** Events heard so far and not yet asked for. */
  readonly heard: Heard[] = [];
  /** Lines that are no event: comments, and the time to come back. */
  readonly aside: string[] = [];
  /** Settles when the answer has ended: true when the server ended it well, false when it was cut. */
  readonly ended: Promise<boolean>;
  isOver = false;
  private rest = '';
  private readonly bell = new Bell();

  private constructor(
    private readonly asked: ClientRequest,
    readonly answer: IncomingMessage,
  ) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.take(text));
    this.ended = new Promise((done) => {
      answer.on('error', () => undefined);
      answer.once('close', () => {
        this.isOver = true;
        this.bell.ring();
        done(answer.complete);
      });
    });
  }

  static open(url: string, token: string | undefined, ask: StreamAsk): Promise<EventReader> {
    const { query, variables, lastEventId, headers, get } = ask;
    const search = new URLSearchParams({ query: query ?? '', variables: JSON.stringify(variables ?? {}) });
    const asked = request(`${url}/graphql/stream${get ? `?${search}` : ''}`, {
      method: get ? 'GET' : 'POST',
      agent: new Agent(),
      headers: {
        accept: 'text/event-stream',
        ...(get ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...headers,
      },
    });
    asked.end(get ? undefined : (ask.body ?? JSON.stringify({ query, variables })));
    return new Promise((done, fail) => {
      asked.once('response', (answer) => done(new EventReader(asked, answer)));
      asked.on('error', fail);
    });
  }

  get status(): number {
    return Number(this.answer.statusCode);
  }

  /** The next event; fails when none comes in time or any more. */
  async next(patienceMs = 5_000): Promise<Heard> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const event = this.heard.shift();
      if (event) return event;
      const left = until - Date.now();
      if (left <= 0 || this.isOver) throw new Error(this.isOver ? 'it has ended' : 'no event came');
      await this.bell.rest(left);
    }
  }

  /** The data of the next event of a frame. */
  async frame<T>(patienceMs?: number): Promise<T> {
    const { event, data } = await this.next(patienceMs);
    const { data: found, errors } = JSON.parse(data || '{}') as { data?: T; errors?: unknown };
    if (event !== 'next' || errors) throw new Error(`${event} ${data}`);
    return found as T;
  }

  /** The whole answer where it is no stream. */
  async text(): Promise<string> {
    await this.ended;
    return this.rest;
  }

  /** Hangs up without a word. */
  cut(): void {
    this.asked.destroy();
  }

  private take(text: string): void {
    this.rest += text;
    if (!this.answer.headers['content-type']?.startsWith('text/event-stream')) return;
    const blocks = this.rest.split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) this.read(block);
    this.bell.ring();
  }

  private read(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')] as const;
      }),
    );
    const event = fields.get('event');
    const id = fields.get('id');
    if (event === undefined) this.aside.push(block);
    else this.heard.push({ event, data: fields.get('data') ?? '', ...(id === undefined ? {} : { id }) });
  }
}
