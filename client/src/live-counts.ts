import type { Live } from './live.js';
import type { LiveFault } from './live-fault.js';
import { type ListRepairs, LiveList } from './live-list.js';
import type { LiveState } from './live-state.js';
import type { LostLine } from './lost-line.js';
import { PICTURE } from './watched-list.js';

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
  /** Code of the origin, six digits: 522631. */
  readonly origin: string;
  /** Code of the destination, six digits: 440600. */
  readonly destination: string;
  /** Whom to count; the server's default is TARGET. */
  readonly population?: string;
  /** More fields of the counts, in GraphQL: `postsSplit { … }`. Name their types as the parameter of LiveCounts. */
  readonly more?: string;
  /** Silence that makes the counts stale, in ms: two heartbeats of the server (30 000). */
  readonly silenceMs?: number;
}

/** What happened to the counts. */
export interface CountsEvent<Counts> {
  /** Undefined before there are any. */
  readonly counts: Counts | undefined;
  /** What moved since the picture before; null where the whole picture came, or only the state changed. */
  readonly delta: FourCounts | null;
  readonly state: LiveState;
  /** Why there is no connection, and when it is tried again; undefined while there is one. */
  readonly lost: LostLine | undefined;
  /** What stopped the counts for good; undefined while they live. */
  readonly fault: LiveFault | undefined;
}

interface Moving<Counts> {
  readonly picture: { readonly fourCounts: Counts };
  readonly delta: FourCounts | null;
}

const COUNTS = 'laborBase intentToDestination trainingWilling suitablePosts';

/** The four counts of a pair as they are now: a live list of one row, with all that a live list promises. */
export class LiveCounts<Counts extends FourCounts = FourCounts> {
  private readonly list: LiveList<Moving<Counts>>;

  constructor(live: Live, { more = '', silenceMs, ...args }: LiveCountsSettings) {
    const node = `picture { fourCounts { ${COUNTS} ${more} } } delta { ${COUNTS} }`;
    this.list = new LiveList(live, { list: PICTURE, args, node, ...(silenceMs ? { silenceMs } : {}) });
  }

  get state(): LiveState {
    return this.list.state;
  }

  /** When the counts were last proven; undefined: never. */
  get provenAt(): Date | undefined {
    return this.list.provenAt;
  }

  /** Undefined before there are any. */
  get counts(): Counts | undefined {
    const [row] = this.list.rows.values();
    return row?.node.picture.fourCounts;
  }

  /** The position at which the counts are true. */
  get position(): string | undefined {
    return this.list.position;
  }

  /** How often something went wrong and was put right. */
  get repairs(): ListRepairs {
    return this.list.repairs;
  }

  /** What stopped it for good; undefined while it lives. */
  get fault(): LiveFault | undefined {
    return this.list.fault;
  }

  /**
   * Calls `listener` with every change of the counts or of the state, and each time that there is no connection or that one
   * is lost, until the returned function is called.
   */
  subscribe(listener: (event: CountsEvent<Counts>) => void): () => void {
    return this.list.subscribe(({ changes, ...more }) => {
      const [change] = changes;
      const delta = change && change.op !== 'LEAVE' ? change.node.delta : null;
      listener({ counts: this.counts, delta, ...more });
    });
  }

  close(): void {
    this.list.close();
  }
}
