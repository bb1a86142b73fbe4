import fc from 'fast-check';
import { DESTINATION_CLASSES } from '#picture/four-counts.js';

/*
 * Rows of standing and job_posting as they could never all come about by verbs alone, for what must be equal
 * whatever the rows are.
 */

export const ORIGINS = ['522631', '522600', '520000', '522631003'];
export const DESTINATIONS = ['440600', '440604', '330100', '330109'];

const PLACES = ['522631', '522631003', '522631101', '522633', '522633100'];
const WORKPLACES = ['440604', '4406', '330109', '522631', '810000'];

/** What a wish says of destinations, as standing keeps it. */
export const WISHES = [
  { explicit: ['4406', '4406/'], broad: [], open_destination: false },
  { explicit: ['440604', '440604/', '4406'], broad: [], open_destination: false },
  { explicit: ['3301', '3301/'], broad: ['44'], open_destination: true },
  { explicit: [], broad: ['44'], open_destination: false },
  { explicit: [], broad: ['G-PRD'], open_destination: true },
  { explicit: [], broad: ['33', '44'], open_destination: false },
  { explicit: [], broad: [], open_destination: true },
  { explicit: [], broad: [], open_destination: false },
] as const;

const workplace = fc.oneof(
  fc.constant({ employed: false, employment_path: null, destination_class: null }),
  fc.record({
    employed: fc.constant(true),
    employment_path: fc.constantFrom(...WORKPLACES),
    destination_class: fc.constantFrom(...DESTINATION_CLASSES),
  }),
);

/** Columns of a standing that pictures weigh. */
export const aStanding = fc
  .tuple(
    fc.record({
      origin: fc.constantFrom(...PLACES),
      in_base: fc.boolean(),
      target: fc.boolean(),
      relocated: fc.boolean(),
      tags: fc.subarray(['POVERTY_ALLEVIATED', 'MONITORED', 'RELOCATED', 'DISABLED']),
      barriers: fc.subarray(['SKILL', 'FAMILY', 'HEALTH']),
      in_demand: fc.boolean(),
      wants_training: fc.boolean(),
      in_training: fc.boolean(),
      in_flight_to: fc.constantFrom('440604', null),
    }),
    workplace,
    fc.constantFrom(...WISHES),
  )
  .map(([row, work, wish]) => ({ ...row, ...work, ...wish }));

const places = fc
  .record({ headcount: fc.integer({ min: 1, max: 40 }), filled: fc.nat(20), held: fc.nat(20) })
  .map(({ headcount, filled, held }) => {
    const taken = Math.min(filled, headcount);
    return { headcount, filled: taken, held: Math.min(held, headcount - taken) };
  });

const allocation = fc
  .record({
    origin: fc.constantFrom('522631', '5226', '522633', '52'),
    quota: fc.integer({ min: 1, max: 30 }),
    used: fc.nat(30),
  })
  .map(({ origin, quota, used }) => ({
    regionCode: origin.padEnd(6, '0'),
    origin,
    quota,
    used: Math.min(used, quota),
  }));

/** Columns of a posting that say how many places are left, and for whom. */
export const anAllocated = fc
  .tuple(
    places,
    fc.oneof(fc.constant([]), fc.uniqueArray(allocation, { selector: (a) => a.origin, maxLength: 3 })),
  )
  .map(([row, allocations]) => ({ ...row, allocations }));

const wages = fc.constantFrom(
  { wage_min_fen: null, wage_max_fen: null },
  { wage_min_fen: 400_000, wage_max_fen: null },
  { wage_min_fen: null, wage_max_fen: 500_000 },
  { wage_min_fen: 400_000, wage_max_fen: 400_000 },
);

/** Columns of a posting that pictures weigh and filters ask for; `employer` is a number to choose one by. */
export const aPosting = fc
  .tuple(
    anAllocated,
    fc.record({
      employer: fc.nat(5),
      title: fc.constantFrom('普工', '焊工', '装_配%', '保安'),
      occupation: fc.constantFrom('焊工', '工', null),
      destination: fc.constantFrom('440604', '4406', '330109', '522631'),
      state: fc.constantFrom('OPEN', 'OPEN', 'DRAFT', 'PAUSED', 'FILLED'),
      suitable: fc.boolean(),
      housing: fc.constantFrom(true, false, null),
    }),
    wages,
  )
  .map(([row, more, wage]) => ({ ...row, ...more, ...wage, suitable_on: '2026-01-01' }));
