import { waitBefore } from './back-off.js';
import { Listeners } from './listeners.js';
import type { Live } from './live.js';
import { adviceOf, type GraphError, lastingRefusal, type LiveFault } from './live-fault.js';
import { Honesty, type LiveState } from './live-state.js';
import type { Answer } from './socket-link.js';

/** The four counts of a pair (四个底数); null where the viewer is shown no number. */
export interface FourCounts {
  /** 输出地劳动力底数, persons. */
  readonly laborBase: number | null;
  /** 到输入地就业意向底数, persons. */
  readonly intentToDestination: number | null;
  /** 愿意接受就业技能培训底数, persons. */
  readonly trainingWilling: number | null;
  /** 适合岗位底数, places. */
  readonly suitablePosts: number;
}

export interface LiveCountsSettings {
  /** Codes of six digits: 522631 and 440600. */
  readonly origin: string;
  readonly destination: string;
  /** Whom to count; the server's default is TARGET. */
  readonly population?: string;
  /** More fields of the counts, in GraphQL: `postsSplit { … }`. */
  readonly more?: string;
  /** How often the picture is asked for when nothing changes, in ms (15 000). */
  readonly heartbeatMs?: number;
  /** Silence that makes the counts stale, in ms: two heartbeats (30 000). */
  readonly silenceMs?: number;
}

/** What happened to the counts. */
export interface CountsEvent<Counts> {
  readonly counts: Counts | undefined;
  readonly state: LiveState;
}

interface Picture<Counts> {
  readonly position: string;
  readonly fourCounts: Counts;
}

const BASE_MS = 200;
const MOST_MS = 30_000;

/**
 * The four counts of a pair as they are now. They come with their position and change when the server says so;
 * while it says nothing, the picture is asked for with every heartbeat, so that `live` means that somebody answered.
 */
export class LiveCounts<Counts extends FourCounts = FourCounts> {
  private readonly honesty = new Honesty();
  private readonly listeners = new Listeners<CountsEvent<Counts>>();
  private readonly variables: Record<string, unknown>;
  private readonly query: string;
  private readonly subscription: string;
  private readonly beating: ReturnType<typeof setInterval>;
  private readonly silenceMs: number;
  private readonly leaveStatus: () => void;
  private picture: Picture<Counts> | undefined;
  /** A position to go on from. */
  private known: string | undefined;
  private ownFault: LiveFault | undefined;
  private stopAsking: (() => void) | undefined;
  private stopStream: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Frames told by streams: an answer that was asked for before the last one says nothing new. */
  private told = 0;
  private attempt = 0;
  private closed = false;

  constructor(
    private readonly live: Live,
    {
      origin,
      destination,
      population,
      more = '',
      heartbeatMs = 15_000,
      silenceMs = 30_000,
    }: LiveCountsSettings,
  ) {
    this.variables = { origin, destination, ...(population ? { population } : {}) };
    const counts = `{ position fourCounts { laborBase intentToDestination trainingWilling suitablePosts ${more} } }`;
    const declared = '$origin: RegionCode!, $destination: RegionCode!, $population: Population';
    const passed = 'origin: $origin, destination: $destination, population: $population';
    this.query = `query (${declared}, $atLeast: Position) { picture(${passed}, atLeast: $atLeast) ${counts} }`;
    this.subscription = `subscription (${declared}, $after: Position) { pictureChanged(${passed}, after: $after) ${counts} }`;
    this.silenceMs = silenceMs;
    this.beating = setInterval(() => this.beat(), heartbeatMs);
    this.leaveStatus = live.onStatus((status) => {
      if (status === 'open' && !this.stopAsking && this.timer === undefined) this.ask();
    });
    this.ask();
  }

  get state(): LiveState {
    return this.honesty.state;
  }

  /** When the counts were last proven; undefined: never. */
  get provenAt(): Date | undefined {
    return this.honesty.provenAt;
  }

  /** Undefined before there are any. */
  get counts(): Counts | undefined {
    return this.picture?.fourCounts;
  }

  /** The position at which the counts are true. */
  get position(): string | undefined {
    return this.picture?.position;
  }

  /** What stopped it for good; undefined while it lives. */
  get fault(): LiveFault | undefined {
    return this.ownFault ?? this.live.fault;
  }

  /** Calls `listener` with every change of the counts or of the state, until the returned function is called. */
  subscribe(listener: (event: CountsEvent<Counts>) => void): () => void {
    return this.listeners.add(listener);
  }

  close(): void {
    this.closed = true;
    this.leave();
    this.leaveStatus();
    clearInterval(this.beating);
    this.tell(this.honesty.doubt());
    this.listeners.clear();
  }

  /** Asks for the picture, at the position that is held or later. */
  private ask(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stopAsking?.();
    if (this.closed || this.ownFault) return;
    let told = this.told;
    this.stopAsking = this.live.run({
      ask: () => {
        told = this.told;
        return {
          query: this.query,
          variables: { ...this.variables, ...(this.known ? { atLeast: this.known } : {}) },
        };
      },
      ear: {
        next: ({ data }) => {
          const picture = data?.['picture'] as Picture<Counts> | undefined;
          if (picture && told === this.told) this.take(picture);
        },
        ended: (errors) => {
          this.stopAsking = undefined;
          if (errors.length > 0) this.refused(errors);
          else this.listen();
        },
      },
      down: () => this.tell(this.honesty.doubt() || this.fault !== undefined),
    });
  }

  /** Hears of every change behind the picture that is held. */
  private listen(): void {
    if (this.stopStream || this.closed || this.known === undefined) return;
    this.stopStream = this.live.run({
      ask: () => ({
        query: this.subscription,
        variables: { ...this.variables, after: this.known },
      }),
      ear: {
        next: ({ data }: Answer) => {
          const picture = data?.['pictureChanged'] as Picture<Counts> | undefined;
          if (!picture) return;
          this.told += 1;
          this.take(picture);
        },
        ended: (errors) => {
          this.stopStream = undefined;
          this.refused(errors);
        },
      },
      down: () => this.tell(this.honesty.doubt() || this.fault !== undefined),
    });
  }

  private take(picture: Picture<Counts>): void {
    this.attempt = 0;
    const changed = JSON.stringify(picture.fourCounts) !== JSON.stringify(this.counts);
    this.picture = picture;
    this.known = picture.position;
    this.tell(this.honesty.prove() || changed);
  }

  private refused(errors: readonly GraphError[]): void {
    const fault = lastingRefusal(errors);
    this.leave();
    if (fault && this.known === undefined) {
      this.ownFault = fault;
      this.honesty.doubt();
      this.tell(true);
      return;
    }
    // It may be the position that it does not know: then the picture without one will do.
    if (fault) this.known = undefined;
    this.again(adviceOf(errors));
  }

  private again(adviceMs: number): void {
    this.tell(this.honesty.doubt());
    if (this.closed) return;
    const backOff = { baseMs: BASE_MS, mostMs: MOST_MS, random: Math.random };
    this.timer = setTimeout(() => this.ask(), waitBefore(this.attempt, backOff, 0, adviceMs));
    this.attempt += 1;
  }

  private beat(): void {
    if (this.live.status !== 'open' || this.timer !== undefined) return;
    const silence = Date.now() - (this.provenAt?.getTime() ?? Date.now());
    if (silence >= this.silenceMs) this.tell(this.honesty.doubt());
    this.ask();
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stopAsking?.();
    this.stopStream?.();
    this.stopAsking = undefined;
    this.stopStream = undefined;
  }

  private tell(changed: boolean): void {
    if (changed) this.listeners.tell({ counts: this.counts, state: this.state });
  }
}
