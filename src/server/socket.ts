import type { Server } from 'node:http';
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Limits } from '../config-shape.js';
import type { DoorKeeper } from './door-keeper.js';
import { formatError } from './format-error.js';
import { answerHandshakes } from './handshake.js';
import { openStream, type LiveFields } from './live-fields.js';
import { operationUnknown, type QueryWork, tooManySubscriptions } from './query-work.js';
import { type Guest, SocketGuests } from './socket-guests.js';
import { carrySockets } from './socket-wire.js';
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
/** A new day, with which pairings begin and end, is noticed at most this late. */
const DAY_LOOK_MS = 5_000;

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

  const protocol = makeServer<{ authorization?: unknown; Authorization?: unknown }, Guest>({
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
  });
  const wire = carrySockets(wss, protocol, log);

  function clean(result: ExecutionResult): ExecutionResult {
    return result.errors
      ? { ...result, errors: result.errors.map((e) => formatError(e, log, 'socket') as GraphQLError) }
      : result;
  }

  const dayLook = setInterval(() => guests.lookAtDay(), DAY_LOOK_MS).unref();

  return {
    count: () => wss.clients.size,
    async close() {
      clearInterval(dayLook);
      guests.close();
      await wire.close();
    },
  };
}
