/**
 * People planted along the whole way, each with marks that occur nowhere else: whoever finds one of them in an
 * answer, an error, a cursor, a frame or a log knows whose it is and which field it came from. The marks
 * go in by the API itself, each step by the side whose step it is.
 */
import type { Client } from './client.js';
import { inDays, inventedIdNumber, ownOrganization } from './people.js';
import { PersonWalk } from './person-walk.js';
import type { World } from './world.js';

/** How far a person has come. Each stage includes those before it, as far as they lie on one way. */
export const STAGES = [
  'REGISTERED',
  'ELSEWHERE',
  'IN_DEMAND',
  'CREATED',
  'SENT',
  'SUBMITTED',
  'OFFERED',
  'REJECTED',
  'DECLINED',
  'ACCEPTED',
  'DISPATCHED',
  'DEPARTED',
  'CHECKED_IN',
  'ON_POST',
  'VERIFIED',
] as const;
export type Stage = (typeof STAGES)[number];

/** A county with the city that is paired to it, and who acts there. */
export interface Way {
  readonly county: string;
  readonly countyCode: string;
  readonly town: string;
  readonly station: string;
  readonly employer: string;
  readonly city: string;
  readonly workRegion: string;
}
export const LIPING: Way = {
  county: 'county@liping',
  countyCode: '522631',
  town: '522631R01',
  station: 'station@foshan',
  employer: 'employer@foshan',
  city: '440600',
  workRegion: '440604',
};
export const CONGJIANG: Way = {
  county: 'county@congjiang',
  countyCode: '522633',
  town: '522633100',
  station: 'station@hangzhou',
  employer: 'employer@other',
  city: '330100',
  workRegion: '330109',
};

/** What marks one person; every text is part of no other's. */
export interface Marks {
  readonly name: string;
  readonly nameMasked: string;
  readonly idNumber: string;
  readonly idNumberMasked: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly skill: string;
  readonly ethnicity: string;
  readonly tagSource: string;
  readonly occupation: string;
  readonly topic: string;
  readonly reason: string;
  readonly agreementRef: string;
  readonly receiptNo: string;
  readonly note: string;
  readonly measure: string;
  readonly address: string;
  readonly handover: string;
  readonly visit: string;
}
export type Mark = keyof Marks;

export interface Planted {
  /** What the tables of expectations call this person. */
  readonly who: string;
  readonly stage: Stage;
  readonly way: Way;
  readonly marks: Marks;
  readonly hukou: string;
  readonly employment: { readonly form: string; readonly regionCode: string } | null;
  /** Global ids of the person and of everything that was written of it. */
  readonly worker: string;
  readonly nouns: Readonly<Partial<Record<Noun, string>>>;
}
export const NOUNS = [
  'willingness',
  'training',
  'returnRecord',
  'consent',
  'provisional',
  'surveyRound',
  'surveyAnswer',
  'plan',
  'posting',
  'referral',
  'dispatch',
  'trip',
  'arrival',
  'household',
  'zeroEmployment',
  'officer',
  'assignment',
  'visit',
] as const;
export type Noun = (typeof NOUNS)[number];

/** What is to be done with one person. */
export type Plan = Pick<Planted, 'who' | 'stage' | 'way'> & {
  readonly hukou?: string;
  readonly destinations?: readonly string[];
  readonly employment?: Planted['employment'];
  readonly intent?: string;
  readonly onTrip?: boolean;
  /** Of a household, and handed over to an officer. */
  readonly family?: boolean;
};

const ELSEWHERE = { form: 'FLEXIBLE', regionCode: CONGJIANG.workRegion };
const PLANS: readonly Plan[] = [
  { who: 'registered', stage: 'REGISTERED', way: LIPING, employment: ELSEWHERE },
  { who: 'elsewhere', stage: 'ELSEWHERE', way: LIPING },
  { who: 'in demand', stage: 'IN_DEMAND', way: LIPING, family: true },
  { who: 'of another hukou', stage: 'IN_DEMAND', way: LIPING, hukou: CONGJIANG.town, family: true },
  {
    who: 'broadly',
    stage: 'IN_DEMAND',
    way: LIPING,
    destinations: ['440000'],
    employment: ELSEWHERE,
    intent: 'CHANGE_JOB',
  },
  { who: 'created', stage: 'CREATED', way: LIPING },
  { who: 'sent', stage: 'SENT', way: LIPING },
  { who: 'submitted', stage: 'SUBMITTED', way: LIPING },
  { who: 'offered', stage: 'OFFERED', way: LIPING },
  { who: 'rejected', stage: 'REJECTED', way: LIPING },
  { who: 'declined', stage: 'DECLINED', way: LIPING },
  { who: 'accepted', stage: 'ACCEPTED', way: LIPING },
  { who: 'dispatched', stage: 'DISPATCHED', way: LIPING, onTrip: true },
  { who: 'departed', stage: 'DEPARTED', way: LIPING },
  { who: 'checked in', stage: 'CHECKED_IN', way: LIPING },
  { who: 'on post', stage: 'ON_POST', way: LIPING },
  { who: 'verified', stage: 'VERIFIED', way: LIPING, family: true },
  { who: 'other: in demand', stage: 'IN_DEMAND', way: CONGJIANG },
  { who: 'other: submitted', stage: 'SUBMITTED', way: CONGJIANG },
  { who: 'other: verified', stage: 'VERIFIED', way: CONGJIANG, family: true },
  { who: 'other: dispatched', stage: 'DISPATCHED', way: CONGJIANG, onTrip: true },
  { who: 'changing jobs', stage: 'ACCEPTED', way: LIPING, employment: ELSEWHERE, intent: 'CHANGE_JOB' },
];

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕';
/** The cycle of sixty: two signs each, and no two of them overlap in one. */
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

