import { connect, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Answer } from './client.js';
import type { World } from './world.js';

type Refusals = NonNullable<Answer['errors']>;

/** What the wire gave for a request that our own client would not send. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: unknown;
  readonly errors?: Refusals;
}

/** Sends any request to /graphql, or to another path, and reads the answer as JSON where it is. */
export async function ask(url: string, init: RequestInit & { path?: string } = {}): Promise<Reply> {
  const response = await fetch(`${url}${init.path ?? '/graphql'}`, init);
  const text = await response.text();
  const read = text.startsWith('{') ? (JSON.parse(text) as { data?: unknown; errors?: Refusals }) : {};
  return { status: response.status, headers: response.headers, text, ...read };
}

/** A POST of JSON, as a good client sends it. */
export function post(url: string, token: string | undefined, body: unknown): Promise<Reply> {
  return ask(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
}

/** Runs one operation over a socket of its own: the errors, or how the socket was closed, or that it was answered. */
export async function overSocket(
  url: string,
  token: string | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ errors: Refusals; closed?: { code: number; reason: string }; answered: boolean }> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0,
  });
  try {
    return await new Promise((done) => {
      let answered = false;
      let errors: Refusals = [];
      client.subscribe(
        { query, variables },
        {
          next: (frame) => {
            if (frame.errors) errors = frame.errors as never;
            answered ||= frame.data !== undefined && frame.data !== null;
          },
          error: (fault) =>
            done(
              Array.isArray(fault)
                ? { errors: fault as never, answered }
                : { errors, closed: fault as { code: number; reason: string }, answered },
            ),
          complete: () => done({ errors, answered }),
        },
      );
    });
  } finally {
    await client.dispose();
  }
}

/** Writes bytes to the server's port and reads until it hangs up, or until `patienceMs` have passed. */
export function raw(
  url: string,
  text: string | ((socket: Socket) => void),
  patienceMs = 5_000,
): Promise<{ text: string; hungUp: boolean; ms: number }> {
  const { hostname, port } = new URL(url);
  const began = Date.now();
  return new Promise((done) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => {
      if (typeof text === 'function') text(socket);
      else socket.write(text);
    });
    const end = (hungUp: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      done({ text: heard, hungUp, ms: Date.now() - began });
    };
    const timer = setTimeout(() => end(false), patienceMs);
    socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => end(true));
  });
}

/** How much work the database has been given so far: statements of reads, and rows of the journal. */
export async function workDone(world: World): Promise<{ statements: number; journal: number }> {
  const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
  const statements = Number(/^labor_bridge_sql_statements_total (\d+)$/m.exec(metrics)?.[1]);
  const [row] = await world.look('select count(*)::int as n from journal_entry');
  return { statements, journal: Number(row?.['n']) };
}
