import type { Server } from 'node:http';
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../config-shape.js';
import type { DoorKeeper } from './door-keeper.js';
import { formatError } from './format-error.js';
import { answerHandshakes } from './handshake.js';
import { openStream, type LiveFields } from './live-fields.js';
import { operationUnknown, type QueryWork, tooManySubscriptions } from './query-work.js';
import { type Guest, SocketGuests } from './socket-guests.js';
import { refuseToken } from './token-refusal.js';

export interface SocketSettings {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly keeper: DoorKeeper;
  readonly live: LiveFields;
  readonly work: QueryWork;
  readonly limits: Limits;
  readonly mayConnect: (origin: string | undefined) => boolean;
  readonly log: Logger;
}

const MAX_FRAME_BYTES = 64 * 1024;
/** A peer that answers no ping for this time is gone, or does not read: twice this after its last sign. */
const PING_EVERY_MS = 12_000;
/** A socket that has taken nothing of what waits for it in this time is ended. */
const SLOW_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
/** More than this waits only for one who asks on and on without reading the answers. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** One operation of a guest, as `onSubscribe` let it through. */
interface GuestArgs extends ExecutionArgs {
  readonly guest: Guest;
}

/** The socket door: graphql-transport-ws on the path of HTTP, with the same rules. */
export function openSocketDoor(settings: SocketSettings): {
  readonly count: () => number;
  close(): Promise<void>;
} {
  const { server, schema, keeper, live, work, limits, log } = settings;
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const guests = new SocketGuests(keeper, limits.socketsPerAccount);

  answerHandshakes(server, wss, {
    mayConnect: settings.mayConnect,
    socketsTotal: limits.socketsTotal,
    log,
  });

  const disposable = useServer<{ authorization?: unknown; Authorization?: unknown }, Guest>(
    {
      schema,
      connectionInitWaitTimeout: 3_000,
      async onConnect({ extra, connectionParams }) {
        try {
          await guests.letIn(extra, connectionParams?.authorization ?? connectionParams?.Authorization);
        } catch (fault) {
          const error = formatError(fault, log, 'socket');
          extra.socket.close(
            CloseCode.Forbidden,
            String(error.extensions?.['reason'] ?? 'Forbidden').slice(0, 120),
          );
        }
      },
      async onSubscribe(context, _id, payload) {
        const guest = context.extra;
        try {
          const viewer = await guests.viewerOf(guest);
          if (Object.keys(context.subscriptions).length > limits.subscriptionsPerSocket)
            throw tooManySubscriptions(limits.subscriptionsPerSocket);
          const document = work.guard.parse(payload.query);
          const faults = work.validate(document);
          if (faults.length > 0) return faults.map((f) => formatError(f, log, 'socket') as GraphQLError);
          const operation = getOperationAST(document, payload.operationName);
          if (!operation) throw operationUnknown();
          await work.charge(
            viewer,
            document,
            payload.operationName ?? undefined,
            payload.variables ?? undefined,
          );
          return {
            schema,
            document,
            operationName: payload.operationName,
            variableValues: payload.variables,
            contextValue: keeper.again(viewer),
            guest,
          };
        } catch (fault) {
          return [formatError(fault, log, 'socket') as GraphQLError];
        }
      },
      execute: (async ({ guest, ...args }: GuestArgs) => {
        const answer = clean(await execute({ ...args, options: work.guard.executionOptions }));
        return (await guests.mayTell(guest))
          ? answer
          : clean({ errors: [refuseToken('TOKEN_EXPIRED') as never] });
      }) as never,
      subscribe: (async ({ guest, ...args }: GuestArgs) => {
        try {
          return await openStream(live, args, () => guests.mayTell(guest), clean);
        } catch (fault) {
          return { errors: [formatError(fault, log, 'socket') as GraphQLError] };
        }
      }) as never,
      onError: (_context, _id, _payload, errors) =>
        errors.map((e) => formatError(e, log, 'socket') as GraphQLError),
    },
    wss as never,
    PING_EVERY_MS,
  );
  wss.on('connection', (ws) => {
    const look = (): void => {
      if (ws.bufferedAmount > MOST_WAITING_BYTES) ws.terminate();
    };
    ws.on('message', look);
    ws.on('ping', look);
  });

  function clean(result: ExecutionResult): ExecutionResult {
    return result.errors
      ? { ...result, errors: result.errors.map((e) => formatError(e, log, 'socket') as GraphQLError) }
      : result;
  }

  const slowSince = new WeakMap<WebSocket, { bytes: number; since: number }>();
  const look = setInterval(() => {
    guests.lookAtDay();
    for (const ws of wss.clients) {
      const waiting = ws.bufferedAmount;
      const before = slowSince.get(ws);
      if (waiting === 0) slowSince.delete(ws);
      else if (!before || waiting < before.bytes) slowSince.set(ws, { bytes: waiting, since: Date.now() });
      else if (Date.now() - before.since >= SLOW_AFTER_MS - LOOK_EVERY_MS) ws.terminate();
    }
  }, LOOK_EVERY_MS).unref();

  return {
    count: () => wss.clients.size,
    async close() {
      clearInterval(look);
      guests.close();
      for (const ws of wss.clients) ws.close(1001, 'Going away');
      await Promise.race([disposable.dispose(), new Promise((done) => setTimeout(done, 1_500).unref())]);
      for (const ws of wss.clients) ws.terminate();
      wss.close();
    },
  };
}