function marksOf(n: number): Marks {
  const code = `${STEMS[n % STEMS.length]}${BRANCHES[n % BRANCHES.length]}`;
  const day = String(n + 1).padStart(2, '0');
  const idNumber = inventedIdNumber(`199002${day}`, n % 2 ? 2 : 1);
  return {
    name: `${SURNAMES[n]}${code}`,
    nameMasked: `${SURNAMES[n]}**`,
    idNumber,
    idNumberMasked: `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`,
    phone: `1540077${String(1000 + n)}`,
    birthDate: `1990-02-${day}`,
    skill: `技能${code}`,
    ethnicity: `民族${code}`,
    tagSource: `名册${code}`,
    occupation: `工种${code}`,
    topic: `课题${code}`,
    reason: `原因${code}`,
    agreementRef: `协议${code}`,
    receiptNo: `回执${code}`,
    note: `备注${code}`,
    measure: `措施${code}`,
    address: `门牌${code}`,
    handover: `移交${code}`,
    visit: `来访${code}`,
  };
}

/** Pairs the other county with the other city, so that the other sides have people of their own to see. */
export async function pairTheOthers(world: World): Promise<void> {
  await world.plant(
    `insert into pairing (origin_code, destination_code, origin, destination, basis, valid_from)
     values ('522633', '330100', '522633', '3301', 'LOCAL', '2021-01-01')`,
  );
}

/** Plants everybody, or only those named, up to the last step: `finish` verifies who is to be VERIFIED. */
export async function plantPeople(
  world: World,
  only?: readonly string[],
): Promise<{ people: Planted[]; finish: () => Promise<void> }> {
  const handles = [...new Set([LIPING, CONGJIANG].flatMap((w) => [w.county, w.station, w.employer]))];
  const clients = new Map<string, Client>();
  for (const handle of handles) clients.set(handle, await world.as(handle));
  const last: (() => Promise<unknown>)[] = [];
  const stations = new Map<string, string>();
  for (const { station } of [LIPING, CONGJIANG])
    stations.set(station, await warmHeartHouse(clients.get(station) as Client));
  const walked = await Promise.all(
    PLANS.flatMap((plan, n) =>
      only && !only.includes(plan.who) ? [] : new PersonWalk(plan, marksOf(n), clients, stations, last).go(),
    ),
  );
  const people = await surveyed(clients, walked);
  return { people, finish: async () => void (await Promise.all(last.map((step) => step()))) };
}

/** The station of this liaison, with a warm-heart house; the same one however often it is asked for. */
async function warmHeartHouse(client: Client): Promise<string> {
  const { registerStation } = await client.must<{ registerStation: { station: { id: string } } }>(
    'mutation($i: RegisterStationInput!) { registerStation(input: $i) { station { id } } }',
    {
      i: {
        organization: await ownOrganization(client),
        side: 'DESTINATION',
        level: 'CENTER',
        warmHeart: ['RIGHTS'],
        idempotencyKey: 'warm-heart-house',
      },
    },
  );
  return registerStation.station.id;
}

/** Each county asks everybody of its own: the answers that its round made. */
async function surveyed(
  clients: ReadonlyMap<string, Client>,
  people: readonly Planted[],
): Promise<Planted[]> {
  const found = new Map<string, { surveyRound: string; surveyAnswer: string }>();
  for (const { county } of [LIPING, CONGJIANG]) {
    const client = clients.get(county) as Client;
    const { openSurveyRound } = await client.must<{ openSurveyRound: { round: { id: string } } }>(
      'mutation($i: OpenSurveyRoundInput!) { openSurveyRound(input: $i) { round { id } } }',
      { i: { name: '全员摸底', kind: 'FULL', windowTo: inDays(30) } },
    );
    const surveyRound = openSurveyRound.round.id;
    const { surveyAnswers } = await client.must<{
      surveyAnswers: { nodes: { id: string; worker: { id: string } }[] };
    }>('query($r: ID!) { surveyAnswers(round: $r, first: 200) { nodes { id worker { id } } } }', {
      r: surveyRound,
    });
    for (const { id, worker } of surveyAnswers.nodes) found.set(worker.id, { surveyRound, surveyAnswer: id });
  }
  return people.map((person) => ({ ...person, nouns: { ...person.nouns, ...found.get(person.worker) } }));
}

/** The key inside a global id. */
export function keyIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
}
