// Over 200 lines: the lines of one table, which are read together.
/** Domain 4.5: one person, one record; who answers for whom; families; and what takes a row off list A. */
import { type EdgeCase, gone, off, on, type Scene } from './edge-cases.js';
import { does, type Family, newNo } from './families.js';
import { inventedIdNumber } from './people.js';

const TWINS = 'Duplicate persons';
const REMOVES = 'What removes a row';
const CLAIM = 'Person present in two origins';
/** What a line has to know of a person again: the number, the other record, the wish, the arrival. */
const given = new Map<string, string>();
const READ = 'query($id: ID!) { node(id: $id) { ... on Worker { name mergedFrom } } }';

/** Somebody with a wish whose ID number is asked for later. */
async function known(scene: Scene): Promise<string> {
  const idNumber = inventedIdNumber('19870707');
  const who = await scene.willing({}, { idNumber });
  given.set(who, idNumber);
  return who;
}
const numberOf = (who: string): string => given.get(who) ?? '';

/** Why a county may not register this number. */
async function refusedTo(scene: Scene, by: 'county' | 'congjiang', idNumber: string): Promise<string> {
  const place = by === 'county' ? scene.place : '522633100';
  const client = by === 'county' ? scene.way.county : scene.congjiang;
  const i = {
    idNumber,
    name: '测试乙',
    serviceRegion: place,
    hukouRegion: place,
    education: 'JUNIOR_HIGH',
    workAbility: 'FULL',
  };
  const asks = 'mutation($i: RegisterWorkerInput!) { registerWorker(input: $i) { worker { id } } }';
  return (await client.refusal(asks, { i })).reason;
}

/** Who may be the person, as the county is shown. */
async function alike(scene: Scene, who: string): Promise<object[]> {
  const { possibleDuplicates } = await scene.way.county.must<{
    possibleDuplicates: {
      nodes: { worker: { id: string }; other: { id: string } | null; samePhone: boolean }[];
    };
  }>('{ possibleDuplicates { nodes { samePhone sameNameAndBirth state worker { id } other { id } } } }');
  return possibleDuplicates.nodes
    .filter(({ worker, other }) => worker.id === who || other?.id === who)
    .map(({ worker: _worker, other: _other, ...marks }) => marks);
}
/** Two records with different numbers and the same name and birth date. */
async function twoRecords(scene: Scene): Promise<[string, string]> {
  const name = { name: '石同名' };
  const record = () => scene.willing({}, { ...name, idNumber: inventedIdNumber('19910203') });
  return [await record(), await record()];
}
/** Somebody who showed no number. */
const unnumbered = (serviceRegion: string) => ({ name: '石无证', serviceRegion, why: '未带证件' });
/** Somebody who is on no record, as the county reads it. */
async function provisional(
  scene: Scene,
  id: string,
): Promise<{ state: string; overdue: boolean; worker: { id: string } | null }> {
  const query =
    'query($id: ID!) { node(id: $id) { ... on ProvisionalPerson { state overdue worker { id } } } }';
  return (
    await scene.way.county.must<{ node: { state: string; overdue: boolean; worker: { id: string } | null } }>(
      query,
      { id },
    )
  ).node;
}
const merge = (scene: Scene, keep: string, give: string) =>
  scene.say('mergeWorkers', { keep, give, reason: '同一人两份档案' });
const two = { L: true, A: 'EXPLICIT', counts: [2, 2, 0] } as const;

/** Congjiang asks for the person; answers the request. */
const claims = (scene: Scene, who: string) =>
  scene.as(
    scene.congjiang,
    'requestTransfer',
    { idNumber: numberOf(who), serviceRegion: '522633198', reason: '已迁居本县' },
    'transferRequest',
  );

const family = (scene: Scene, head: string, members: object[] = []) =>
  does<Family>(scene.way.county, 'registerHousehold', { no: newNo(), region: scene.place, head, members });
