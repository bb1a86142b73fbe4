// Over 200 lines: the lines of one table, which are read together.
/** Domain 4.5: who moves, leaves the labour base or comes into it, and which tags count when. */
import { type EdgeCase, gone, off, on, type Scene } from './edge-cases.js';
import { inventedIdNumber } from './people.js';

/** An ID number of who reaches an age so many days from the server's today. */
function turning(scene: Scene, years: number, inDays: number, sex: 1 | 2 = 1): string {
  const [year, ...rest] = scene.hands.day(inDays).split('-');
  return inventedIdNumber(`${Number(year) - years}${rest.join('')}`, sex);
}
const LEAVES = 'Dies, retires, loses ability, studies, enlists, jailed';
const befalls = (kind: string) => (s: Scene, id: string) =>
  s.say('recordLifeEvent', { id, kind, on: s.hands.day(0), reason: '村委会报告' }, 'lifeEvent');
/** Somebody with a wish whom the employer knows of. */
async function putForward(scene: Scene): Promise<string> {
  const who = await scene.willing();
  await scene.way.submitted(who, scene.posting);
  return who;
}
/** The states of referral, dispatch, arrival and wish, and whether the reason is written down. */
async function ended(scene: Scene, who: string): Promise<object> {
  const [said] = await scene.rows('select state_reason as why from referral where worker_id = $1', who);
  return {
    referral: await scene.ways(who, 'referral'),
    dispatch: await scene.ways(who, 'dispatch_order'),
    arrival: await scene.ways(who, 'arrival'),
    wish: await scene.wishes(who),
    why: String(said?.['why']).includes('退出劳动力底数'),
  };
}
const ENDED = { referral: ['CANCELLED'], dispatch: [], arrival: [], wish: ['EXPIRED'], why: true };
const tag = (s: Scene, id: string, more: object) => s.say('tagWorker', { id, source: '测试', ...more });
const MONITORED = { tag: 'MONITORED', subtype: 'SUDDEN' };
const untagged = { tags: [] };
/** Of all who are registered, whatever their tags. */
async function ofAll(scene: Scene, who: string): Promise<boolean> {
  const filter = `laborBase: true, population: ALL_RURAL, serviceRegion: "${scene.place}"`;
  const { workers } = await scene.way.county.must<{ workers: { nodes: { id: string }[] } }>(
    `{ workers(filter: { ${filter} }) { nodes { id } } }`,
  );
  return workers.nodes.some(({ id }) => id === who);
}

