/** Domain 4.5: who has work, is on the way, is in a class, or came home from it. */
import { type EdgeCase, off, on, type Scene } from './edge-cases.js';

const split = async (s: Scene, who: string) => (await s.seen(who)).counts.intentSplit;
const stage = async (s: Scene, who: string) => (await s.seen(who)).row?.stage;

/** Is the person on the list of those who came home? */
async function returned(scene: Scene, who: string): Promise<boolean> {
  const { returnees } = await scene.way.county.must<{ returnees: { nodes: { worker: { id: string } }[] } }>(
    `{ returnees(filter: { place: "${scene.place}" }) { nodes { worker { id } } } }`,
  );
  return returnees.nodes.some(({ worker }) => worker.id === who);
}
const FAILS = 'Arrived then refused / left within 30 days';
/** Somebody whose arrival has been verified: the wish has come true. */
async function placed(scene: Scene): Promise<string> {
  const who = await scene.willing();
  await scene.verify(await scene.received(who));
  return who;
}
const history = async (s: Scene, who: string) => [await s.wishes(who), await s.ways(who, 'arrival')];
const away = (s: Scene) => s.person({ employment: { form: 'CONTRACT', regionCode: '440604' } });
const comesHome = (s: Scene, worker: string, more: object) =>
  s.say('recordReturn', { worker, reason: 'FESTIVAL', ...more }, 'returnRecord');

export const OF_WORK: readonly EdgeCase[] = [
  {
    name: 'Already employed in D',
    rule: 'not in A, but already there',
    who: (s) => s.employed('440604'),
    holds: off(),
    facts: split,
    are: { alreadyThere: 1, available: 0 },
  },
  {
    name: 'Already employed in D',
    rule: 'enters A only with CHANGE_JOB',
    who: (s) => s.employed('440604', 'CHANGE_JOB'),
    holds: on('EXPLICIT'),
    facts: split,
    are: { alreadyThere: 0 },
  },
  {
    name: 'Employed elsewhere, wants D',
    rule: 'not in A with GO_OUT',
    who: (s) => s.employed('330109'),
    holds: off(),
    facts: split,
    are: { alreadyThere: 0 },
  },
  {
    name: 'Employed elsewhere, wants D',
    rule: 'in A only with CHANGE_JOB',
    who: (s) => s.employed('330109', 'CHANGE_JOB'),
    holds: on('EXPLICIT'),
  },
  {
    name: 'On a public-welfare post',
    rule: 'counts employed',
    who: (s) => s.employed('522631', 'GO_OUT', 'PUBLIC_POST'),
    holds: off(),
    facts: async (s, who) => (await s.seen(who)).counts.laborBaseSplit,
    are: { notEmployed: 0 },
  },
  {
    name: 'On a public-welfare post',
    rule: 'in A if willing to leave it; with the verified arrival it has ended (no double posts)',
    who: (s) => s.employed('522631', 'CHANGE_JOB', 'PUBLIC_POST'),
    before: on('EXPLICIT'),
    befalls: async (s, who) => s.verify(await s.received(who)),
    holds: off(),
    facts: (s, who) => s.worksAt(who),
    are: 'CONTRACT 440604',
  },
  {
    name: 'In training',
    rule: 'stays in A with stage, neither in count 3 nor available',
    who: async (s) => {
      const who = await s.willing();
      await s.learn(who);
      return who;
    },
    before: on('EXPLICIT', 1),
    befalls: (s, who) => s.correct(who, { inTraining: true }),
    holds: on('EXPLICIT'),
    facts: async (s, who) => {
      const { row, counts } = await s.seen(who);
      return [row?.stage, counts.trainingSplit.inTraining, counts.intentSplit.available];
    },
    are: ['OPEN', 1, 0],
  },
  {
    name: 'In flight to D',
    rule: 'stays in A and in count 2, not available, not re-referred',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: (s, who) => s.dispatched(who),
    holds: on('EXPLICIT'),
    facts: async (s, worker) => {
      const again = 'mutation($i: CreateReferralInput!) { createReferral(input: $i) { referral { id } } }';
      const i = { worker, posting: await s.way.posting(1) };
      const { available } = await split(s, worker);
      return [await stage(s, worker), available, (await s.way.county.refusal(again, { i })).reason];
    },
    are: ['IN_FLIGHT', 0, 'WORKER_IN_FLIGHT'],
  },
  {
    name: 'In flight to D',
    rule: 'until VERIFIED: the employer’s receipt is not enough',
    who: async (s) => {
      const who = await s.willing();
      await s.received(who);
      return who;
    },
    holds: on('EXPLICIT'),
    facts: stage,
    are: 'IN_FLIGHT',
  },
  {
    name: FAILS,
    rule: 'refused by the employer in the city: the wish is ACTIVE, the row open again with history',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: async (s, who) => {
      const refused = { id: await s.inCity(who), reason: '用人单位未予录用' };
      await s.as(s.way.employer, 'refuseArrival', refused, 'arrival', 'ReasonInput');
    },
    holds: on('EXPLICIT'),
    facts: async (s, who) => [
      await stage(s, who),
      await s.ways(who, 'dispatch_order'),
      ...(await history(s, who)),
    ],
    are: ['OPEN', ['REFUSED_BY_EMPLOYER'], ['ACTIVE'], ['REFUSED']],
  },
  ...(
    [
      ['the job ends', (s, who) => s.correct(who, { employment: null })],
      ['comes home without it', (s, who) => comesHome(s, who, { reason: 'JOB_LOST' })],
    ] as const satisfies readonly (readonly [string, EdgeCase['befalls']])[]
  ).map(
    ([what, befalls]): EdgeCase => ({
      name: FAILS,
      rule: `${what}: the wish returns to ACTIVE, the row re-opens with history`,
      who: placed,
      before: off(),
      befalls,
      holds: on('EXPLICIT'),
      facts: history,
      are: [['ACTIVE'], ['VERIFIED']],
    }),
  ),
  {
    name: FAILS,
    rule: 'a newer wish stands; the one that came true does not return beside it',
    who: async (s) => {
      const who = await placed(s);
      await s.wish(who, { intent: 'LOCAL', destinations: [] });
      return who;
    },
    before: off(),
    befalls: (s, who) => s.correct(who, { employment: null }),
    holds: off(),
    facts: history,
    are: [['SATISFIED', 'ACTIVE'], ['VERIFIED']],
  },
  {
    name: 'Temporarily home for festival',
    rule: 'with a plan to leave within 60 days: still employed, no returnee',
    who: away,
    before: off(),
    befalls: (s, who) => comesHome(s, who, { planToLeaveOn: s.hands.day(60) }),
    holds: off(),
    facts: async (s, who) => [await s.worksAt(who), await returned(s, who)],
    are: ['CONTRACT 440604', false],
  },
  ...[
    ['a plan beyond 60 days', 61],
    ['no plan', null],
  ].map(
    ([plan, days]): EdgeCase => ({
      name: 'Temporarily home for festival',
      rule: `with ${plan}: returnee and unemployed`,
      who: away,
      before: off(),
      befalls: (s, who) =>
        comesHome(s, who, { planToLeaveOn: days === null ? null : s.hands.day(Number(days)) }),
      holds: off(),
      facts: async (s, who) => [await s.worksAt(who), await returned(s, who)],
      are: [null, true],
    }),
  ),
];

