import { type ExecutionArgs, type ExecutionResult, getOperationAST, type GraphQLSchema } from 'graphql';
import { admitDocument, type Asked } from './admit-document.js';
import type { DoorKeeper } from './door-keeper.js';
import { eventIdOf } from './event-id.js';
import type { Guest, Guests } from './guests.js';
import type { KnownDocuments } from './known-documents.js';
import { type LiveFields, openStream } from './live-fields.js';
import type { QueryWork } from './query-work.js';
import { subscriptionsOnly } from './stream-refusals.js';
import { subscriptionRoot } from './subscription-root.js';

/** What the frames of an event stream are made with. */
export interface FrameSettings {
  readonly schema: GraphQLSchema;
  readonly keeper: DoorKeeper;
  readonly live: LiveFields;
  readonly work: QueryWork;
  readonly documents: KnownDocuments;
}

/** What is asked of an event stream, and the place after which it goes on, of `Last-Event-ID`. */
export interface StreamAsked extends Asked {
  readonly after: string | undefined;
}

/** One frame on its way, with the id of its event. */
export interface Told {
  readonly frame: ExecutionResult;
  readonly id: string | undefined;
}

/**
 * The frames of the subscription that a guest asks for, or the faults of its document.
 * @throws HouseError UNAUTHENTICATED, RATE_LIMITED, BAD_USER_INPUT, FORBIDDEN; GraphQLError of the syntax.
 */
export async function openFrames(
  settings: FrameSettings,
  guests: Guests,
  guest: Guest,
  { after, ...asked }: StreamAsked,
  clean: (result: ExecutionResult) => ExecutionResult,
): Promise<AsyncIterableIterator<Told> | { readonly faults: readonly unknown[] }> {
  const { schema, keeper, live, work } = settings;
  const viewer = await guests.viewerOf(guest);
  const admitted = await admitDocument(settings, viewer, asked);
  if ('faults' in admitted) return admitted;
  const { document } = admitted;
  const { operationName, variables: variableValues } = asked;
  if (getOperationAST(document, operationName)?.operation !== 'subscription') throw subscriptionsOnly();
  const contextValue = keeper.again(viewer);
  const args: ExecutionArgs = { schema, document, operationName, variableValues, contextValue };
  const root = subscriptionRoot(args);
  // What the document says of its beginning was paid for with it.
  if (after !== undefined && root.values['after'] == null) await work.chargeResuming(viewer);
  // It is newer than what the client wrote into its document when it began.
  const values = after === undefined ? root.values : { ...root.values, after };
  return openStream<Told>(
    live,
    args,
    { ...root, values },
    {
      ears: guests.earsOf(guest),
      clean,
      hand: (frame, item) => ({ frame, id: eventIdOf(frame, item) }),
    },
  );
}
