/** Everything that can be asked of planted people: lists, pictures, single nouns, streams; and whether the answers are as told. */
import { toGlobalId } from '#kernel/global-id.js';
import { Heard, askedFor } from './answers.js';
import type { Client, Watching } from './client.js';
import {
  expectedField,
  eyesOf,
  mayMeet,
  type ViewerHandle,
  VIEWERS,
  WORKER_FIELDS,
} from './expected-disclosure.js';
import { TABLES } from './expected-walls.js';
import { CONGJIANG, LIPING, type Mark, type Noun, NOUNS, type Planted } from './planted.js';
import type { SchemaWalk, Start } from './schema-walk.js';
import type { World } from './world.js';

/** What a world needs so that the walk is not stopped by what each account may spend. */
export const WIDE = {
  RATE_COST_PER_MINUTE: '100000000',
  SOCKETS_PER_ACCOUNT: '50',
  OBSERVER_PICTURE_SECONDS: '1',
};
/** Arguments that the walk cannot know. */
export const WRITTEN = {
  'JobPosting.remainingFor': 'origin: "522631"',
  'SixLists.rows': 'list: UNEMPLOYED_WITHOUT_INTENT',
};

const PAIRS = [LIPING, CONGJIANG].map((w) => ({ origin: `"${w.countyCode}"`, destination: `"${w.city}"` }));
const OTHER_POPULATIONS = ['RELOCATED', 'TARGET_OR_RELOCATED', 'ALL_RURAL'].map((population) => ({
  ...PAIRS[0],
  population,
}));
/** Who may not have the list of a picture gets its counts only when not asking for the list. */
const without = ['jobDemandList'];
/** Webhooks are about nobody; whose they are is asked in webhook-walls.test.ts. */
const NO_WEBHOOK = toGlobalId('Webhook', '01999999-9999-7999-8999-999999999999');
/** Imports are an office's own; whose they are is asked in imports.test.ts. */
const NO_IMPORT = `"${toGlobalId('ImportRun', '01999999-9999-7999-8999-999999999999')}"`;
const LISTS: readonly Start[] = [
  ...['viewer', 'workers', 'referrals', 'trips', 'arrivals', 'organizations', 'pairings'].map((field) => ({
    field,
  })),
  // Behind each of these is a worker, whom `workers` walks as deep as it goes.
  { field: 'stations', steps: 2 },
  { field: 'stationVisits', steps: 1 },
  ...['licences', 'cooperationAgreements', 'exportAgreements', 'trainingEntrustments', 'outreachGroups'].map(
    (field) => ({ field, steps: 1 }),
  ),
  ...['assistancePlans', 'possibleDuplicates', 'transferRequests'].map((field) => ({ field, steps: 1 })),
  { field: 'provisionalPeople', args: { filter: '{ states: [COMPLETED] }' }, steps: 1 },
  { field: 'surveyRounds', steps: 2 },
  ...['returnees', 'festivals'].map((field) => ({ field, steps: 1 })),
  { field: 'expiringWillingness', args: { days: '366' }, steps: 1 },
  ...['households', 'buildings', 'officers'].map((field) => ({ field, steps: 1 })),
  { field: 'zeroEmploymentHouseholds', args: { filter: '{ cleared: null }' }, steps: 1 },
  { field: 'assignments', args: { filter: '{ ended: null }' }, steps: 1 },
  ...['mine', 'nobodys'].map((whose) => ({
    field: 'responsiblePeople',
    args: { filter: `{ ${whose}: true }` },
    steps: 1,
  })),
  // What lies further behind a dispatch lies behind an arrival too, one step more.
  { field: 'dispatches', steps: 2 },
  { field: 'jobPostings', args: { filter: '{ states: [DRAFT, SUBMITTED, OPEN, FILLED] }' } },
  ...['postingChanges', 'tripChanges', 'arrivalChanges', 'importChanges', 'zeroEmploymentChanges'].map(
    (field) => ({
      field,
      args: { after: '"LONG_AGO"' },
    }),
  ),
  ...['黎平安置点', '丙妹镇'].map((text) => ({
    field: 'findWorkers',
    args: { text: `"${text}"` },
    steps: 2,
  })),
  {
    field: 'sixLists',
    args: { origin: `"${LIPING.countyCode}"` },
    steps: 3,
    without: ['rows', 'returnees', 'counts'],
  },
  ...[LIPING, CONGJIANG].map((w) => ({ field: 'sixLists', args: { origin: `"${w.countyCode}"` }, steps: 2 })),
  { field: 'serviceNetwork', args: { region: '"520000"' } },
  { field: 'unservedRegions', args: { region: '"522631"' } },
  ...[LIPING, CONGJIANG].map((w) => ({ field: 'eightOnes', args: { origin: `"${w.countyCode}"` } })),
  { field: 'region', args: { code: '"522631R01"' } },
  { field: 'importRuns' },
  { field: 'importRun', args: { id: NO_IMPORT } },
  { field: 'importRefusals', args: { run: NO_IMPORT } },
  // What offices call their columns, whose they are is asked in headings.test.ts.
  { field: 'headingMappings' },
  { field: 'importColumns', args: { kind: 'POSTINGS' } },
  { field: 'webhooks' },
  { field: 'exportRecords' },
  { field: 'webhookDeliveries', args: { webhook: `"${NO_WEBHOOK}"` } },
  { field: 'regions', args: { under: '"522631"' } },
  ...PAIRS.flatMap((args) => [
    { field: 'demandChanges', args: { ...args, after: '"LONG_AGO"' } },
    { field: 'supplyChanges', args: { ...args, after: '"LONG_AGO"' } },
    { field: 'picture', args, steps: 2 },
    { field: 'picture', args, without },
  ]),
  ...OTHER_POPULATIONS.flatMap((args) => [
    { field: 'picture', args, steps: 1 },
    { field: 'picture', args, steps: 1, without },
  ]),
];

