/**
 * The figures of the Congjiang article that add up come out of a registry generated to them (issue 4, acceptance 6): the
 * people who were relocated, their households, their labour, who of them works where, and the employment rate.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { ARTICLE, CONGJIANG_COUNTY, KAILI, loadCongjiang } from '../support/congjiang.js';
import { CORRECT } from '../support/families.js';
import { openWorld, type World } from '../support/world.js';

const XIAOSHAN = '330109';
const PICTURE = `query($atLeast: Position, $place: RegionCode!, $population: Population!) {
  picture(origin: $place, destination: "${XIAOSHAN}", population: $population, atLeast: $atLeast) {
    fourCounts { laborBase laborBaseSplit { employed { destinationClass workers } atWork notEmployed employmentRate } } } }`;
const WORKERS =
  'query($filter: WorkerFilter) { workers(first: 1, filter: $filter) { totalCount nodes { id } } }';
const HOUSEHOLDS =
  'query($filter: HouseholdFilter) { households(first: 1, filter: $filter) { totalCount nodes { id } } }';

interface Labour {
  readonly laborBase: number | null;
  readonly laborBaseSplit: {
    readonly employed: readonly { readonly destinationClass: string; readonly workers: number | null }[];
    readonly atWork: number | null;
    readonly notEmployed: number | null;
    readonly employmentRate: number | null;
  };
}

let world: World;
let county: Client;
beforeAll(async () => {
  world = await openWorld({ before: loadCongjiang });
  county = await world.as('county@congjiang');
}, 180_000);
afterAll(() => world?.close());

async function labour(more: object = {}, who = county): Promise<Labour> {
  const asked = { place: CONGJIANG_COUNTY, population: 'RELOCATED', ...more };
  return (await who.must<{ picture: { fourCounts: Labour } }>(PICTURE, asked)).picture.fourCounts;
}
interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}
const people = async (filter: object) =>
  (await county.must<{ workers: Page }>(WORKERS, { filter: { lifeStatus: 'ALIVE', ...filter } })).workers;
const families = async (filter: object, who = county) =>
  (await who.must<{ households: Page }>(HOUSEHOLDS, { filter: { movedFrom: CONGJIANG_COUNTY, ...filter } }))
    .households.totalCount;

describe('of the relocated of Congjiang', () => {
  test('31872 people are counted wherever they live: 30708 of the target and 1164 moved with them', async () => {
    const relocated = { hukouRegion: CONGJIANG_COUNTY, tag: 'RELOCATED' };
    expect((await people(relocated)).totalCount).toBe(ARTICLE.people);
    expect((await people({ ...relocated, target: true })).totalCount).toBe(ARTICLE.target);
    expect((await people({ ...relocated, target: false })).totalCount).toBe(ARTICLE.alongside);
    expect(ARTICLE.target + ARTICLE.alongside).toBe(ARTICLE.people);
  });

  test('30274 of them are served by the county itself and 1598 by Kaili', async () => {
    const { inCounty, inKaili } = ARTICLE;
    const served = async (serviceRegion: string) =>
      (await people({ hukouRegion: CONGJIANG_COUNTY, tag: 'RELOCATED', serviceRegion })).totalCount;
    expect([await served(CONGJIANG_COUNTY), await served(KAILI)]).toEqual([inCounty.people, inKaili.people]);
  });

  test('6740 households were moved, 6429 within the county, and no other county’s are told by it', async () => {
    const { households, inCounty, inKaili } = ARTICLE;
    const kaili = await world.as('county@kaili');
    expect([await families({}), await families({}, kaili)]).toEqual([
      inCounty.households,
      inKaili.households,
    ]);
    expect(inCounty.households + inKaili.households).toBe(households);
  });

  test('6330 households of the county have labour, and in each of them somebody is at work', async () => {
    const { withLabour } = ARTICLE.inCounty;
    expect(await families({ withLabour: true })).toBe(withLabour);
    expect(await families({ withLabour: true, withEmployed: true })).toBe(withLabour);
    expect(await families({ zeroEmployment: true })).toBe(0);
    const cleared = '{ zeroEmploymentHouseholds(first: 1, filter: { cleared: null }) { totalCount } }';
    expect(await county.must(cleared)).toEqual({ zeroEmploymentHouseholds: { totalCount: 0 } });
  });

  test('14605 of 16766 labourers are at work = 6924 + 987 + 6694, which is 87.1 %', async () => {
    const { inCounty, employed, atWork, rate } = ARTICLE;
    expect(await labour()).toEqual({
      laborBase: inCounty.labourers,
      laborBaseSplit: {
        employed: [...Object.entries(employed), ['ABROAD_HKMO', 0]].map(([destinationClass, workers]) => ({
          destinationClass,
          workers,
        })),
        atWork,
        notEmployed: inCounty.labourers - atWork,
        employmentRate: rate,
      },
    });
    expect(Object.values(employed).reduce((sum, n) => sum + n, 0)).toBe(atWork);
  });

  test('each of these numbers is the length of the list behind it', async () => {
    const base = { laborBase: true, population: 'RELOCATED', serviceRegion: CONGJIANG_COUNTY };
    const { laborBase, laborBaseSplit: split } = await labour();
    expect((await people(base)).totalCount).toBe(laborBase);
    expect((await people({ ...base, employed: true })).totalCount).toBe(split.atWork);
    expect((await people({ ...base, employed: false })).totalCount).toBe(split.notEmployed);
  });

  test('who finds work is counted from that moment on, by the picture that was asked for before', async () => {
    const base = { laborBase: true, population: 'RELOCATED', serviceRegion: CONGJIANG_COUNTY };
    const { laborBaseSplit: before } = await labour();
    const [idle] = (await people({ ...base, employed: false })).nodes;
    const { correctWorker } = await county.must<{ correctWorker: { position: string } }>(
      CORRECT.replace('worker {', 'position worker {'),
      { i: { id: idle?.id, employment: { form: 'CONTRACT', regionCode: XIAOSHAN } } },
    );
    const { laborBase, laborBaseSplit: now } = await labour({ atLeast: correctWorker.position });
    expect([laborBase, now.atWork, now.notEmployed, now.employmentRate]).toEqual([
      ARTICLE.inCounty.labourers,
      Number(before.atWork) + 1,
      Number(before.notEmployed) - 1,
      ARTICLE.rate,
    ]);
  });
});

describe('of a place where nobody was relocated', () => {
  test('there is no employment rate, and not one of nought', async () => {
    const { laborBase, laborBaseSplit } = await labour({ place: '522633100' });
    expect([laborBase, laborBaseSplit.atWork, laborBaseSplit.employmentRate]).toEqual([0, 0, null]);
  });
});

describe('an observer', () => {
  test('sees the rate of the numbers that are shown, and none of the relocated', async () => {
    const observer = await world.as('observer@province');
    const { laborBase, laborBaseSplit } = await labour({ population: 'ALL_RURAL' }, observer);
    const [base, atWork] = [Number(laborBase), Number(laborBaseSplit.atWork)];
    expect([base % 5, atWork % 5]).toEqual([0, 0]);
    expect(laborBaseSplit.employmentRate).toBe(Math.round((1_000 * atWork) / base) / 10);
    expect(
      await observer.refusal(PICTURE, { place: CONGJIANG_COUNTY, population: 'RELOCATED' }),
    ).toMatchObject({ reason: 'FILTER_NOT_YOURS', field: 'population' });
  });
});