const SEASON = 'Seasonal worker';
/** Somebody at work in Foshan for a season of two days more, without a wish. */
const seasonal = (s: Scene) =>
  s.person({ employment: { form: 'FLEXIBLE', regionCode: '440604', until: s.hands.day(2) } });
/** Where the person works, and who of the place is to be asked anew, in the order of the list. */
async function toAsk(s: Scene, who: string): Promise<unknown> {
  const { workers } = await s.way.county.must<{ workers: { totalCount: number; nodes: { id: string }[] } }>(
    `{ workers(filter: { seasonEnded: true, serviceRegion: "${s.place}" }) { totalCount nodes { id } } }`,
  );
  return [await s.worksAt(who), workers.totalCount, workers.nodes.map(({ id }) => id === who)];
}

/** Domain 4.5, as days go by. */
export const OF_OLD_WORK: readonly EdgeCase[] = [
  {
    name: SEASON,
    rule: 'on the planned last day still at work',
    who: seasonal,
    before: off(),
    befalls: (s) => s.hands.pass(2),
    holds: off(),
    facts: toAsk,
    are: ['FLEXIBLE 440604', 0, []],
  },
  {
    name: SEASON,
    rule: 'on the day after it the work has ended, and the person is to be asked anew',
    who: seasonal,
    before: off(),
    befalls: (s) => s.hands.pass(3),
    holds: off(),
    facts: toAsk,
    are: [null, 1, [true]],
  },
  {
    name: SEASON,
    rule: 'once asked, no longer to be asked, and on the demand list with the new wish',
    who: seasonal,
    before: off(),
    befalls: async (s, who) => {
      await s.hands.pass(3);
      await s.wish(who);
    },
    holds: on('EXPLICIT'),
    facts: toAsk,
    are: [null, 0, []],
  },
  {
    name: SEASON,
    rule: 'dispatched for a season: it ends as planned, the dispatch is closed, no wish returns by it',
    who: async (s) => {
      const who = await s.willing();
      const season = { kind: 'SEASONAL', seasonEndsOn: s.hands.day(2) };
      await s.verify(await s.received(who, season));
      return who;
    },
    before: off(),
    befalls: (s) => s.hands.pass(3),
    holds: off(),
    facts: async (s, who) => [
      await toAsk(s, who),
      await s.ways(who, 'dispatch_order'),
      ...(await history(s, who)),
    ],
    are: [[null, 1, [true]], ['CLOSED'], ['SATISFIED'], ['VERIFIED']],
  },
  {
    name: FAILS,
    rule: 'after 30 days the placement has not failed: who loses it then is asked anew',
    who: async (s) => {
      const who = await placed(s);
      await s.hands.pass(30);
      return who;
    },
    before: off(),
    befalls: (s, who) => s.correct(who, { employment: null }),
    holds: off(),
    facts: history,
    are: [['SATISFIED'], ['VERIFIED']],
  },
];