/** A position from before anything was written here. */
export async function longAgo(world: World): Promise<string> {
  const [row] = await world.look('select epoch::text as epoch from deployment');
  return Buffer.from(`1.${String(row?.['epoch'])}.3:3:`).toString('base64url');
}

export interface Question {
  readonly query: string;
  readonly id?: string;
}

/** Every list and picture as deep as it goes, and `node(id)` of everything that was written of anybody. */
export function questionsOf(walk: SchemaWalk, people: readonly Planted[], longAgo: string): Question[] {
  const node = (on: string, ids: (p: Planted) => readonly (string | undefined)[]): Question[] =>
    askedFor(
      walk.queries([{ field: 'node', args: { id: '$id' }, on, steps: 1 }]),
      people.flatMap(ids).filter((id) => id !== undefined),
    );
  const rounds = [...new Set(people.flatMap((p) => p.nouns.surveyRound ?? []))].map((round) => ({
    field: 'surveyAnswers',
    args: { round: `"${round}"` },
    steps: 1,
  }));
  const lists = walk
    .queries([...LISTS, ...rounds])
    .map((asked) => ({ ...asked, query: asked.query.replaceAll('LONG_AGO', longAgo) }));
  return [
    ...lists,
    ...node('Worker', (p) => [p.worker]),
    ...node('Willingness', (p) => [p.nouns.willingness, p.nouns.training]),
    ...node('SurveyAnswer', (p) => [p.nouns.surveyAnswer]),
    ...node('ReturnRecord', (p) => [p.nouns.returnRecord]),
    ...node('ProvisionalPerson', (p) => [p.nouns.provisional]),
    ...node('Consent', (p) => [p.nouns.consent]),
    ...node('AssistancePlan', (p) => [p.nouns.plan]),
    ...node('JobPosting', (p) => [p.nouns.posting]),
    ...node('Referral', (p) => [p.nouns.referral]),
    ...node('DispatchOrder', (p) => [p.nouns.dispatch]),
    ...node('StationVisit', (p) => [p.nouns.visit]),
    ...node('Trip', (p) => [p.nouns.trip]),
    ...node('Arrival', (p) => [p.nouns.arrival]),
    ...node('Household', (p) => [p.nouns.household]),
    ...node('ZeroEmployment', (p) => [p.nouns.zeroEmployment]),
    ...node('Officer', (p) => [p.nouns.officer]),
    ...node('Assignment', (p) => [p.nouns.assignment]),
  ];
}

export type HeardBy = ReadonlyMap<ViewerHandle, Heard>;

/** A client for each side. */
export async function everybody(world: World): Promise<Map<ViewerHandle, Client>> {
  const clients = new Map<ViewerHandle, Client>();
  for (const viewer of VIEWERS) clients.set(viewer, await world.as(viewer));
  return clients;
}

/** Nobody has heard anything yet. */
export function silence(): HeardBy {
  return new Map(VIEWERS.map((viewer) => [viewer, new Heard()]));
}

