import { applyFrame, type Check, type Outcome, type RowChange } from './apply-frame.js';
import { waitBefore } from './back-off.js';
import { digestText } from './digest.js';
import { readFrame } from './frames.js';
import { Listeners } from './listeners.js';
import type { Live } from './live.js';
import { adviceOf, type GraphError, lastingRefusal, type LiveFault } from './live-fault.js';
import { Honesty, type LiveState } from './live-state.js';
import { beginStream, emptyState, type ListState, type Row, startOver } from './list-state.js';
import type { LostLine } from './lost-line.js';
import type { Answer } from './socket-link.js';
import { listDocument, type WatchedList } from './watched-list.js';

export interface LiveListSettings {
  /** Which list: POSTINGS, TRIPS, ARRIVALS, DEMAND_LIST, SUPPLY_LIST, IMPORTS, ZERO_EMPLOYMENT, or any other that the server can watch. */
  readonly list: WatchedList;
  /** Values of its arguments. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Selection of a row, in GraphQL, without the outer braces: `id title headcount`. */
  readonly node: string;
  /** Silence that makes the list stale, in ms: two heartbeats of the server (30 000). */
  readonly silenceMs?: number;
  /**
   * Rows that were proven longer ago than this are read anew when there is a connection again, in ms (120 000): whoever
   * wants the list need not hear all that befell it meanwhile. Infinity: whatever was missed is told, however much.
   */
  readonly resumeMs?: number;
}

/** What happened to a list. */
export interface ListEvent<Node> {
  readonly changes: readonly RowChange<Node>[];
  readonly state: LiveState;
  /** Why there is no connection, and when it is tried again; undefined while there is one. */
  readonly lost: LostLine | undefined;
  /** What stopped the list for good; undefined while it lives. */
  readonly fault: LiveFault | undefined;
}

/** How often something went wrong and was put right. */
export interface ListRepairs {
  /** Frames that had come before. */
  repeated: number;
  /** Frames that failed a check, by the check: the list was read anew each time. */
  readonly broken: Record<Check, number>;
  /** The server asked to read the list anew. */
  resyncs: number;
}

/** Waits between attempts at one list, while the socket itself is well, in ms. */
const BASE_MS = 200;
const MOST_MS = 30_000;

/**
 * A list as it is now, proven by digest whenever `state` says `live`. It resumes where it was cut, starts again where
 * it cannot, and between the two its old rows stay readable and are called stale.
 */
export class LiveList<Node> {
  readonly repairs: ListRepairs = {
    repeated: 0,
    broken: { ORDER: 0, CHAIN: 0, COUNT: 0, EVENTS: 0, DIGEST: 0 },
    resyncs: 0,
  };
  /** What stopped this list for good; see `fault` of the connection too. */
  private ownFault: LiveFault | undefined;
  private readonly held: ListState<Node>;
  private readonly honesty = new Honesty();
  private readonly listeners = new Listeners<ListEvent<Node>>();
  private readonly document: string;
  /** Runs while a stream is open. */
  private looking: ReturnType<typeof setInterval> | undefined;
  private readonly silenceMs: number;
  private readonly resumeMs: number;
  private shownAt: string | undefined;
  private stopRunning: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private heardAt = 0;
  private resumed = false;
  private closed = false;

  constructor(
    private readonly live: Live,
    private readonly settings: LiveListSettings,
  ) {
    this.held = emptyState();
    this.document = listDocument(settings.list, settings.node);
    this.silenceMs = settings.silenceMs ?? 30_000;
    this.resumeMs = settings.resumeMs ?? 120_000;
    this.open();
  }

  get state(): LiveState {
    return this.honesty.state;
  }

  /** When the rows were last proven; undefined: never. */
  get provenAt(): Date | undefined {
    return this.honesty.provenAt;
  }

  /** The rows by global id. The same map until a new snapshot replaces it: read it, do not keep it. */
  get rows(): ReadonlyMap<string, Row<Node>> {
    return this.held.rows.shown;
  }

  /** Rows that are on the list and could not be read: they are in the digest and not in `rows`. */
  get unreadable(): number {
    return this.held.rows.hidden.size;
  }

  /** The position at which the rows are true; undefined before there are any. */
  get position(): string | undefined {
    return this.shownAt;
  }

  /** Of the rows, as the server would tell it: 12 hex digits. */
  get digest(): string {
    return digestText(this.held.rows.sum);
  }

