import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError } from 'graphql';
import { useServer as serve } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Edit, ListModel, type ModelFrame } from './list-model.js';

const SDL = `
  scalar Position
  input ThingFilter { color: String }
  type Thing { value: Int! }
  enum RowOp { ENTER UPDATE LEAVE }
  enum LeaveReason { MOVED FILLED EXPIRED CLOSED PERMISSION MERGED }
  enum ResyncReason { TOO_OLD EPOCH_CHANGED RIGHTS_CHANGED SCHEMA_CHANGED TOO_FAR_BEHIND }
  type Ready { position: Position! eventsSoFar: Int! }
  type CaughtUp { position: Position! eventsSoFar: Int! digest: String rows: Int! }
  type Lagging { position: Position! behindMs: Int! merged: Int! }
  type Resync { reason: ResyncReason! }
  type ThingEntry { id: ID! version: Int! node: Thing }
  type ThingSnapshot { position: Position! isLast: Boolean! items: [ThingEntry!]! }
  type ThingChange { op: RowOp! reason: LeaveReason id: ID! version: Int! node: Thing }
  type ThingChanges {
    from: Position! to: Position! count: Int! eventsSoFar: Int! digest: String changes: [ThingChange!]!
  }
  union WatchThing = ThingSnapshot | ThingChanges | Ready | CaughtUp | Lagging | Resync
  type Query { ok: Boolean }
  type Subscription { watchThings(filter: ThingFilter, after: Position): WatchThing! }`;

/** What a client sent as it asked for the list. */
export interface Wanted {
  readonly token: string;
  readonly after: string | undefined;
  readonly color: string | undefined;
}

/**
 * A small server of the live contract with one list, on a real socket, that does to its clients what the test wants:
 * refuses, closes, falls silent, lies.
 */
export class LiveServer {
  readonly model = new ListModel(3);
  /** Every subscription that was opened, in order. */
  readonly wanted: Wanted[] = [];
  /** Every token with which somebody came, in order. */
  readonly tokens: string[] = [];
  /** Close code and reason for who comes with this token; undefined: welcome. */
  door: (token: string) => [code: number, reason: string] | undefined = () => undefined;
  /** Refuses a subscription. */
  refusal: (wanted: Wanted) => GraphQLError | undefined = () => undefined;
  /** Changes a frame on its way, or takes it away. */
  wire: (frame: ModelFrame) => readonly ModelFrame[] = (frame) => [frame];
  private readonly streams = new Set<Stream>();

  private constructor(
    private readonly http: ReturnType<typeof createServer>,
    private readonly wss: WebSocketServer,
  ) {}

  static async open(): Promise<LiveServer> {
    const http = createServer();
    const wss = new WebSocketServer({ server: http, path: '/graphql' });
    const server = new LiveServer(http, wss);
    const schema = buildSchema(SDL);
    const field = schema.getSubscriptionType()?.getFields()['watchThings'];
    if (!field) throw new Error('no such field');
    field.subscribe = (_root, { filter, after }, context) => {
      const token = String((context as { token: string }).token);
      return server.subscribe({ token, after: after ?? undefined, color: filter?.color });
    };
    field.resolve = (frame: unknown) => frame;
    serve(
      {
        schema,
        context: ({ connectionParams }) => ({ token: tokenIn(connectionParams) }),
        onConnect: ({ connectionParams, extra }) => {
          const token = tokenIn(connectionParams);
          server.tokens.push(token);
          const closing = server.door(token);
          if (closing) extra.socket.close(...closing);
        },
      },
      wss,
    );
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/graphql`;
  }

  get sockets(): readonly WebSocket[] {
    return [...this.wss.clients];
  }

  edit(...edits: Edit[]): void {
    const frame = this.model.edit(edits);
    if (frame) this.tell([frame]);
  }

  merge(...edits: Edit[]): void {
    this.tell(this.model.merge(edits));
  }

  beat(lagging = false): void {
    this.tell([this.model.beat(lagging)]);
  }

  /** Ends all sockets; without a code as a cable that is pulled. */
  cut(code?: number, reason?: string): void {
    for (const socket of this.wss.clients)
      if (code) socket.close(code, reason);
      else socket.terminate();
  }

  /** Ends all streams, as a server does that has nothing more to tell. */
  complete(): void {
    for (const stream of this.streams) stream.end();
  }

  async close(): Promise<void> {
    this.cut();
    this.wss.close();
    await new Promise<void>((done) => this.http.close(() => done()));
  }

  private subscribe(wanted: Wanted): Stream {
    this.wanted.push(wanted);
    const refusal = this.refusal(wanted);
    if (refusal) throw refusal;
    const stream = new Stream(() => this.streams.delete(stream));
    this.streams.add(stream);
    stream.push(this.model.open(wanted.after).flatMap((frame) => this.wire(frame)));
    return stream;
  }

  private tell(frames: readonly ModelFrame[]): void {
    const told = frames.flatMap((frame) => this.wire(frame));
    for (const stream of this.streams) stream.push(told);
  }
}

/** Frames that wait for one client. */
class Stream implements AsyncIterableIterator<unknown> {
  private readonly waiting: unknown[] = [];
  private give: ((result: IteratorResult<unknown>) => void) | undefined;
  private over = false;

  constructor(private readonly left: () => void) {}

  push(frames: readonly ModelFrame[]): void {
    this.waiting.push(...frames.map(asMember));
    this.flow();
  }

  end(): void {
    this.over = true;
    this.left();
    this.flow();
  }

  next(): Promise<IteratorResult<unknown>> {
    return new Promise((give) => {
      this.give = give;
      this.flow();
    });
  }

  return(): Promise<IteratorResult<unknown>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private flow(): void {
    if (!this.give || (this.waiting.length === 0 && !this.over)) return;
    const { give } = this;
    this.give = undefined;
    const [value] = this.waiting.splice(0, 1);
    give(value === undefined ? { value, done: true } : { value, done: false });
  }
}

/** A frame as the schema has it: the name of its type, and nodes that are objects. */
function asMember(frame: ModelFrame): unknown {
  const { kind } = frame;
  const __typename = kind === 'Snapshot' || kind === 'Changes' ? `Thing${kind}` : kind;
  const readable = <Row extends { node: number | null }>(row: Row) => ({
    ...row,
    node: row.node === null ? null : { value: row.node },
  });
  if (kind === 'Snapshot') return { ...frame, __typename, items: frame.items.map(readable) };
  if (kind === 'Changes') return { ...frame, __typename, changes: frame.changes.map(readable) };
  return { ...frame, __typename };
}

function tokenIn(params: Readonly<Record<string, unknown>> | undefined): string {
  return String(params?.['authorization'] ?? '').replace('Bearer ', '');
}

/** A refusal as our server words it. */
export function refusal(code: string, reason: string, details: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(reason, { extensions: { code, reason, details } });
}
