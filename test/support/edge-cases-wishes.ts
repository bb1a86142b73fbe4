// Over 200 lines: the lines of one table, which are read together.
/** Domain 4.5: whose wish counts, for how long, and for which city. */
import { toGlobalId } from '#kernel/global-id.js';
import { type EdgeCase, off, on, type Scene } from './edge-cases.js';
import { ownOrganization } from './people.js';

/** Puts the person into a survey round of the place, and writes down what came of asking. */
async function asked(scene: Scene, worker: string, outcome: string, more: object = {}): Promise<void> {
  const round = { name: '摸底', kind: 'FULL', scope: [scene.place], windowTo: scene.hands.day(30) };
  const id = await scene.say('openSurveyRound', round, 'round');
  await scene.say('answerSurvey', { round: id, worker, outcome, method: 'PHONE', ...more }, 'answer');
}

/** The wishes of the place of which the county is warned. */
async function warned(scene: Scene): Promise<string[]> {
  const asks = `{ expiringWillingness(place: "${scene.place}") { nodes { worker { id } } } }`;
  const { expiringWillingness } = await scene.way.county.must<{
    expiringWillingness: { nodes: { worker: { id: string } }[] };
  }>(asks);
  return expiringWillingness.nodes.map(({ worker }) => worker.id);
}

const WHO = 'Who counts as having intention';
const OPEN = { L: true, A: 'OPEN', counts: [1, 0, 0] } as const;
const YANGTZE = { destination: '330100' };
/** What outweighs a visit, a call and a message. */
const TIES = ['SELF', 'VISIT', 'PHONE'] as const;
const toHangzhou = { destinations: ['330100'] };

