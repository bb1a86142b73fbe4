import type { FourCounts, Live, LiveCounts, LiveList } from 'labor-bridge-client';
import type { ArrivalRow, DemandRow, PostingRow, SupplyRow, TripRow, Viewer } from './documents.js';
import type { Drill } from './drill.js';
import type { Pair } from './pairs.js';
import type { Session } from './session.js';
import type { Splits } from './splits.js';
import type { ScreenState } from './use-live.js';

/** Everything that desk and wall show, live. What is undefined is not there yet, or is not the viewer's to see. */
export interface Sights {
  readonly session: Session;
  readonly viewer: Viewer | undefined;
  /** The connection, once the first counts are there. */
  readonly live: Live | undefined;
  readonly pair: Pair | undefined;
  readonly pairs: readonly Pair[];
  readonly population: string;
  readonly counts: LiveCounts<FourCounts & Splits> | undefined;
  readonly demand: LiveList<DemandRow> | undefined;
  readonly supply: LiveList<SupplyRow> | undefined;
  readonly postings: LiveList<PostingRow> | undefined;
  readonly trips: LiveList<TripRow> | undefined;
  readonly arrivals: LiveList<ArrivalRow> | undefined;
  readonly state: ScreenState;
  /** Names the pair: what belongs to another one must not stay. */
  readonly key: string;
  /** Does everybody who passes by see the screen? */
  readonly publicly: boolean;
  /** Opens the rows of a number. */
  readonly open: (drill: Drill) => void;
  readonly choose: (pair: Pair) => void;
}
