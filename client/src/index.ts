/** The door of the package: everything that may be imported from it. */
export { type Check, type Outcome, type RowChange, applyFrame } from './apply-frame.js';
export type { Frame, LeaveReason, ResyncReason, RowOp } from './frames.js';
export { createLive, type Live, type LiveSettings, type LiveStatus } from './live.js';
export { type CountsEvent, type FourCounts, LiveCounts, type LiveCountsSettings } from './live-counts.js';
export { LiveFault } from './live-fault.js';
export { type ListEvent, type ListRepairs, LiveList, type LiveListSettings } from './live-list.js';
export type { LostLine } from './lost-line.js';
export type { LiveState } from './live-state.js';
export { beginStream, emptyState, type ListState, type Row, startOver } from './list-state.js';
export {
  ARRIVALS,
  DEMAND_LIST,
  IMPORTS,
  PICTURE,
  POSTINGS,
  SUPPLY_LIST,
  TRIPS,
  ZERO_EMPLOYMENT,
  type WatchedList,
} from './watched-list.js';
