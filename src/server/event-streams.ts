import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { SmallTurns } from '#kernel/small-turns.js';
import type { Limits } from '../config-shape.js';
import { momentBeside, momentsFor } from './come-back.js';
import { lastEventId } from './event-id.js';
import { EventStream } from './event-stream.js';
import { formatError } from './format-error.js';
import { Guests } from './guests.js';
import { headOf } from './http-head.js';
import type { Shed } from './shedding.js';
import { type FrameSettings, openFrames, type Told } from './stream-frames.js';
import { eventsNotAccepted, foreignOrigin, noRoom, tooManyStreams } from './stream-refusals.js';
import { readStreamRequest } from './stream-request.js';

/*
 * graphql-sse's own handler is not used: it takes the next frame before the last one has left, without bound, and
 * its events have no ids. Its client is one that the stories speak with.
 */

export interface EventStreamSettings extends FrameSettings {
  readonly limits: Limits;
  /** The epoch of the database, to which positions belong. */
  readonly epoch: string;
  /** Whether a page of this origin may connect; undefined: a program, or a page of our own. */
  readonly mayConnect: (origin: string | undefined) => boolean;
  /** Is there no room: as many lines of accounts as there may be, or too many of whomever? */
  readonly full: () => boolean;
  /** How many lines there are: of so many, each is advised to come back at another moment. */
  readonly lines: () => number;
  readonly shed: Shed;
  /** In which readers are let in. */
  readonly turns: SmallTurns;
  readonly log: Logger;
}

const PATH = '/graphql/stream';
/** A new day, with which pairings begin and end, is noticed at most this late. */
const DAY_LOOK_MS = 5_000;
/** Readers have this long to take the end when we stop. */
const GOODBYE_MS = 1_500;

/** The door of event streams: one subscription for each request to /graphql/stream, by the rules of the socket door. */
export function openEventStreams(
  fastify: FastifyInstance,
  settings: EventStreamSettings,
): { readonly count: () => number; close(): Promise<void> } {
  const { keeper, limits, epoch, mayConnect, lines, log } = settings;
  const guests = new Guests(keeper, limits.streamsPerAccount);
  const streams = new Set<EventStream>();
  const dayLook = setInterval(() => guests.lookAtDay(), DAY_LOOK_MS).unref();
  let stopping = false;

  /** Lets the reader in and opens its frames. Throws what is answered instead of events. */
  async function open(
    request: FastifyRequest,
    stream: EventStream,
    format: (fault: unknown) => GraphQLError,
  ): Promise<AsyncIterableIterator<Told> | { readonly faults: readonly unknown[] }> {
    await settings.turns.next();
    if (!(await guests.letIn(stream, request.headers.authorization)))
      throw tooManyStreams(limits.streamsPerAccount, momentBeside(lines()));
    const after = lastEventId(request.headers['last-event-id'], epoch);
    const asked = { ...readStreamRequest(request), after };
    const clean = (result: ExecutionResult) =>
      result.errors ? { ...result, errors: result.errors.map(format) } : result;
    try {
      return await openFrames(settings, guests, stream, asked, clean);
    } catch (fault) {
      // By the protocol an event tells what is wrong with the document. Who may not ask, or not now, is no event.
      const { status } = headOf({ errors: [format(fault)] }, MODERN);
      if (status === 401 || status === 429 || status >= 500) throw fault;
      return { faults: [fault] };
    }
  }

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { origin, accept } = request.headers;
    const format = (fault: unknown) => formatError(fault, log, String(request.id));
    const refuse = (fault: unknown, status?: number): void => {
      const errors = [format(fault)];
      const head = headOf({ errors }, MODERN);
      void reply
        .code(status ?? head.status)
        .headers(head.headers)
        .send({ errors });
    };
    // Answers are about people and for one viewer: nobody on the way keeps them.
    void reply.header('cache-control', 'no-store');
    if (!mayConnect(origin)) return refuse(foreignOrigin());
    void reply.headers(openTo(origin));
    if (!accept?.includes('text/event-stream')) return refuse(eventsNotAccepted(), 406);
    if (stopping || settings.full()) return refuse(noRoom(momentBeside(lines())));
    const busy = settings.shed('LINE');
    if (busy) return refuse(busy);
    const stream = new EventStream(reply.raw, format);
    streams.add(stream);
    stream.onceGone(() => streams.delete(stream));
    let opened: Awaited<ReturnType<typeof open>> | undefined;
    try {
      opened = await open(request, stream, format);
      if (stopping) throw noRoom(momentBeside(lines()));
      if (stream.refused) throw stream.refused;
    } catch (fault) {
      if (opened && !('faults' in opened)) await opened.return?.();
      return refuse(stream.refused ?? fault);
    }
    reply.hijack();
    stream.begin(reply.getHeaders());
    if ('faults' in opened) await stream.next({ errors: opened.faults.map(format) });
    else await tell(stream, opened);
    stream.complete();
  }

  fastify.route({
    method: ['GET', 'POST'],
    url: PATH,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      await serve(request, reply);
      return reply;
    },
  });
  // A page of an allowed origin asks first whether it may send its token (Fetch standard, CORS preflight).
  fastify.options(PATH, async ({ id, headers: { origin } }, reply) =>
    mayConnect(origin)
      ? reply.code(204).headers(openTo(origin)).headers(PREFLIGHT).send()
      : reply.code(403).send({ errors: [formatError(foreignOrigin(), log, String(id))] }),
  );

  return {
    count: () => streams.size,
    async close() {
      stopping = true;
      clearInterval(dayLook);
      guests.close();
      // All are cut in one moment, and must not come back in one.
      const moments = momentsFor(streams.size);
      const leaving = [...streams].map((stream, place) => {
        stream.leave(moments[place] ?? 0);
        return new Promise<void>((done) => stream.onceGone(done));
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => {
        timer = setTimeout(done, GOODBYE_MS);
      });
      await Promise.race([Promise.all(leaving), late]);
      clearTimeout(timer);
      for (const stream of streams) stream.cut();
    },
  };
}

/** An answer that is no stream is one of GraphQL over HTTP, whose status says what it is. */
const MODERN = 'application/graphql-response+json';

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, last-event-id',
  'access-control-max-age': '600',
};

/** What lets a page of this origin, which was let in, read the answer. */
function openTo(origin: string | undefined): Record<string, string> {
  return origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
}

/** Tells all frames, the next when the last was taken; ends with its reader. */
async function tell(stream: EventStream, frames: AsyncIterableIterator<Told>): Promise<void> {
  stream.onceGone(() => void frames.return?.());
  try {
    for await (const { frame, id } of frames) {
      await stream.next(frame, id);
      if (!stream.isUp()) return;
    }
  } catch (fault) {
    stream.fail(fault);
  }
}
