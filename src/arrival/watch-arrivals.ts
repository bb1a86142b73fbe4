import type { Watch } from '#journal/watch.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import { askedPlace } from '#worker/asked-place.js';
import type { WorkerArrivedFilter } from './arrival-stream.type.js';

export interface WorkerArrivedArgs {
  filter?: WorkerArrivedFilter | null;
  after?: string | null;
}

/**
 * The topic workerArrived: an arrival came into VERIFIED. Told to the worker's county, the city's station and
 * the employer, whoever's matter it is at that moment; observers read counts, never persons (domain 3.4).
 */
export const watchArrivals: Watch<WorkerArrivedArgs> = {
  field: 'workerArrived',
  noun: 'arrival',
  enters: 'VERIFIED',
  admit(op, { filter }) {
    op.must('arrival.read');
    if (filter?.origin != null) askedPlace(op, filter.origin, 'filter.origin');
    if (filter?.destination != null) op.regions.must(filter.destination, 'filter.destination');
    if (filter?.employer != null) keyOf('Organization', filter.employer, 'filter.employer');
  },
  passes: (op, { filter }, { after }) =>
    after !== null && op.may('arrival.read', stakeOf(after)) && passesFilter(op, filter ?? {}, after),
};

/** Whose matter the arrival of this image is. */
export function stakeOf(image: Row) {
  return {
    origin: String(image['origin']),
    destination: String(image['destination']),
    employerId: String(image['employer_id']),
  };
}

/** The filter over an image of the journal; the same questions as the list's conditions in arrival.list.ts. */
export function passesFilter(op: Operation, filter: WorkerArrivedFilter, image: Row): boolean {
  const within = (column: 'origin' | 'destination', code: string): boolean =>
    String(image[column]).startsWith(op.regions.must(code, `filter.${column}`).path);
  return (
    (filter.origin == null || within('origin', filter.origin)) &&
    (filter.destination == null || within('destination', filter.destination)) &&
    (filter.employer == null ||
      image['employer_id'] === keyOf('Organization', filter.employer, 'filter.employer'))
  );
}
