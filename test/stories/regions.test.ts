import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { REGIONS } from '../support/ground.js';
import { registerWorker } from '../support/people.js';
import { heardOf } from '../support/places.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
beforeAll(async () => {
  world = await openWorld();
  county = await world.as('county@liping');
});
afterAll(() => world?.close());

interface Page {
  regions: {
    totalCount: number;
    nodes: { code: string; name: string; level: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
const LIST = `query ($under: RegionCode, $level: RegionLevel, $first: Int, $after: String) {
  regions(under: $under, level: $level, first: $first, after: $after) {
    totalCount nodes { code name level } pageInfo { hasNextPage endCursor } } }`;
const codes = (found: (region: (typeof REGIONS)[number]) => boolean) =>
  REGIONS.filter(found)
    .map(([code]) => code)
    .toSorted();
const codesIn = ({ regions }: Page) => regions.nodes.map(({ code }) => code);

describe('regions are a list like every other', () => {
  test.each<[string, object, string[]]>([
    ['those at the top', {}, codes(([, , , parent]) => parent === null)],
    ['those right below one', { under: '522631' }, codes(([, , , parent]) => parent === '522631')],
    ['all of a level', { level: 'COUNTY' }, codes(([, , level]) => level === 'COUNTY')],
    [
      'all of a level below one',
      { under: '520000', level: 'TOWN' },
      codes(([code, , level]) => level === 'TOWN' && code.startsWith('52')),
    ],
    ['none below the last', { under: '522631003' }, []],
    ['not itself', { under: '520000', level: 'PROVINCE' }, []],
  ])('%s, by code, with the exact total', async (_what, variables, expected) => {
    const page = await county.must<Page>(LIST, { ...variables });
    expect(codesIn(page)).toEqual(expected);
    expect(page.regions.totalCount).toBe(expected.length);
  });

  test('come page by page, each once', async () => {
    const found: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await county.must<Page>(LIST, { level: 'COUNTY', first: 2, after });
      found.push(...codesIn(page));
      ({ hasNextPage: more, endCursor: after } = page.regions.pageInfo);
    }
    expect(found).toEqual(codes(([, , level]) => level === 'COUNTY'));
  });

  test('cost what they may answer, and no page holds more than two hundred', async () => {
    const cost = async (first?: number) =>
      ((await county.send(LIST, { level: 'COUNTY', first })).extensions?.['cost'] as { requested: number })
        ?.requested;
    expect([await cost(), await cost(200)]).toEqual([2 + 50, 2 + 200]);
    expect(await county.refusal(LIST, { level: 'COUNTY', first: 201 })).toMatchObject({
      reason: 'PAGE_SIZE',
    });
    const often = Array.from(
      { length: 15 },
      (_, i) => `a${i}: regions(level: COUNTY, first: 200) { nodes { code parent { code } } }`,
    );
    expect(await county.refusal(`{ ${often.join(' ')} }`)).toMatchObject({ reason: 'QUERY_TOO_EXPENSIVE' });
  });

  test('are not found below a place that is none', async () => {
    expect(await county.refusal(LIST, { under: '522699' })).toMatchObject({
      reason: 'UNKNOWN_REGION',
      field: 'under',
    });
  });

  test.each([
    ['serviceNetwork(region: "G-PRD") { position }', 'region'],
    ['unservedRegions(region: "G-PRD") { totalCount }', 'region'],
    ['organizations(region: "G-PRD") { totalCount }', 'region'],
    ['pairings(destination: "G-PRD") { totalCount }', 'destination'],
    ['stations(filter: { region: "G-PRD" }) { totalCount }', 'filter.region'],
    ['jobPostings(filter: { workRegion: "G-PRD" }) { totalCount }', 'filter.workRegion'],
    ['workers(filter: { hukouRegion: "G-PRD" }) { totalCount }', 'filter.hukouRegion'],
  ])('of a group are no place to ask for: %s', async (asked, field) => {
    expect(await county.refusal(`{ ${asked} }`)).toMatchObject({ reason: 'REGION_OF_ANOTHER_LEVEL', field });
  });
});

describe('a place that was renamed', () => {
  test('may be named by its old code, is written down by the new one, and is found by both', async () => {
    await world.plant(
      `insert into region (code, name, level, parent_code, path, valid_to, successor_code)
       values ('522631102', '旧中潮乡', 'TOWN', '522631', '522631102', '2016-05-01', '522631101')`,
      [],
    );
    await heardOf(county, '522631102');
    const { id } = await registerWorker(county, { serviceRegion: '522631102', hukouRegion: '522631102' });
    const query = `query($r: RegionCode!) { workers(filter: { serviceRegion: $r }) { nodes { id serviceRegion { code } } } }`;
    for (const r of ['522631102', '522631101']) {
      const { workers } = await county.must<{ workers: { nodes: { id: string }[] } }>(query, { r });
      expect(workers.nodes.filter((worker) => worker.id === id)).toEqual([
        { id, serviceRegion: { code: '522631101' } },
      ]);
    }
    const { region } = await county.must<{ region: object }>(
      '{ region(code: "522631102") { name validTo successorCode } }',
    );
    expect(region).toEqual({ name: '旧中潮乡', validTo: '2016-05-01', successorCode: '522631101' });
  });
});
