/* Everything that the page asks the API for; test/rules/dashboard-documents.test.ts holds it against the schema. */

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

export type Role = 'COUNTY_BUREAU' | 'STATION_LIAISON' | 'EMPLOYER' | 'OBSERVER' | 'ADMIN';

export interface Viewer {
  readonly handle: string;
  readonly name: string;
  readonly role: Role;
  readonly organization: { readonly id: string; readonly name: string; readonly region: Place } | null;
  readonly pairedDestinations: readonly Place[];
  readonly pairedOrigins: readonly Place[];
}

const PLACE = 'code name level';

/** Who is asking, and the pairings of today. */
export const VIEWER = `query Viewer {
  viewer {
    handle name role organization { id name region { ${PLACE} } }
    pairedDestinations { ${PLACE} } pairedOrigins { ${PLACE} }
  }
  pairings(first: 200) { nodes { basis origin { ${PLACE} } destination { ${PLACE} } } }
}`;

export interface Pairing {
  readonly basis: 'NATIONAL' | 'LOCAL';
  readonly origin: Place;
  readonly destination: Place;
}

export interface ViewerAnswer {
  readonly viewer: Viewer;
  readonly pairings: { readonly nodes: readonly Pairing[] };
}

/** Of the four counts, what the desk shows beside the four numbers. */
export const SPLITS = `
  laborBaseSplit { notEmployed employed { destinationClass workers } }
  intentSplit { explicit broad openPotential alreadyThere available }
  trainingSplit { inTraining trainThenExport }
  postsSplit { postings employers allocated shared }`;

export interface WorkerRow {
  readonly id: string;
  /** Null where what is kept sealed cannot be opened. */
  readonly name: string | null;
  readonly ageBand: string | null;
  readonly education: Education;
  readonly skills: readonly string[];
  readonly hukou: { readonly name: string };
}

type Education = 'NONE' | 'PRIMARY' | 'JUNIOR_HIGH' | 'SENIOR_HIGH' | 'VOCATIONAL' | 'COLLEGE' | 'BACHELOR';

const WORKER = 'id name ageBand education skills hukou { name }';

export interface DemandRow {
  readonly tier: 'EXPLICIT' | 'BROAD' | 'OPEN';
  readonly stage: 'OPEN' | 'REFERRED' | 'OFFERED' | 'IN_FLIGHT' | 'IN_FLIGHT_ELSEWHERE';
  readonly occupations: readonly string[];
  readonly wageMin: number | null;
  readonly confirmedAt: string;
  readonly worker: WorkerRow;
}

export const DEMAND_ROW = `tier stage occupations wageMin confirmedAt worker { ${WORKER} }`;

export interface PostingRow {
  readonly id: string;
  readonly title: string;
  readonly employer: { readonly name: string };
  readonly headcount: number;
  readonly remaining: number;
  readonly wageMin: number | null;
  readonly wageMax: number | null;
  readonly wagePeriod: 'HOUR' | 'DAY' | 'MONTH' | 'PIECE';
  readonly workRegion: { readonly name: string };
  readonly openedAt: string | null;
  readonly validTo: string;
}

export const POSTING_ROW =
  'id title employer { name } headcount remaining wageMin wageMax wagePeriod workRegion { name } openedAt validTo';

export interface SupplyRow {
  readonly remaining: number;
  readonly posting: PostingRow;
}

export const SUPPLY_ROW = `remaining posting { ${POSTING_ROW} }`;

/** A verified arrival with who arrived; null where the person is not, or no longer, the viewer's to see. */
export interface ArrivedRow {
  readonly id: string;
  readonly occupation: string | null;
  readonly verifiedAt: string | null;
  readonly employer: { readonly name: string } | null;
  readonly destination: { readonly name: string };
  readonly worker: WorkerRow | null;
}