  /** What stopped it for good; undefined while it lives. */
  get fault(): LiveFault | undefined {
    return this.ownFault ?? this.live.fault;
  }

  /**
   * Calls `listener` with every change of the rows or of the state, and each time that there is no connection or that one
   * is lost, until the returned function is called.
   */
  subscribe(listener: (event: ListEvent<Node>) => void): () => void {
    return this.listeners.add(listener);
  }

  close(): void {
    this.closed = true;
    this.leave();
    this.tell(this.honesty.doubt());
    this.listeners.clear();
  }

  private open(): void {
    this.timer = undefined;
    if (this.closed) return;
    this.stopRunning = this.live.run({
      ask: () => {
        this.heardAt = Date.now();
        clearInterval(this.looking);
        this.looking = setInterval(() => this.look(), Math.max(5, this.silenceMs / 4));
        if (Date.now() - (this.provenAt?.getTime() ?? 0) > this.resumeMs) startOver(this.held);
        const after = beginStream(this.held);
        this.resumed = after !== undefined;
        return { query: this.document, variables: { ...this.settings.args, ...(after ? { after } : {}) } };
      },
      ear: { next: (answer) => this.hear(answer), ended: (errors) => this.ended(errors) },
      down: () => {
        clearInterval(this.looking);
        this.honesty.doubt();
        // Also where the state is what it was: why nothing comes, and until when, is news each time.
        this.tell(true);
      },
    });
  }

  private leave(): void {
    clearTimeout(this.timer);
    clearInterval(this.looking);
    this.stopRunning?.();
    this.stopRunning = undefined;
  }

  private hear({ data }: Answer): void {
    this.heardAt = Date.now();
    const member = data?.[this.settings.list.field] as { __typename: string } | null | undefined;
    // A member that this version does not know changes nothing that it knows.
    const frame = member && readFrame<Node>(this.settings.list.name, member);
    if (frame) this.follow(applyFrame(this.held, frame));
  }

  private follow(outcome: Outcome<Node>): void {
    switch (outcome.kind) {
      case 'APPLIED':
        if (this.held.step !== 'SNAPSHOT') this.shownAt = this.held.position;
        this.show(outcome.changes, outcome.proven);
        return;
      case 'REPEATED':
        this.repairs.repeated += 1;
        return;
      case 'LAGGING':
        this.tell(
          outcome.behindMs > 0
            ? this.honesty.doubt(new Date(Date.now() - outcome.behindMs))
            : this.honesty.move(),
        );
        return;
      case 'RESYNC':
        this.repairs.resyncs += 1;
        this.tell(this.honesty.doubt());
        return;
      case 'BROKEN':
        this.repairs.broken[outcome.check] += 1;
        startOver(this.held);
        this.again(0);
    }
  }

  private show(changes: readonly RowChange<Node>[], proven: boolean): void {
    if (proven) this.attempt = 0;
    // While a snapshot comes in, what is shown are still the old rows.
    const moving = this.held.step !== 'SNAPSHOT' || !this.provenAt;
    this.tell(proven ? this.honesty.prove() : moving && this.honesty.move(), changes);
  }

  /** The server has ended the stream. */
  private ended(errors: readonly GraphError[]): void {
    const fault = lastingRefusal(errors);
    if (fault && !this.resumed) {
      this.ownFault = fault;
      this.leave();
      this.honesty.doubt();
      this.tell(true);
      return;
    }
    // It may be the position that it does not know: then a snapshot will do.
    if (fault) startOver(this.held);
    this.again(adviceOf(errors));
  }

  /** Asks anew, after a while that grows as long as nothing is proven. */
  private again(adviceMs: number): void {
    this.leave();
    if (this.closed) return;
    this.tell(this.honesty.doubt());
    if (this.closed) return;
    const backOff = { baseMs: BASE_MS, mostMs: MOST_MS, random: Math.random };
    this.timer = setTimeout(() => this.open(), waitBefore(this.attempt, backOff, 0, adviceMs));
    this.attempt += 1;
  }

  /** Nothing heard for two heartbeats: nobody knows whether the rows are still true. */
  private look(): void {
    if (Date.now() - this.heardAt < this.silenceMs) return;
    this.again(0);
  }

  /** Tells of the changes, and of the state if there is news of it. */
  private tell(stateChanged: boolean, changes: readonly RowChange<Node>[] = []): void {
    if (stateChanged || changes.length > 0) {
      const { state, fault } = this;
      this.listeners.tell({ changes, state, lost: this.live.lost, fault });
    }
  }
}
