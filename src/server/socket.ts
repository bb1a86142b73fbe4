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
import type { Viewer } from '#access/viewer.js';
import type { Limits } from '../config-shape.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import { formatError } from './format-error.js';
import { answerHandshakes } from './handshake.js';
import { openStream, type LiveFields } from './live-fields.js';
import { audience, operationUnknown, type QueryWork, tooManySubscriptions } from './query-work.js';
import { refuseToken } from './token-refusal.js';

/** What a connection knows of itself. */
interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  viewer?: Viewer;
  end?: NodeJS.Timeout;
}

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
/** A socket that has not taken what waits for it in this time is ended. */
const SLOW_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
const MAX_TIMER_MS = 2_147_483_647;

/** The socket door: graphql-transport-ws on the path of HTTP, with the same rules. */
export function openSocketDoor(settings: SocketSettings): {
  readonly count: () => number;
  close(): Promise<void>;
} {
  const { server, schema, keeper, live, work, limits, log } = settings;
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const open = new Set<Extra>();
  const perAccount = new Map<string, number>();

  answerHandshakes(server, wss, {
    mayConnect: settings.mayConnect,
    socketsTotal: limits.socketsTotal,
    log,
  });

  const disposable = useServer<{ authorization?: unknown; Authorization?: unknown }, Extra>(
    {
      schema,
      connectionInitWaitTimeout: 3_000,
      async onConnect(context) {
        const extra = context.extra as Extra;
        const parameters = context.connectionParams;
        try {
          const viewer = await keeper.viewerOf(
            bearer(parameters?.authorization ?? parameters?.Authorization),
          );
          const used = perAccount.get(viewer.accountId) ?? 0;
          if (used >= limits.socketsPerAccount)
            return void extra.socket.close(4429, 'Too many sockets for this account');
          perAccount.set(viewer.accountId, used + 1);
          extra.viewer = viewer;
          extra.end = setTimeout(
            () => extra.socket.close(CloseCode.Forbidden, 'Token expired'),
            Math.min(MAX_TIMER_MS, Math.max(0, viewer.expiresAt - Date.now())),
          );
          open.add(extra);
          return { connectionId: undefined };
        } catch (fault) {
          const error = formatError(fault, log, 'socket');
          extra.socket.close(
            CloseCode.Forbidden,
            String(error.extensions?.['reason'] ?? 'Forbidden').slice(0, 120),
          );
          return undefined;
        }
      },
      onDisconnect(context) {
        leave(context.extra as Extra);
      },
      async onSubscribe(context, _id, payload) {
        const extra = context.extra as Extra;
        try {
          if (!extra.viewer) throw refuseToken('NO_TOKEN');
          if (Object.keys(context.subscriptions).length > limits.subscriptionsPerSocket)
            throw tooManySubscriptions(limits.subscriptionsPerSocket);
          const document = work.guard.parse(payload.query);
          const faults = work.validate(document);
          if (faults.length > 0) return faults.map((f) => formatError(f, log, 'socket') as GraphQLError);
          const operation = getOperationAST(document, payload.operationName);
          if (!operation) throw operationUnknown();
          await work.charge(
            extra.viewer,
            document,
            payload.operationName ?? undefined,
            payload.variables ?? undefined,
          );
          return {
            schema,
            document,
            operationName: payload.operationName,
            variableValues: payload.variables,
            contextValue: keeper.again(extra.viewer),
          };
        } catch (fault) {
          return [formatError(fault, log, 'socket') as GraphQLError];
        }
      },
      execute: (async (args: ExecutionArgs) =>
        clean(await execute({ ...args, options: work.guard.executionOptions }))) as never,
      subscribe: (async (args: ExecutionArgs) => {
        try {
          return frames(await openStream(live, args));
        } catch (fault) {
          return { errors: [formatError(fault, log, 'socket') as GraphQLError] };
        }
      }) as never,
      onError: (_context, _id, _payload, errors) =>
        errors.map((e) => formatError(e, log, 'socket') as GraphQLError),
    },
    wss as never,
    15_000,
  );

  async function* frames(stream: AsyncIterable<ExecutionResult>): AsyncIterable<ExecutionResult> {
    try {
      for await (const frame of stream) yield clean(frame);
    } catch (fault) {
      yield { errors: [formatError(fault, log, 'socket') as GraphQLError] };
    }
  }

  function clean(result: ExecutionResult): ExecutionResult {
    return result.errors
      ? { ...result, errors: result.errors.map((e) => formatError(e, log, 'socket') as GraphQLError) }
      : result;
  }

  function leave(extra: Extra): void {
    clearTimeout(extra.end);
    if (!open.delete(extra) || !extra.viewer) return;
    const left = (perAccount.get(extra.viewer.accountId) ?? 1) - 1;
    if (left > 0) perAccount.set(extra.viewer.accountId, left);
    else perAccount.delete(extra.viewer.accountId);
  }

  // Rights are today's: whoever lost them, or now has others, is shown the door and may come in anew.
  const forgetRights = keeper.onRightsChanged(() => {
    for (const extra of open) void recheck(extra);
  });
  async function recheck(extra: Extra): Promise<void> {
    const before = extra.viewer;
    if (!before) return;
    const now = await keeper.lookAgain(before).catch(() => undefined);
    if (!now || audience(now) !== audience(before)) extra.socket.close(CloseCode.Forbidden, 'Rights changed');
  }

  const slowSince = new WeakMap<WebSocket, { bytes: number; since: number }>();
  const look = setInterval(() => {
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
      forgetRights();
      for (const ws of wss.clients) ws.close(1001, 'Going away');
      await Promise.race([disposable.dispose(), new Promise((done) => setTimeout(done, 1_500).unref())]);
      for (const ws of wss.clients) ws.terminate();
      wss.close();
    },
  };
}