/** Everybody listens to every stream while `act` happens; answers the names of the frames that each was told. */
export async function hearStreams(
  walk: SchemaWalk,
  clients: ReadonlyMap<ViewerHandle, Client>,
  heard: HeardBy,
  act: () => Promise<unknown>,
): Promise<Map<ViewerHandle, string[]>> {
  const streams = walk.subscriptions([
    { field: 'workerArrived' },
    { field: 'postingPublished' },
    { field: 'watchPostings', args: { filter: '{ states: [DRAFT, SUBMITTED, OPEN, FILLED] }' } },
    { field: 'watchTrips' },
    { field: 'watchArrivals' },
    { field: 'watchImports' },
    { field: 'watchZeroEmployment' },
    ...PAIRS.flatMap((args) => [
      { field: 'watchDemandList', args },
      { field: 'watchSupplyList', args },
      { field: 'pictureChanged', args, steps: 1 },
      { field: 'pictureChanged', args, steps: 1, without },
      { field: 'watchPicture', args, steps: 3 },
    ]),
  ]);
  const watching = [...clients].flatMap(([viewer, client]) =>
    streams.map(({ query, field }) => ({ viewer, field, stream: client.watch(query) })),
  );
  await Promise.all(watching.map((w) => w.stream.opened));
  // Connected is not yet subscribed.
  await new Promise((done) => setTimeout(done, 300));
  await act();
  await Promise.all(watching.map(({ stream }) => firstFrame(stream)));
  await new Promise((done) => setTimeout(done, 200));
  const told = new Map<ViewerHandle, string[]>();
  for (const { viewer, field, stream } of watching) {
    for (const frame of stream.frames) heard.get(viewer)?.listen(JSON.stringify(frame), frame.data);
    if (stream.ended !== undefined) heard.get(viewer)?.listen(JSON.stringify(stream.ended), null);
    told.set(viewer, [...(told.get(viewer) ?? []), ...stream.frames.filter((f) => f.data).map(() => field)]);
    stream.stop();
  }
  return told;
}

/** Waits a moment for the first frame; a stream that has nothing for its listener stays silent. */
async function firstFrame(stream: Watching<unknown>): Promise<void> {
  for (
    let waited = 0;
    waited < 1_500 && stream.frames.length === 0 && stream.ended === undefined;
    waited += 50
  )
    await new Promise((done) => setTimeout(done, 50));
}

/** Where what a viewer met of the people differs from the table of fields; each a line. */
export function wrongFields(viewer: ViewerHandle, people: readonly Planted[], heard: Heard): string[] {
  const found: string[] = [];
  for (const person of people) {
    const eyes = eyesOf(viewer, person);
    const met = heard.people.get(person.worker);
    if (eyes === '-') {
      if (met) found.push(`${person.who}: met, and nobody's business`);
      continue;
    }
    for (const field of WORKER_FIELDS) {
      const expected = expectedField(viewer, person, field);
      for (const value of met?.get(field) ?? ['never met'])
        if (typeof expected === 'string' ? value !== expected : !expected.test(value))
          found.push(`${person.who}.${field} (${eyes}): ${value}, not ${String(expected)}`);
    }
  }
  return found;
}

/** Marks that a viewer met and should not have, or should have met and did not. */
export function wrongMarks(viewer: ViewerHandle, people: readonly Planted[], heard: Heard): string[] {
  return people.flatMap((person) =>
    (Object.keys(person.marks) as Mark[])
      .filter((mark) => heard.has(person.marks[mark]) !== mayMeet(viewer, person, mark))
      .map((mark) => `${person.who}.${mark}: ${mayMeet(viewer, person, mark) ? 'lost' : 'leaked'}`),
  );
}

/** The table in which each noun of a person lies; who reads its rows is who may meet it. A posting is opened, and no secret. */
const TABLE_OF: Readonly<Partial<Record<Noun, string>>> = {
  willingness: 'willingness',
  training: 'willingness',
  surveyRound: 'survey_round',
  surveyAnswer: 'survey_answer',
  returnRecord: 'return_record',
  consent: 'consent',
  provisional: 'provisional_person',
  plan: 'assistance_plan',
  referral: 'referral',
  dispatch: 'dispatch_order',
  trip: 'trip',
  arrival: 'arrival',
  household: 'household',
  zeroEmployment: 'zero_employment',
  officer: 'officer',
  assignment: 'assignment',
  visit: 'station_visit',
};

/** Nouns of the people's ways that a viewer met and should not have, or should have met and did not. */
export function wrongNouns(viewer: ViewerHandle, people: readonly Planted[], heard: Heard): string[] {
  return people.flatMap((person) =>
    NOUNS.filter((noun) => {
      const id = person.nouns[noun];
      const may = TABLES[TABLE_OF[noun] ?? '']?.reads(person, viewer) ?? true;
      return id !== undefined && heard.met.has(id) !== may;
    }).map((noun) => `${person.who}.${noun}: ${heard.met.has(person.nouns[noun] ?? '') ? 'met' : 'lost'}`),
  );
}
