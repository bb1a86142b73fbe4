import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { ListWatch } from '#journal/list-watch.js';
import type { Operation, Row } from '#kernel/operation.js';
import { tripNode, tripRows } from './trip.list.js';
import type { TripFilter } from './trip.type.js';

export interface TripListArgs {
  readonly filter?: TripFilter | null;
}

/** The list of trips, watched: as `trips` with the same filter shows it. */
export const watchTripList: ListWatch<TripListArgs> = {
  field: 'watchTrips',
  name: 'Trip',
  noun: 'trip',
  type: 'Trip',
  key: 'id',
  admit(op, { filter }) {
    op.must('trip.read');
    if (filter?.origin != null) op.regions.must(filter.origin, 'filter.origin');
    if (filter?.destination != null) op.regions.must(filter.destination, 'filter.destination');
  },
  rows: (op, { filter }, part) =>
    sql`select ${imageOf('t', part, ['id', 'version'])} as image ${tripRows(op, filter ?? {})}`,
  holds: (op, { filter }, image) => op.may('trip.read', stakeOf(image)) && passes(op, filter ?? {}, image),
  reason(op, _args, before, after) {
    if (!after) return 'CLOSED';
    if (!op.may('trip.read', stakeOf(after))) return 'PERMISSION';
    return before['state'] !== after['state'] && OVER.includes(String(after['state'])) ? 'CLOSED' : 'MOVED';
  },
  node: (op, _args, image) => tripNode(op, image),
};

const OVER = ['HANDED_OVER', 'CLOSED', 'CANCELLED'];

/** Whose matter the trip of this image is. */
function stakeOf(image: Row) {
  return { origin: String(image['origin']), destination: String(image['destination']) };
}

/** The filter over an image; the same questions as the list's conditions in trip.list.ts. */
function passes(op: Operation, filter: TripFilter, image: Row): boolean {
  const within = (column: 'origin' | 'destination', code: string): boolean =>
    String(image[column]).startsWith(op.regions.must(code, `filter.${column}`).path);
  const departs = Date.parse(String(image['depart_at']));
  return (
    (filter.states == null || filter.states.includes(String(image['state']))) &&
    (filter.departFrom == null || departs >= filter.departFrom.getTime()) &&
    (filter.departBefore == null || departs < filter.departBefore.getTime()) &&
    (!filter.withSeats || Number(image['booked']) < Number(image['seats'])) &&
    (filter.origin == null || within('origin', filter.origin)) &&
    (filter.destination == null || within('destination', filter.destination))
  );
}