export const OF_WISHES: readonly EdgeCase[] = [
  { name: WHO, rule: 'a confirmed wish to go out names D', who: (s) => s.willing(), holds: on('EXPLICIT') },
  {
    name: WHO,
    rule: 'it names a district of D',
    who: (s) => s.willing({ destinations: ['440604'] }),
    holds: on('EXPLICIT'),
  },
  {
    name: WHO,
    rule: 'it names D’s province',
    who: (s) => s.willing({ destinations: ['440000'] }),
    holds: on('BROAD'),
  },
  {
    name: WHO,
    rule: 'it names a group containing D',
    who: (s) => s.willing({ destinations: ['G-PRD'] }),
    holds: on('BROAD'),
  },
  { name: WHO, rule: 'silence is not counted', who: (s) => s.person(), holds: off() },
  {
    name: WHO,
    rule: 'UNREACHABLE is not counted, and no wish',
    who: (s) => s.person(),
    before: off(),
    befalls: (s, who) => asked(s, who, 'UNREACHABLE'),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: [],
  },
  {
    name: WHO,
    rule: '听安排 without a place is OPEN: on the list, not in the count',
    who: (s) => s.willing({ destinations: [], anyDestination: true }),
    holds: OPEN,
    facts: async (s, who) => (await s.seen(who)).counts.intentSplit,
    are: { openPotential: 1, available: 0 },
  },
  {
    name: WHO,
    rule: 'neither a place nor that any will do is not counted',
    who: (s) => s.willing({ destinations: [] }),
    holds: off(),
  },
  { name: WHO, rule: 'another city is not D', who: (s) => s.willing(toHangzhou), holds: off() },
  {
    name: WHO,
    rule: 'work at home is not an intent to go out',
    who: (s) => s.willing({ intent: 'LOCAL', destinations: [] }),
    holds: off(),
  },
  {
    name: WHO,
    rule: 'a family member’s answer is RECORDED, and ACTIVE only when a visit confirms it',
    who: async (s) => {
      const who = await s.person();
      const work = { intent: 'GO_OUT', destinations: ['440600'] };
      await asked(s, who, 'DONE', { respondent: 'FAMILY', work });
      return who;
    },
    before: off(),
    befalls: async (s, who) => {
      const [wish] = await s.rows(
        `select id from willingness where worker_id = $1 and state = 'RECORDED'`,
        who,
      );
      const id = toGlobalId('Willingness', String(wish?.['id']));
      await s.say('confirmWillingness', { id, method: 'VISIT' }, 'willingness');
    },
    holds: on('EXPLICIT'),
    facts: (s, who) => s.wishes(who),
    are: ['ACTIVE'],
  },
  {
    name: 'Several answers in one day',
    rule: 'the latest confirmed stands',
    who: (s) => s.willing(),
    before: on('EXPLICIT'),
    befalls: (s, who) => s.wish(who, { ...toHangzhou, method: 'SMS', supersede: true }),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: ['SUPERSEDED', 'ACTIVE'],
  },
  ...(['VISIT', 'PHONE', 'SMS'] as const).map(
    (method, at): EdgeCase => ({
      name: 'Several answers in one day',
      rule: `of two confirmed at one moment (on two records of one person) ${TIES[at]} outweighs ${method}`,
      who: (s) =>
        s.hands.still(async () => {
          const keep = await s.willing({ ...toHangzhou, method });
          const give = await s.willing({ method: TIES[at] });
          await s.say('mergeWorkers', { keep, give, reason: '同一人两份档案' });
          return keep;
        }),
      holds: on('EXPLICIT'),
      facts: (s, who) =>
        s.rows(`select method, state from willingness where worker_id = $1 order by state`, who),
      are: [
        { method: TIES[at], state: 'ACTIVE' },
        { method, state: 'SUPERSEDED' },
      ],
    }),
  ),
  {
    name: 'Preference list',
    rule: 'counted for every named city, with its rank there',
    who: (s) => s.willing({ destinations: ['330100', '440600'] }),
    holds: on('EXPLICIT'),
    facts: async (s, who) => ({
      rank: (await s.seen(who)).row?.preferenceRank,
      first: (await s.seen(who, '330100')).row?.preferenceRank,
      there: await s.holds(who, '330100'),
    }),
    are: { rank: 2, first: 1, there: on('EXPLICIT') },
  },
  {
    name: 'Preference list',
    rule: 'the additive report counts the first place alone (intentPrimary)',
    who: async (s) => {
      await s.willing({ destinations: [], anyDestination: true });
      return s.willing({ destinations: ['330100', '440600'] });
    },
    holds: { L: true, A: 'EXPLICIT', counts: [2, 1, 0] },
    facts: async (s) =>
      (
        await s.way.county.must<{ sixLists: { intentPrimary: object } }>(
          `query($p: RegionCode!) { sixLists(origin: $p) { intentPrimary { persons anywhere places { region { code } persons } } } }`,
          { p: s.place },
        )
      ).sixLists.intentPrimary,
    are: { persons: 2, anywhere: 1, places: [{ region: { code: '330100' }, persons: 1 }] },
  },
  {
    name: '回原就业单位',
    rule: 'employment kept (home for the festival): not in A, works there',
    who: async (s) => {
      const formerEmployer = await ownOrganization(s.way.employer);
      const work = { form: 'CONTRACT', regionCode: '440604' };
      const who = await s.willing({ formerEmployer }, { employment: work });
      const visit = { worker: who, reason: 'FESTIVAL', planToLeaveOn: s.hands.day(30) };
      await s.say('recordReturn', visit, 'returnRecord');
      return who;
    },
    holds: off(),
    facts: async (s, who) => ({
      work: await s.worksAt(who),
      ...(await s.seen(who)).counts.intentSplit,
      returning: (
        await s.way.county.must<{ workers: { nodes: object[] } }>(
          'query($p: RegionCode!) { workers(filter: { returningToFormer: true, serviceRegion: $p }) { nodes { id } } }',
          { p: s.place },
        )
      ).workers.nodes.length,
    }),
    are: { work: 'CONTRACT 440604', alreadyThere: 1, returning: 1 },
  },
  {
    name: '回原就业单位',
    rule: 'employment kept, and wants to change to a former employer: in A, and no one who merely goes back',
    who: async (s) => {
      const formerEmployer = await ownOrganization(s.way.employer);
      return s.willing(
        { intent: 'CHANGE_JOB', formerEmployer },
        { employment: { form: 'CONTRACT', regionCode: '330109' } },
      );
    },
    holds: on('EXPLICIT'),
    facts: async (s) =>
      (
        await s.way.county.must<{ workers: { nodes: object[] } }>(
          'query($p: RegionCode!) { workers(filter: { returningToFormer: true, serviceRegion: $p }) { nodes { id } } }',
          { p: s.place },
        )
      ).workers.nodes.length,
    are: 0,
  },
  {
    name: '回原就业单位',
    rule: 'employment ended: in A, EXPLICIT for that employer’s city, which the wish says',
    who: async (s) => {
      const who = await s.person({ employment: { form: 'CONTRACT', regionCode: '440604' } });
      await s.say('recordReturn', { worker: who, reason: 'JOB_LOST' }, 'returnRecord');
      const formerEmployer = await ownOrganization(s.way.employer);
      await s.wish(who, { destinations: [], formerEmployer });
      return who;
    },
    holds: on('EXPLICIT'),
    facts: (s, who) =>
      s.rows(
        `select o.name, destination_codes as places from willingness v join organization o on o.id = v.former_employer_id where v.worker_id = $1`,
        who,
      ),
    are: [{ name: '机构 employer@foshan', places: ['440604'] }],
  },
  {
    ...YANGTZE,
    name: '长三角',
    rule: 'BROAD for each city that lies in the group, and for no other',
    who: (s) => s.willing({ destinations: ['G-YRD'] }),
    holds: on('BROAD'),
    facts: async (s, who) => [await s.holds(who, '330109'), await s.holds(who, '440600')],
    are: [on('BROAD'), off()],
  },
  {
    ...YANGTZE,
    name: '长三角',
    rule: 'counted once for a pair, whatever else reaches it',
    who: (s) => s.willing({ destinations: ['G-YRD', '330000'] }),
    holds: on('BROAD'),
  },
];

/** Domain 4.5, as days go by. */
export const OF_OLD_WISHES: readonly EdgeCase[] = [
  {
    name: 'Old answers',
    rule: 'the county is warned of a wish 14 days before its end, not earlier',
    who: async (s) => {
      const who = await s.willing();
      await s.hands.pass(165);
      if ((await warned(s)).length > 0) throw new Error('warned too early');
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s) => s.hands.pass(1),
    holds: on('EXPLICIT'),
    facts: async (s, who) => (await warned(s)).filter((id) => id === who).length,
    are: 1,
  },
  {
    name: 'Old answers',
    rule: 'a wish for work holds 180 days',
    who: async (s) => {
      const who = await s.willing();
      await s.hands.pass(179);
      return who;
    },
    before: on('EXPLICIT'),
    befalls: (s) => s.hands.pass(1),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: ['EXPIRED'],
  },
  {
    name: 'Old answers',
    rule: 'a wish to learn holds 365 days',
    who: async (s) => {
      const who = await s.person();
      await s.learn(who);
      await s.hands.pass(364);
      return who;
    },
    before: off(1),
    befalls: (s) => s.hands.pass(1),
    holds: off(),
    facts: (s, who) => s.wishes(who),
    are: ['EXPIRED'],
  },
];
