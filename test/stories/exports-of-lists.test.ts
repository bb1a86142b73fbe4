/** Each list leaves as a file with the rows that its query counts for the same account, and to nobody whom the query refuses. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { readSheet } from '#sheet/read-sheet.js';
import type { SheetRow } from '#sheet/sheet-row.js';
import { EXPORTS } from '../../src/exports.js';
import type { Client } from '../support/client.js';
import { askExport, forList } from '../support/exports.js';
import { newFamily } from '../support/families.js';
import { inDays, registerWorker } from '../support/people.js';
import { mutation, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

let world: World;
let round: string;
beforeAll(async () => {
  world = await openWorld({ env: { EXPORTS_PER_ACCOUNT: '5' } });
  const way = await Way.in(world);
  const { county } = way;
  await way.onPost();
  await way.departed();
  await way.submitted(await way.willing(), await way.posting());
  await way.willing({ name: '潘愿往' });
  await newFamily(county);
  const { id: worker } = await registerWorker(county, { name: '潘帮扶' });
  const measures = [{ kind: 'TRAINING', text: '=学"缝纫"', dueOn: inDays(9) }];
  await county.must(mutation('openAssistancePlan', 'OpenAssistancePlanInput', 'plan { id }'), {
    i: { worker, barriers: ['SKILL'], goal: '就近就业', measures },
  });
  await county.must(mutation('recordReturn', 'RecordReturnInput', 'returnRecord { id }'), {
    i: { worker, returnedOn: inDays(-3), reason: 'FAMILY' },
  });
  const opened = await county.must<{ openSurveyRound: { round: { id: string } } }>(
    mutation('openSurveyRound', 'OpenSurveyRoundInput', 'round { id }'),
    { i: { name: '冬季摸底', kind: 'FULL', windowTo: inDays(30) } },
  );
  round = opened.openSurveyRound.round.id;
});
afterAll(() => world?.close());

const ofPicture = (list: string) =>
  `{ picture(origin: "522631", destination: "440600", population: ALL_RURAL) { ${list} { totalCount } } }`;
interface Asked {
  /** Every `totalCount` of the answer is added up. */
  readonly query: string;
  /** Whose list is told here; by default everybody's. */
  readonly of?: readonly string[];
  /** Of the file. */
  readonly filter?: object;
}
/** How each list is asked for; the six lists are told of in `exports.test.ts`. */
const LISTS: Readonly<Record<string, Asked>> = {
  workers: { query: '{ workers { totalCount } }' },
  postings: { query: '{ jobPostings { totalCount } }' },
  arrivals: { query: '{ arrivals { totalCount } }' },
  households: { query: '{ households { totalCount } }' },
  returnees: { query: '{ returnees { totalCount } }' },
  'survey-answers': { query: 'query($round: ID!) { surveyAnswers(round: $round) { totalCount } }' },
  // The directory of an office is of its own region.
  organizations: {
    query: `{ factories: organizations(region: "440600", type: EMPLOYER, closed: false) { totalCount }
      companies: organizations(region: "440600", type: HR_COMPANY, closed: false) { totalCount } }`,
    of: ['station@foshan'],
  },
  'job-demand': {
    query: ofPicture('jobDemandList'),
  },
  'post-supply': { query: ofPicture('postSupplyList') },
  'expiring-wishes': {
    query: '{ expiringWillingness(days: 366) { totalCount } }',
    filter: { days: 366 },
  },
  'responsible-people': {
    query: '{ responsiblePeople(filter: { nobodys: true }) { totalCount } }',
  },
  'zero-employment-households': { query: '{ zeroEmploymentHouseholds { totalCount } }' },
  'assistance-plans': { query: '{ assistancePlans { totalCount } }' },
  referrals: { query: '{ referrals { totalCount } }' },
  dispatches: { query: '{ dispatches { totalCount } }' },
};

const EVERYBODY = [
  'county@liping',
  'county@congjiang',
  'station@foshan',
  'station@hangzhou',
  'employer@foshan',
  'employer@other',
  'observer@province',
  'admin@platform',
];
/** The six lists are told of in `exports.test.ts`. */
const LEAVING = EXPORTS.filter(({ name }) => !name.startsWith('six-lists-'));

describe('a list', () => {
  test('of every name is asked for here', () => {
    expect(Object.keys(LISTS).toSorted()).toEqual(LEAVING.map(({ name }) => name).toSorted());
  });

  test.each(LEAVING)(
    '$name leaves with the rows that its query counts, or is refused as that is',
    async (list) => {
      const { query, filter, of = EVERYBODY } = LISTS[list.name] as Asked;
      let most = 0;
      for (const handle of of) {
        const who = await world.as(handle);
        const said = { ...forList(list.name), ...(filter && { filter: JSON.stringify(filter) }) };
        const answer = await askExport(who, `${list.name}.csv`, said);
        const rows = answer.status === 200 ? await rowsOf(answer, list) : undefined;
        expect([handle, rows]).toEqual([handle, await countOf(who, query)]);
        most = Math.max(most, rows ?? 0);
      }
      expect(most).toBeGreaterThan(0);
    },
  );
});

/** What the query counts for this account; undefined where it is refused. */
async function countOf(who: Client, query: string): Promise<number | undefined> {
  try {
    const counts: number[] = [];
    JSON.stringify(
      await who.must(query, query.includes('$round') ? { round } : {}),
      (key, value: unknown) => {
        if (key === 'totalCount') counts.push(Number(value));
        return value;
      },
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } catch {
    return undefined;
  }
}

async function rowsOf(
  answer: Response,
  { columns }: { columns: readonly { heading: string }[] },
): Promise<number> {
  const source = Readable.from([Buffer.from(await answer.arrayBuffer())]);
  const isHeading = (found: readonly string[]) => found[0] === columns[0]?.heading;
  const rows: SheetRow[] = [];
  for await (const row of readSheet(source, { isHeading })) rows.push(row);
  return rows.length;
}
