import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { SHAPES, type Shape } from '#bench/attack-shapes.js';
import { type Measure, median } from '#bench/measure.js';
import { residentMb } from '#bench/process-cost.js';
import { type OwnServer, startOurs } from '#bench/servers.js';

const TRIES = 7;
/** A refusal takes less than this, in ms; and the memory it leaves behind is less than that, in MB. */
const MOST_MS = 50;
const MOST_MB = 50;
const PATIENCE_MS = 5_000;

interface Outcome {
  /** What is wrong with the answer; empty for a refusal as it should be. */
  readonly wrong: string;
  /** The reason that the refusal gives, or its status. */
  readonly reason: string;
  readonly milliseconds: number;
}

/** Sends each attack shape over HTTP and, where it is a document, over a socket; tells what a refusal costs. */
export async function measureAttacks(url: string, say: (text: string) => void): Promise<Measure[]> {
  const server = await startOurs(url);
  try {
    // An honest request first: the server has met its own paths, as one that is in use has.
    for (let i = 0; i < 50; i += 1)
      await overHttp(server, { name: '', send: { query: '{ viewer { name } }' } });
    const measures: Measure[] = [];
    for (const shape of SHAPES) {
      measures.push(await judge(server, shape, 'http', overHttp));
      if ('query' in shape.send) measures.push(await judge(server, shape, 'socket', overSocket));
      const last = measures.filter((m) => m.name.includes(`(${shape.name})`));
      say(
        last
          .map(
            (m) =>
              `${m.name}: ${m.ours.toFixed(1)} ms, ${m.peers['MB']?.toFixed(1)} MB ${m.holds ? '' : 'NO: '}${m.note}`,
          )
          .join('\n'),
      );
    }
    return measures;
  } finally {
    await server.stop();
  }
}

async function judge(
  server: OwnServer,
  shape: Shape,
  way: 'http' | 'socket',
  send: typeof overHttp,
): Promise<Measure> {
  const before = residentMb(server.pid);
  const outcomes: Outcome[] = [];
  for (let i = 0; i < TRIES; i += 1) outcomes.push(await send(server, shape));
  const grown = Math.max(0, residentMb(server.pid) - before);
  const wrong = outcomes.find((o) => o.wrong !== '')?.wrong ?? '';
  const ours = median(outcomes.map((o) => o.milliseconds));
  return {
    name: `attacks.${way} (${shape.name})`,
    unit: 'ms',
    ours,
    peers: { MB: grown },
    ratios: {},
    goal: `refused, < ${MOST_MS} ms, < ${MOST_MB} MB`,
    holds: wrong === '' && ours < MOST_MS && grown < MOST_MB,
    note: wrong || `refused with ${[...new Set(outcomes.map((o) => o.reason))].join(', ')}`,
  };
}

async function overHttp(server: OwnServer, shape: Shape): Promise<Outcome> {
  const { send } = shape;
  const init: RequestInit =
    'raw' in send
      ? send.raw
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(send) };
  const headers = {
    authorization: server.headers['authorization'] ?? '',
    ...(init.headers as Record<string, string>),
  };
  const path = 'raw' in send ? (send.path ?? '') : '';
  const from = performance.now();
  try {
    const response = await fetch(`${server.url}${path}`, {
      ...init,
      headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    return { ...look(shape, text, response.status), milliseconds: performance.now() - from };
  } catch (cause) {
    // A body beyond the limit may be cut off while it is still being sent: the server need not read it all.
    const cut = /ECONNRESET|EPIPE|UND_ERR_SOCKET/.test(
      String((cause as { cause?: { code?: string } }).cause?.code),
    );
    return {
      wrong: cut ? '' : `no answer: ${String(cause)}`,
      reason: 'cut off',
      milliseconds: performance.now() - from,
    };
  }
}

async function overSocket(server: OwnServer, shape: Shape): Promise<Outcome> {
  const socket = new WebSocket(server.url.replace('http:', 'ws:'), 'graphql-transport-ws');
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(PATIENCE_MS) });
    socket.send(
      JSON.stringify({
        type: 'connection_init',
        payload: { authorization: server.headers['authorization'] },
      }),
    );
    await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const from = performance.now();
    const answered = Promise.race([
      once(socket, 'message').then(([data]) => String(data)),
      once(socket, 'close').then(([code]) => `closed with ${String(code)}`),
    ]);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: shape.send }));
    const limit = new Promise<string>((resolve) => setTimeout(() => resolve(''), PATIENCE_MS).unref());
    const text = await Promise.race([answered, limit]);
    const milliseconds = performance.now() - from;
    if (text === '') return { wrong: 'no answer', reason: 'silence', milliseconds };
    // 1009: the frame is too large (RFC 6455 section 7.4.1); 44xx: graphql-transport-ws.
    if (text.startsWith('closed with'))
      return { wrong: /1009|44\d\d/.test(text) ? '' : text, reason: text, milliseconds };
    const message = JSON.parse(text) as { type: string; payload?: unknown };
    const body = message.type === 'error' ? { errors: message.payload } : message.payload;
    return { ...look(shape, JSON.stringify(body), 200), milliseconds };
  } finally {
    socket.terminate();
  }
}

/** A refusal names errors and holds no data; it never is a fault of the server's own. */
function look(shape: Shape, text: string, status: number): Pick<Outcome, 'wrong' | 'reason'> {
  const told = answer.safeParse(status === 204 || !text.startsWith('{') ? {} : JSON.parse(text));
  const first = told.data?.errors?.[0];
  const reason = String(first?.extensions?.reason ?? first?.extensions?.code ?? `status ${status}`);
  const verdict = (): string => {
    if (status >= 500) return `status ${status}`;
    if (!told.success) return 'an answer of no known form';
    if (shape.longest !== undefined && text.length > shape.longest)
      return `an answer of ${text.length} bytes`;
    if (shape.never?.test(text)) return 'the answer says what it must not';
    if (told.data.data != null) return 'it was executed';
    return first || status >= 400 ? '' : 'no error is named';
  };
  return { wrong: verdict(), reason };
}

const answer = z.looseObject({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.looseObject({
        extensions: z.looseObject({ reason: z.string().optional(), code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});
