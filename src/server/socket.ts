import type { Server } from 'node:http';
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import type { Logger } from 'pino';
import type { SmallTurns } from '#kernel/small-turns.js';
import type { Limits } from '../config-shape.js';
import { admitDocument } from './admit-document.js';
import { closeReasonOf, momentBeside } from './come-back.js';
import type { DoorKeeper } from './door-keeper.js';
import { formatError } from './format-error.js';
import { Guests } from './guests.js';
import { answerHandshakes, TRY_LATER } from './handshake.js';
import type { KnownDocuments } from './known-documents.js';
import { openStream, type LiveFields } from './live-fields.js';
import { type QueryWork, tooManySubscriptions } from './query-work.js';
import type { SocketGuest } from './socket-guest.js';
import { type Shed, workOf } from './shedding.js';
import { openSocketServer } from './silent-sockets.js';
import { type SocketSlot, SocketSlots, unlessLeft } from './socket-slots.js';
import { SocketStream } from './socket-stream.js';
import { carrySockets } from './socket-wire.js';
import { noRoom, tooManySockets } from './stream-refusals.js';
import { subscriptionRoot } from './subscription-root.js';
import { refuseToken } from './token-refusal.js';

export interface SocketSettings {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly keeper: DoorKeeper;
  readonly live: LiveFields;
  readonly work: QueryWork;
  readonly documents: KnownDocuments;
  readonly limits: Limits;
  readonly mayConnect: (origin: string | undefined) => boolean;
  /** Is there no room: as many lines of accounts as there may be, or too many of whomever? */
  readonly full: () => boolean;
  /** How many lines there are: of so many, each is advised to come back at another moment. */
  readonly lines: () => number;
  readonly shed: Shed;
  /** In which guests are let in and their subscriptions begin. */
  readonly turns: SmallTurns;
  readonly log: Logger;
}

/** Of an account; the protocol leaves 4400 to 4499 to refusals, by the statuses of HTTP. */
const TOO_MANY = 4429;
/** A new day, with which pairings begin and end, is noticed at most this late. */
const DAY_LOOK_MS = 5_000;

/** One operation of a guest, as `onSubscribe` let it through. */
interface GuestArgs extends ExecutionArgs {
  readonly guest: SocketGuest;
  readonly slot: SocketSlot;
}

/** The socket door: graphql-transport-ws on the path of HTTP, with the same rules. */
export function openSocketDoor(settings: SocketSettings): {
  /** All that are open, whoever they are. */
  readonly count: () => number;
  /** Those of accounts. */
  readonly seated: () => number;
  close(): Promise<void>;
} {
  const { server, schema, keeper, live, work, documents, limits, lines, shed, turns, log } = settings;
  const { wss, silent } = openSocketServer(limits.socketsTotal);
  const guests = new Guests(keeper, limits.socketsPerAccount);
  const slotsByGuest = new WeakMap<SocketGuest, SocketSlots>();

  answerHandshakes(server, wss, settings);

  const protocol = makeServer<{ authorization?: unknown; Authorization?: unknown }, SocketGuest>({
    schema,
    connectionInitWaitTimeout: 3_000,
    async onConnect({ extra, connectionParams }) {
      silent.spoke(extra.socket);
      try {
        await turns.next();
        const token = connectionParams?.authorization ?? connectionParams?.Authorization;
        if (settings.full()) end(extra, TRY_LATER, noRoom(momentBeside(lines())));
        else if (!(await guests.letIn(extra, token)))
          end(extra, TOO_MANY, tooManySockets(limits.socketsPerAccount, momentBeside(lines())));
      } catch (fault) {
        end(extra, CloseCode.Forbidden, fault);
      }
    },
    async onSubscribe(context, id, payload) {
      const guest = context.extra;
      // Before anything is waited for: of many that come at once, exactly those that are too many are refused.
      const slot = slotsOf(guest).take(id, context.subscriptions);
      if (!slot) return formatted([tooManySubscriptions(limits.subscriptionsPerSocket)]);
      const refused = (faults: readonly unknown[]) => {
        slot.free();
        return unlessLeft(slot, formatted(faults));
      };
      try {
        const known = workOf(documents.get(payload.query), payload.operationName);
        const busy = known && shed(known);
        if (busy) return refused([busy]);
        // What changes something waits for nobody who only wants to see it.
        if (known !== 'MUTATION') await turns.next();
        const viewer = await guests.viewerOf(guest);
        const admitted = await admitDocument(settings, viewer, payload);
        if ('faults' in admitted) return refused(admitted.faults);
        const work = known ?? workOf(admitted.document, payload.operationName);
        const tooMuch = known || !work ? undefined : shed(work);
        if (tooMuch) return refused([tooMuch]);
        return unlessLeft(slot, {
          schema,
          document: admitted.document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue: keeper.again(viewer),
          guest,
          slot,
        });
      } catch (fault) {
        return refused([fault]);
      }
    },
    execute: (async ({ guest, slot, ...args }: GuestArgs) => {
      const answer = clean(await execute({ ...args, options: work.guard.executionOptions }));
      const told = await toldOf(guest, answer);
      slot.free();
      return unlessLeft(slot, told);
    }) as never,
    subscribe: (async ({ guest, slot, ...args }: GuestArgs) => {
      try {
        const stream = await openStream(live, args, subscriptionRoot(args), {
          ears: guests.earsOf(guest),
          clean,
          hand: (result) => result,
        });
        if (slot.left) await stream.return();
        return unlessLeft(slot, new SocketStream(guest.socket, guest.wire, slot.id, stream));
      } catch (fault) {
        slot.free();
        return unlessLeft(slot, { errors: formatted([fault]) });
      }
    }) as never,
    onError: (_context, _id, _payload, errors) => formatted(errors),
  });
  const wire = carrySockets(wss, protocol, log);

  /** What a guest is told: the answer while it may be told anything. A refusal tells nothing of anybody. */
  async function toldOf(guest: SocketGuest, answer: ExecutionResult): Promise<ExecutionResult> {
    if (answer.data == null) return answer;
    try {
      return (await guests.mayTell(guest)) ? answer : { errors: formatted([refuseToken('TOKEN_EXPIRED')]) };
    } catch (fault) {
      // Nobody could be asked: then that is the answer.
      return { errors: formatted([fault]) };
    }
  }

  /** Ends a socket at the door; the code says what kind of refusal it is, the reason which. */
  function end({ socket }: SocketGuest, code: number, why: unknown): void {
    socket.close(code, closeReasonOf(formatError(why, log, 'socket')));
  }

  function formatted(faults: readonly unknown[]): GraphQLError[] {
    return faults.map((fault) => formatError(fault, log, 'socket'));
  }

  function clean(result: ExecutionResult): ExecutionResult {
    return result.errors ? { ...result, errors: formatted(result.errors) } : result;
  }

  function slotsOf(guest: SocketGuest): SocketSlots {
    let slots = slotsByGuest.get(guest);
    if (!slots) slotsByGuest.set(guest, (slots = new SocketSlots(limits.subscriptionsPerSocket)));
    return slots;
  }

  const dayLook = setInterval(() => guests.lookAtDay(), DAY_LOOK_MS).unref();

  return {
    count: () => wss.clients.size,
    seated: () => guests.size,
    async close() {
      clearInterval(dayLook);
      guests.close();
      await wire.close();
    },
  };
}