export interface PassengerRow {
  readonly boardState: 'LISTED' | 'BOARDED' | 'ARRIVED' | 'CANCELLED' | 'NO_SHOW' | 'LEFT_EN_ROUTE';
  readonly dispatch: {
    readonly id: string;
    readonly dispatchNo: string;
    readonly employer: { readonly name: string } | null;
    readonly worker: WorkerRow | null;
  } | null;
}

export interface ReferredRow {
  readonly id: string;
  readonly state: keyof typeof import('./words.js').WORDS.zh.referralState;
  readonly worker: WorkerRow | null;
}

export interface ArrivalRow {
  readonly state: string;
  readonly occupation: string | null;
  readonly verifiedAt: string | null;
  readonly origin: { readonly name: string };
  readonly destination: { readonly name: string };
  readonly employer: { readonly name: string } | null;
}

export const ARRIVAL_ROW =
  'state occupation verifiedAt origin { name } destination { name } employer { name }';

export interface TripRow {
  readonly id: string;
  readonly tripNo: string;
  readonly mode: 'CARPOOL' | 'CHARTER_BUS' | 'CHARTER_FLIGHT' | 'CHARTER_TRAIN' | 'TRAIN';
  readonly state: keyof typeof import('./words.js').WORDS.zh.tripState;
  readonly origin: { readonly name: string };
  readonly destination: { readonly name: string };
  readonly departAt: string;
  readonly arriveAt: string;
  readonly seats: number;
  readonly booked: number;
  readonly boarded: number;
}

export const TRIP_ROW =
  'id tripNo mode state origin { name } destination { name } departAt arriveAt seats booked boarded';

export interface Page<Node> {
  readonly totalCount: number | null;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The people behind counts 1 and 3. */
export const WORKERS = `query Workers($filter: WorkerFilter, $after: String) {
  rows: workers(filter: $filter, first: 50, after: $after) {
    totalCount nodes { ${WORKER} } pageInfo { hasNextPage endCursor }
  }
}`;

/** The rows behind count 2. */
export const DEMAND = `query Demand(
  $origin: RegionCode!, $destination: RegionCode!, $population: Population, $tiers: [IntentTier!], $after: String
) {
  picture(origin: $origin, destination: $destination, population: $population) {
    rows: jobDemandList(first: 50, after: $after, tiers: $tiers) {
      totalCount nodes { ${DEMAND_ROW} } pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** The rows behind count 4. */
export const SUPPLY = `query Supply($origin: RegionCode!, $destination: RegionCode!, $after: String) {
  picture(origin: $origin, destination: $destination) {
    rows: postSupplyList(first: 50, after: $after) {
      totalCount nodes { ${SUPPLY_ROW} } pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** How many of an origin have been verified at a destination. */
export const ARRIVED = `query Arrived($origin: RegionCode, $destination: RegionCode) {
  arrivals(first: 1, filter: { origin: $origin, destination: $destination, states: [VERIFIED] }) { totalCount }
}`;

/** The verified arrivals of a pair, or of an employer, who needs none. */
export const ARRIVED_ROWS = `query ArrivedRows($origin: RegionCode, $destination: RegionCode, $after: String) {
  rows: arrivals(
    first: 50, after: $after, filter: { origin: $origin, destination: $destination, states: [VERIFIED] }
  ) {
    totalCount
    nodes { id occupation verifiedAt employer { name } destination { name } worker { ${WORKER} } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Who has a seat on a trip, as far as they are the viewer's to see. */
export const PASSENGERS = `query Passengers($id: ID!) {
  node(id: $id) {
    ... on Trip {
      passengers { boardState dispatch { id dispatchNo employer { name } worker { ${WORKER} } } }
    }
  }
}`;

/** Who was put forward for a posting. */
export const REFERRED = `query Referred($posting: ID!, $after: String) {
  rows: referrals(first: 50, after: $after, filter: { posting: $posting }) {
    totalCount nodes { id state worker { ${WORKER} } } pageInfo { hasNextPage endCursor }
  }
}`;
