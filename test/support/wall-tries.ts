/** What a side could try to write with plain statements, and who may: copies of planted rows, as they are or of others. */
import type { ViewerHandle } from './expected-disclosure.js';
import { POSTINGS } from './expected-walls.js';
import { keyIn, type Planted } from './planted.js';
import type { SecondWall } from './second-wall.js';

/** A row that somebody tries to insert. */
export interface Try {
  readonly what: string;
  readonly table: string;
  readonly row: Record<string, unknown>;
  readonly may: readonly string[];
}

/** A change of every row that one may change, without looking at them: none of it may stay. */
export interface Theft {
  readonly table: string;
  readonly by: ViewerHandle;
  readonly set: string;
}

/** Who begins a row of each kind. What others do to it later they do to a row that is there. */
const BEGINS: Readonly<Record<string, (p: Planted) => string[]>> = {
  worker: ({ way }) => [way.county],
  worker_identity: ({ way }) => [way.county],
  worker_source: ({ way }) => [way.county],
  worker_tag: ({ way }) => [way.county],
  willingness: ({ way }) => [way.county],
  survey_answer: ({ way }) => [way.county],
  return_record: ({ way }) => [way.county],
  consent: ({ way }) => [way.county],
  provisional_person: ({ way }) => [way.county],
  assistance_plan: ({ way }) => [way.county],
  assistance_measure: ({ way }) => [way.county],
  household: ({ way }) => [way.county],
  household_member: ({ way }) => [way.county],
  officer: ({ way }) => [way.county],
  assignment: ({ way }) => [way.county],
  life_event: ({ way }) => [way.county],
  worker_merge: ({ way }) => [way.county],
  referral: ({ way }) => [way.county, way.station],
  dispatch_order: ({ way }) => [way.county],
  arrival: ({ way }) => [way.county],
  station_visit: ({ way }) => [way.station],
};
const OF_EVERYBODY = [
  'worker',
  'worker_identity',
  'worker_source',
  'worker_tag',
  'willingness',
  'survey_answer',
  'return_record',
  'consent',
  'assistance_plan',
  'assistance_measure',
  'household',
  'officer',
  'life_event',
  'worker_merge',
];

/** `labels`: table/key → whose row it is. */
export async function insertTries(
  wall: SecondWall,
  people: readonly Planted[],
  labels: ReadonlyMap<string, string>,
): Promise<Try[]> {
  const found: Try[] = [];
  const one = (who: string): Planted => people.find((p) => p.who === who) as Planted;
  const row = async (table: string, who: string): Promise<Record<string, unknown>> => {
    const at = [...labels]
      .find(([key, label]) => key.startsWith(`${table}/`) && label === who)?.[0]
      .split('/')[1];
    const text = `select to_jsonb(t) as r from ${table} t where ${wall.tables.get(table)}::text = $1`;
    return (await wall.owner<{ r: Record<string, unknown> }>(text, [at]))[0]?.r ?? {};
  };
  const add = (what: string, table: string, given: Record<string, unknown>, ...may: string[]) =>
    void found.push({ what, table, row: given, may: ['system', ...may] });

  for (const who of ['verified', 'other: verified', 'of another hukou'])
    for (const [table, may] of Object.entries(BEGINS))
      if (who !== 'of another hukou' || OF_EVERYBODY.includes(table))
        add(`${table} of ${who}`, table, await row(table, who), ...may(one(who)));
  add('a trip', 'trip', await row('trip', 'dispatched'), 'county@liping', 'station@foshan');
  add('a passenger', 'trip_passenger', await row('trip_passenger', 'dispatched'), 'county@liping');
  for (const who of ['verified', 'other: verified'])
    add(`the round of ${who}`, 'survey_round', await row('survey_round', who), one(who).way.county);
  for (const [title, { writes }] of Object.entries(POSTINGS))
    add(title, 'job_posting', await row('job_posting', title), ...writes);

  const met = { ...(await row('provisional_person', 'verified')), worker_id: null };
  add(
    'whom a station met',
    'provisional_person',
    { ...met, state: 'PROPOSED' },
    'county@liping',
    'station@foshan',
  );
  add('whom a station takes', 'provisional_person', { ...met, state: 'OPEN' }, 'county@liping');

  // Neither county writes what one asks of the other.
  add('a request', 'transfer_request', await row('transfer_request', 'verified'));
  const paired = [...labels].find(([key]) => key.startsWith('possible_duplicate/'))?.[1] ?? '';
  add('a pair', 'possible_duplicate', await row('possible_duplicate', paired), one(paired).way.county);

  // A reading is written by who reads, of a person whose identity is that side's to read.
  const reading = await row('identity_reading', 'checked in');
  const [hangzhou] = await wall.owner(`select id from account where handle = 'station@hangzhou'`);
  add('an own reading', 'identity_reading', reading, 'station@foshan');
  add('a reading of a stranger', 'identity_reading', { ...reading, account_id: hangzhou?.['id'] });

  const check = { purpose: 'SEAL', key_id: 'of a viewer', value: 'x', retired: false };
  add('a check of a key', 'key_check', check);

  // What people are found by is written by the system for its verbs.
  const token = { token: 1, found_by: 3, worker_id: keyIn(one('in demand').worker), county: '522631' };
  add('a token', 'worker_token', token);
  add('a person to index', 'worker_to_index', { worker_id: token.worker_id, unreadable: true });

  // A side that names itself, of a person that it does not know.
  const [verified, other] = ['verified', 'other: verified'].map((who) => keyIn(one(who).worker));
  for (const table of [
    'referral',
    'dispatch_order',
    'arrival',
    'willingness',
    'worker_tag',
    'survey_answer',
    'return_record',
    'consent',
    'assistance_plan',
    'household_member',
    'assignment',
    'life_event',
    'worker_merge',
    'station_visit',
  ]) {
    add(`${table} of a stranger to Congjiang`, table, {
      ...(await row(table, 'other: verified')),
      worker_id: verified,
    });
    add(`${table} of a stranger to Liping`, table, { ...(await row(table, 'verified')), worker_id: other });
  }
  return found;
}

/** Rows turned to a person whom the side does not know. */
export function thefts(people: readonly Planted[]): Theft[] {
  const stranger = `worker_id = '${keyIn(people.find((p) => p.who === 'verified')?.worker ?? '')}'`;
  return [
    ...['referral', 'dispatch_order', 'arrival', 'trip_passenger'].map((table) => ({
      table,
      by: 'station@hangzhou' as const,
      set: stranger,
    })),
    ...['referral', 'arrival'].map((table) => ({ table, by: 'employer@other' as const, set: stranger })),
  ];
}
