import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { rightsChanged } from '#access/stands.js';
import { systemViewer, type Viewer } from '#access/viewer.js';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { beginExport, type ExportRequest, tooLarge } from '#export/begin-export.js';
import { endExport } from '#export/end-export.js';
import { exportFile } from '#export/export-file.js';
import { type ExportList, mustBeFor } from '#export/export-list.js';
import type { ExportRecord } from '#export/export-record.entity.js';
import { listRows } from '#export/list-rows.js';
import type { Limits } from '../config-shape.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import { readExportRequest } from './export-request.js';
import { formatError } from './format-error.js';
import { headOf } from './http-head.js';
import { Seats } from './seats.js';
import type { Shed } from './shedding.js';
import { noRoom } from './stream-refusals.js';

export interface ExportSettings {
  readonly schema: GraphQLSchema;
  readonly lists: readonly ExportList[];
  readonly keeper: DoorKeeper;
  readonly limits: Limits;
  readonly shed: Shed;
  readonly log: Logger;
}

/** Whoever takes nothing for so long is cut off. */
const SLOW_AFTER_MS = 60_000;
const MODERN = 'application/graphql-response+json';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The door by which lists leave as files: GET /export/LIST.xlsx and .csv. */
export function openExportDoor(
  fastify: FastifyInstance,
  settings: ExportSettings,
): { close(): Promise<void> } {
  const { schema, lists, keeper, limits, shed, log } = settings;
  const seats = new Seats(limits.exportsPerAccount);
  const stop = new AbortController();
  const running = new Set<Promise<void>>();

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const op = await keeper.open(bearer(request.headers.authorization), String(request.id));
    const { file } = request.params as { file: string };
    const asked = readExportRequest(schema, lists, file, request.query as Record<string, unknown>);
    mustBeFor(op, asked.list);
    const busy = stop.signal.aborted ? noRoom(1) : shed('QUERY');
    if (busy) throw busy;
    const { viewer } = op;
    const leave = seats.take(viewer.accountId);
    if (!leave) throw tooManyExports(limits.exportsPerAccount);
    try {
      const record = await beginExport(op, asked, {
        rows: limits.exportRows,
        inFullPerDay: limits.fullExportsPerDay,
      });
      await handOver(asked, record, viewer, reply, leave);
    } finally {
      leave();
    }
  }

  /** Sends the file, and writes down how that ended. What fails before the first byte is thrown, for an answer. */
  async function handOver(
    asked: ExportRequest,
    record: ExportRecord,
    viewer: Viewer,
    reply: FastifyReply,
    leave: () => void,
  ): Promise<void> {
    let rows = 0;
    let state: 'FINISHED' | 'BROKEN_OFF' = 'BROKEN_OFF';
    let changed = false;
    const forget = keeper.onRightsChanged((concerns) => (changed ||= concerns(viewer)));
    const operation = (): Operation => {
      if (changed) throw rightsChanged();
      stop.signal.throwIfAborted();
      return keeper.again(viewer);
    };
    const source = listRows(operation, asked.list, asked);
    try {
      const first = await source.next();
      reply.hijack();
      reply.raw.setTimeout(SLOW_AFTER_MS, () => reply.raw.destroy());
      for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...headersOf(asked, record) }))
        if (value !== undefined) reply.raw.setHeader(name, value);
      const counted = (async function* () {
        if (first.done) return;
        rows += 1;
        yield first.value;
        for await (const row of source) {
          // More have come since they were counted: a list that ends before its end would look whole.
          if (rows >= limits.exportRows) throw tooLarge(rows + 1, limits.exportRows);
          rows += 1;
          yield row;
        }
      })();
      await pipeline(exportFile(asked.list, viewer, record, counted, asked.encoding), reply.raw, {
        signal: stop.signal,
      });
      state = 'FINISHED';
    } catch (fault) {
      if (!reply.raw.headersSent) throw fault;
      // Whoever went away is no fault; anything else is said where it can be said: in the log.
      if (!isGoneAway(fault)) formatError(fault, log, record.id);
      reply.raw.destroy();
    } finally {
      forget();
      // Whoever has the file may ask for the next while the end of this one is written down.
      leave();
      await source.return();
      const end = { state, rows };
      await endExport(keeper.again(systemViewer('export')), record.id, end).catch((fault: unknown) =>
        log.error({ err: fault }, 'the end of an export was not written down'),
      );
    }
  }

  fastify.route({
    method: 'GET',
    url: '/export/:file',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      // Lists are for one viewer: nobody on the way keeps them.
      void reply.header('cache-control', 'no-store');
      const served = serve(request, reply).catch((fault: unknown) => {
        const errors = [formatError(fault, log, String(request.id))];
        const head = headOf({ errors }, MODERN);
        void reply.code(head.status).headers(head.headers).send({ errors });
      });
      running.add(served);
      await served;
      running.delete(served);
      return reply;
    },
  });
  return {
    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

function headersOf(
  { list, format, encoding }: ExportRequest,
  { number }: ExportRecord,
): Record<string, string> {
  const name = `${list.name}-${number}.${format.toLowerCase()}`;
  return {
    'content-type': format === 'XLSX' ? WORKBOOK : `text/csv; charset=${(encoding ?? 'UTF-8').toLowerCase()}`,
    'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(`${list.title.zh}-${name}`)}`,
    'x-export-number': number,
    // A proxy in between would gather the whole file first.
    'x-accel-buffering': 'no',
  };
}

function isGoneAway(fault: unknown): boolean {
  const { code, name } = fault as { code?: string; name?: string };
  return (
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    code === 'ERR_STREAM_DESTROYED' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    name === 'AbortError'
  );
}

function tooManyExports(limit: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'TOO_MANY_EXPORTS',
    {
      zh: `一个账号最多同时进行 ${limit} 个导出，请等前一个完成。`,
      en: `An account has at most ${limit} exports at once. Wait for one to end.`,
    },
    { limit, retryAfterSeconds: 5 },
  );
}
