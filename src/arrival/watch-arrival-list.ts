import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { ListWatch } from '#journal/list-watch.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import { askedPlace } from '#worker/asked-place.js';
import { arrivalNode, arrivalRows } from './arrival.list.js';
import type { ArrivalFilter } from './arrival.type.js';
import { stakeOf } from './watch-arrivals.js';

export interface ArrivalListArgs {
  readonly filter?: ArrivalFilter | null;
}

/** The list of arrivals, watched: as `arrivals` with the same filter shows it. */
export const watchArrivalList: ListWatch<ArrivalListArgs> = {
  field: 'watchArrivals',
  name: 'Arrival',
  noun: 'arrival',
  type: 'Arrival',
  key: 'id',
  admit(op, { filter }) {
    op.must('arrival.read');
    if (filter?.origin != null) askedPlace(op, filter.origin, 'filter.origin');
    if (filter?.destination != null) op.regions.must(filter.destination, 'filter.destination');
    if (filter?.employer != null) keyOf('Organization', filter.employer, 'filter.employer');
    if (filter?.worker != null) keyOf('Worker', filter.worker, 'filter.worker');
  },
  rows: (op, { filter }, part) =>
    sql`select ${imageOf('a', part, ['id', 'version'])} as image ${arrivalRows(op, filter ?? {})}`,
  holds: (op, { filter }, image) => op.may('arrival.read', stakeOf(image)) && passes(op, filter ?? {}, image),
  reason(op, _args, before, after) {
    if (!after) return 'CLOSED';
    if (!op.may('arrival.read', stakeOf(after))) return 'PERMISSION';
    return before['state'] !== after['state'] && GONE.includes(String(after['state'])) ? 'CLOSED' : 'MOVED';
  },
  node: (op, _args, image) => arrivalNode(op, image),
};

const GONE = ['NO_SHOW', 'REFUSED', 'WITHDREW', 'REASSIGNED', 'RETURNED'];

/** The filter over an image; the same questions as the list's conditions in arrival.list.ts. */
function passes(op: Operation, filter: ArrivalFilter, image: Row): boolean {
  const within = (column: 'origin' | 'destination', code: string): boolean =>
    String(image[column]).startsWith(op.regions.must(code, `filter.${column}`).path);
  const expected = String(image['expected_on']);
  return (
    (filter.states == null || filter.states.includes(String(image['state']))) &&
    (filter.worker == null || image['worker_id'] === keyOf('Worker', filter.worker, 'filter.worker')) &&
    (filter.employer == null ||
      image['employer_id'] === keyOf('Organization', filter.employer, 'filter.employer')) &&
    (filter.expectedFrom == null || expected >= filter.expectedFrom) &&
    (filter.expectedTo == null || expected <= filter.expectedTo) &&
    (filter.origin == null || within('origin', filter.origin)) &&
    (filter.destination == null || within('destination', filter.destination))
  );
}