/** The open cases of zero employment in the place: why each was opened. */
async function zeroEmployment(scene: Scene): Promise<string[]> {
  const { zeroEmploymentHouseholds } = await scene.way.county.must<{
    zeroEmploymentHouseholds: { nodes: { openedFor: string }[] };
  }>(`{ zeroEmploymentHouseholds(filter: { region: "${scene.place}" }) { nodes { openedFor } } }`);
  return zeroEmploymentHouseholds.nodes.map(({ openedFor }) => openedFor);
}
const employment = { form: 'FLEXIBLE', regionCode: '522631' };

export const OF_RECORDS: readonly EdgeCase[] = [
  {
    name: TWINS,
    rule: 'without an ID number somebody is provisional, in no count, to be completed in seven days',
    who: (s) => s.say('registerProvisionalPerson', unnumbered(s.place), 'person'),
    holds: gone,
    facts: (s, who) => provisional(s, who),
    are: { state: 'OPEN', overdue: false, worker: null },
  },
  {
    name: TWINS,
    rule: 'a provisional person whose number comes is the one of that number, counted once',
    who: known,
    before: on('EXPLICIT'),
    befalls: async (s, who) => {
      const id = await s.say('registerProvisionalPerson', unnumbered(s.place), 'person');
      given.set(`${who}:met`, id);
      const rest = { hukouRegion: s.place, education: 'JUNIOR_HIGH', workAbility: 'FULL' };
      await s.say(
        'completeProvisionalPerson',
        { id, idNumber: numberOf(who), name: '测试甲', ...rest },
        'person',
      );
    },
    holds: on('EXPLICIT'),
    facts: async (s, who) => {
      const { state, worker } = await provisional(s, numberOf(`${who}:met`));
      return { state, isThePerson: worker?.id === who };
    },
    are: { state: 'COMPLETED', isThePerson: true },
  },
  {
    name: 'Person walks in at the destination station without origin record',
    rule: 'provisional; put to the county, which takes the person for its own',
    who: (s) => s.as(s.way.station, 'registerProvisionalPerson', unnumbered(s.place), 'person'),
    befalls: async (s, who) => {
      given.set(`${who}:before`, (await provisional(s, who)).state);
      await s.say('confirmProvisionalPerson', { id: who }, 'person');
    },
    holds: gone,
    facts: async (s, who) => ({ before: numberOf(`${who}:before`), ...(await provisional(s, who)) }),
    are: { before: 'PROPOSED', state: 'OPEN', worker: null },
  },
  {
    name: TWINS,
    rule: 'the same number is the same person, in this county and in every other',
    who: known,
    holds: on('EXPLICIT'),
    facts: async (s, who) => [
      await refusedTo(s, 'county', numberOf(who)),
      await refusedTo(s, 'congjiang', numberOf(who)),
      await s.holds(who),
    ],
    are: ['WORKER_ALREADY_REGISTERED', 'WORKER_ALREADY_REGISTERED', on('EXPLICIT')],
  },
  {
    name: TWINS,
    rule: 'an old number of 15 digits is the one of 18',
    who: known,
    holds: on('EXPLICIT'),
    facts: (s, who) => {
      const number = numberOf(who);
      return refusedTo(s, 'county', number.slice(0, 6) + number.slice(8, 17));
    },
    are: 'WORKER_ALREADY_REGISTERED',
  },
  {
    name: TWINS,
    rule: 'the same name and birth date with different numbers: a candidate pair, both counted until somebody says so',
    who: async (s) => {
      const [who] = await twoRecords(s);
      await s.world.app.tick();
      return who;
    },
    holds: two,
    facts: alike,
    are: [{ samePhone: false, sameNameAndBirth: true, state: 'OPEN' }],
  },
  {
    name: TWINS,
    rule: 'merging keeps both histories, and counts once from then on',
    who: async (s) => {
      const [keep, give] = await twoRecords(s);
      given.set(keep, give);
      return keep;
    },
    before: two,
    befalls: (s, who) => merge(s, who, given.get(who) ?? ''),
    holds: on('EXPLICIT'),
    facts: async (s, who) => [
      (await s.wishes(who)).toSorted(),
      (await s.rows('select id from worker where merged_into = $1', who)).length,
      await s.way.county.must<object>(READ, { id: given.get(who) }),
    ],
    are: [['ACTIVE', 'SUPERSEDED'], 1, { node: { name: '石同名' } }],
  },
  {
    name: CLAIM,
    rule: 'a claim by another county raises a transfer request, and moves nobody',
    who: known,
    before: on('EXPLICIT'),
    befalls: claims,
    holds: on('EXPLICIT'),
    facts: (s, who) => s.rows('select state from transfer_request where worker_id = $1', who),
    are: [{ state: 'REQUESTED' }],
  },
  {
    name: CLAIM,
    rule: 'the answer moves the person with the file: one region before, one after',
    who: known,
    before: on('EXPLICIT'),
    befalls: async (s, who) =>
      s.say('answerTransfer', { id: await claims(s, who), accept: true }, 'transferRequest'),
    holds: gone,
    facts: (s, who) => s.holds(who, '440600', '522633198', s.congjiang),
    are: on('EXPLICIT'),
  },
  {
    name: 'Household',
    rule: 'any labourer employed: not zero-employment',
    who: async (s) => {
      const who = await s.person();
      const wife = await s.person({ tags: [], employment });
      await family(s, who, [{ worker: wife, relation: 'SPOUSE' }]);
      return who;
    },
    holds: off(),
    facts: zeroEmployment,
    are: [],
  },
  {
    name: 'Household',
    rule: 'nobody employed any more: zero-employment',
    who: async (s) => {
      const who = await s.person({ employment });
      await family(s, who);
      return who;
    },
    before: off(),
    befalls: (s, who) => s.correct(who, { employment: null }),
    holds: off(),
    facts: zeroEmployment,
    are: ['WORK_ENDED'],
  },
  {
    name: 'Household',
    rule: 'an empty household (no L members) is outside',
    who: async (s) => {
      const who = await s.person({ idNumber: inventedIdNumber('19500101') });
      await family(s, who);
      return who;
    },
    holds: gone,
    facts: zeroEmployment,
    are: [],
  },
  {
    name: REMOVES,
    rule: 'arrival VERIFIED',
    who: async (s) => {
      const who = await s.willing();
      given.set(who, await s.received(who));
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s, who) => s.verify(given.get(who) ?? ''),
    holds: off(),
    facts: async (s, who) => [await s.wishes(who), (await s.seen(who)).counts.intentSplit.alreadyThere],
    are: [['SATISFIED'], 1],
  },
  {
    name: REMOVES,
    rule: 'willingness WITHDRAWN',
    who: async (s) => {
      const who = await s.person();
      given.set(who, await s.wish(who));
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s, who) => s.say('withdrawWillingness', { id: given.get(who) }, 'willingness', 'IdInput'),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: ['WITHDRAWN'],
  },
  ...['LOCAL', 'NONE'].map(
    (intent): EdgeCase => ({
      name: REMOVES,
      rule: `willingness SUPERSEDED to ${intent}`,
      who: (s) => s.willing(),
      before: on('EXPLICIT'),
      befalls: (s, who) => s.wish(who, { intent, destinations: [], supersede: true }),
      holds: off(),
      facts: (s, who) => s.wishes(who),
      are: ['SUPERSEDED', 'ACTIVE'],
    }),
  ),
  {
    name: REMOVES,
    rule: 'left L (moved out)',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: (s, who) => s.correct(who, { lifeStatus: 'MOVED_OUT' }),
    holds: gone,
    facts: (s, who) => s.wishes(who),
    are: ['EXPIRED'],
  },
  {
    name: REMOVES,
    rule: 'merged',
    who: async (s) => {
      const [keep, give] = await twoRecords(s);
      given.set(give, keep);
      return give;
    },
    before: two,
    befalls: (s, who) => merge(s, given.get(who) ?? '', who),
    holds: { L: false, A: null, counts: [1, 1, 0] },
  },
];