export const OF_LIVES: readonly EdgeCase[] = [
  {
    name: 'Moves hukou / serviceRegion',
    rule: 'the hukou moves: counted where the person is served',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: (s, who) => s.correct(who, { hukouRegion: '522633100' }),
    holds: on('EXPLICIT'),
  },
  {
    name: 'Moves hukou / serviceRegion',
    rule: 'the service region moves: counted there and here no more, history untouched',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: (s, who) => s.correct(who, { serviceRegion: '522631199' }),
    holds: gone,
    facts: async (s, who) => [await s.holds(who, '440600', '522631199'), await s.wishes(who)],
    are: [on('EXPLICIT'), ['ACTIVE']],
  },
  {
    name: 'Cross-county resettlement',
    rule: 'attribution is SERVICE for every pair: not among those of the county of the hukou, which can name them',
    who: (s) => s.willing({}, { hukouRegion: '522633199' }),
    holds: on('EXPLICIT'),
    facts: async (s, who) => {
      const { workers } = await s.congjiang.must<{ workers: { nodes: { id: string }[] } }>(
        '{ workers(filter: { hukouRegion: "522633199" }) { nodes { id } } }',
      );
      const named = workers.nodes.some(({ id }) => id === who);
      return [await s.holds(who, '440600', '522633199', s.congjiang), named];
    },
    are: [gone, true],
  },
  ...['DIED', 'RETIRED', 'LOST_ABILITY', 'STUDIES', 'SERVES', 'IN_CUSTODY'].map(
    (kind): EdgeCase => ({
      name: LEAVES,
      rule: `${kind}: leaves L and A that day, referral cancelled with the reason`,
      who: putForward,
      before: on('EXPLICIT'),
      befalls: befalls(kind),
      holds: gone,
      facts: ended,
      are: ENDED,
    }),
  ),
  {
    name: LEAVES,
    rule: 'in flight: the dispatch is cancelled and nobody is expected',
    who: async (s) => {
      const who = await s.willing();
      await s.way.clear(await s.dispatched(who));
      return who;
    },
    before: on('EXPLICIT'),
    befalls: befalls('SERVES'),
    holds: gone,
    facts: ended,
    are: { ...ENDED, dispatch: ['CANCELLED'], arrival: ['NO_SHOW'] },
  },
  {
    name: 'Over the age limit but working',
    rule: 'not in L; found as overAgeWorking',
    who: (s) =>
      s.person({
        idNumber: turning(s, 62, 0),
        employment: { form: 'PUBLIC_POST', regionCode: '522631' },
      }),
    holds: gone,
    facts: async (s, who) => {
      const { workers } = await s.way.county.must<{ workers: { nodes: { id: string }[] } }>(
        `{ workers(filter: { overAgeWorking: true, serviceRegion: "${s.place}" }) { nodes { id } } }`,
      );
      return workers.nodes.map(({ id }) => id === who);
    },
    are: [true],
  },
  {
    name: 'Tag changes',
    rule: 'the risk is eliminated: no more of the target, still of all',
    who: async (s) => {
      const who = await s.willing({}, untagged);
      await tag(s, who, { ...MONITORED, validFrom: '2024-01-01' });
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s, id) => s.say('untagWorker', { id, tag: 'MONITORED' }),
    holds: gone,
    facts: ofAll,
    are: true,
  },
  {
    name: 'Tag changes',
    rule: 'who was lifted out stays POVERTY_ALLEVIATED when the monitoring ends',
    who: async (s) => {
      const who = await s.willing();
      await tag(s, who, { ...MONITORED, validFrom: '2024-01-01' });
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s, id) => s.say('untagWorker', { id, tag: 'MONITORED' }),
    holds: on('EXPLICIT'),
  },
  {
    name: 'Tag changes',
    rule: 'PREVENTION_TARGET counts where the region has switched to it',
    who: (s) => s.willing({}, untagged),
    before: gone,
    befalls: (s, who) => tag(s, who, { tag: 'PREVENTION_TARGET', validFrom: '2026-01-01' }),
    holds: on('EXPLICIT'),
  },
];

/** Domain 4.5, as days go by. */
export const OF_DAYS: readonly EdgeCase[] = [
  {
    name: 'Turns 16 / reaches the age limit',
    rule: 'enters L on the sixteenth birthday by the clock',
    who: (s) => s.person({ idNumber: turning(s, 16, 1) }),
    before: gone,
    befalls: (s) => s.hands.pass(1),
    holds: off(),
  },
  ...(
    [
      ['a man', 60, 1],
      ['a woman', 55, 2],
    ] as const
  ).map(
    ([who, years, sex]): EdgeCase => ({
      name: 'Turns 16 / reaches the age limit',
      rule: `${who} leaves L with ${years} by the clock, and the referral is cancelled`,
      who: async (s) => {
        const who = await s.willing({}, { idNumber: turning(s, years, 1, sex) });
        await s.way.submitted(who, s.posting);
        return who;
      },
      before: on('EXPLICIT'),
      befalls: (s) => s.hands.pass(1),
      holds: gone,
      facts: ended,
      are: ENDED,
    }),
  ),
  {
    name: LEAVES,
    rule: 'on a day ahead not before it, but that day by the clock',
    who: async (s) => {
      const who = await putForward(s);
      await s.say(
        'recordLifeEvent',
        { id: who, kind: 'STUDIES', on: s.hands.day(2), reason: '录取' },
        'lifeEvent',
      );
      await s.hands.pass(1);
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s) => s.hands.pass(1),
    holds: gone,
    facts: ended,
    are: ENDED,
  },
  {
    name: 'Tag changes',
    rule: 'newly monitored: in C from the day on which the tag is valid',
    who: async (s) => {
      const who = await s.willing({}, untagged);
      await tag(s, who, { ...MONITORED, validFrom: s.hands.day(1) });
      return who;
    },
    before: gone,
    befalls: (s) => s.hands.pass(1),
    holds: on('EXPLICIT'),
  },
  {
    name: 'What removes a row',
    rule: 'willingness EXPIRED',
    who: (s) => s.willing({ validTo: s.hands.day(1) }),
    before: on('EXPLICIT'),
    befalls: (s) => s.hands.pass(1),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: ['EXPIRED'],
  },
];
