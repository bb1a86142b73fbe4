/** What of a picture moves before whose eyes: nobody measures one person by looking twice, or by listening. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { registerWorker, wishesToGo } from '../support/people.js';
import { Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

const INTERVAL_MS = 1_000;
const FOUR = 'laborBase intentToDestination trainingWilling suitablePosts';
const ALL = `position fourCounts { ${FOUR} laborBaseSplit { employed { destinationClass workers } atWork notEmployed employmentRate byBarrier { name workers }
  byTag { name workers } } intentSplit { explicit broad openPotential alreadyThere available } trainingSplit { trainThenExport inTraining } }`;
const PAIR = 'origin: "522631", destination: "440600"';

interface Counts
  extends Record<'laborBase' | 'intentToDestination' | 'trainingWilling' | 'suitablePosts', number> {
  readonly laborBaseSplit: object;
  readonly intentSplit: Record<string, number>;
}
interface Picture {
  readonly position: string;
  readonly fourCounts: Counts;
}

let world: World;
let way: Way;
let observer: Client;
beforeAll(async () => {
  world = await openWorld({ env: { OBSERVER_PICTURE_SECONDS: String(INTERVAL_MS / 1_000) } });
  way = await Way.in(world);
  observer = await world.as('observer@province');
});
afterAll(() => world?.close());

/** The picture of the pair, with all that was done; observers' is of the next interval. */
async function picture(who: Client): Promise<Picture> {
  const beside = await way.county.must<{ picture: Picture }>(
    `{ picture(${PAIR}) { position postSupplyList(first: 1) { totalCount } } }`,
  );
  if (who === observer) await quiet(INTERVAL_MS);
  const query = `query($p: Position) { picture(${PAIR}, population: ALL_RURAL, atLeast: $p) { ${ALL} } }`;
  return (await who.must<{ picture: Picture }>(query, { p: beside.picture.position })).picture;
}
const watch = async (who: Client) => {
  const stream = who.watch<{ pictureChanged: Picture }>(
    `subscription { pictureChanged(${PAIR}, population: ALL_RURAL) { ${ALL} } }`,
  );
  await stream.opened;
  // Connected is not yet subscribed.
  await new Promise((done) => setTimeout(done, 300));
  return stream;
};
const quiet = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('a station', () => {
  test('that verifies an arrival sees move what it is shown of that person, and no more', async () => {
    // Somebody whose tags, barrier and place are the county's knowledge.
    const { id: worker } = await registerWorker(way.county, {
      tags: ['RELOCATED', 'POVERTY_ALLEVIATED'],
      serviceRegion: '522631101',
      employment: { form: 'FLEXIBLE', regionCode: '522633' },
    });
    await wishesToGo(way.county, worker, ['440600'], { intent: 'CHANGE_JOB', barriers: ['ABILITY'] });
    const referral = await way.offered(worker, await way.posting());
    await way.accept(referral);
    const dispatch = await way.clear(await way.plan(referral, 'SELF'));
    await way.step(way.county, 'bookDispatch', 'BookDispatchInput', { id: dispatch });
    await way.step(way.county, 'departDispatch', 'IdInput', { id: dispatch });
    const found = await way.station.must<{ node: { arrival: { id: string } } }>(
      'query($id: ID!) { node(id: $id) { ... on DispatchOrder { arrival { id } } } }',
      { id: dispatch },
    );
    const { id } = found.node.arrival;
    await way.step(way.station, 'checkInArrival', 'IdInput', { id });
    await way.step(way.employer, 'receiptArrival', 'ReceiptArrivalInput', {
      id,
      receiptNo: 'HZ-1',
      onPostOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    });

    const [theirs, own] = [await picture(way.county), await picture(way.station)];
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id });
    const [theirsAfter, ownAfter] = [await picture(way.county), await picture(way.station)];

    expect(theirsAfter.fourCounts.laborBaseSplit).not.toEqual(theirs.fourCounts.laborBaseSplit);
    expect(ownAfter.fourCounts.laborBaseSplit).toEqual(own.fourCounts.laborBaseSplit);
    expect(JSON.stringify(own.fourCounts.laborBaseSplit)).not.toMatch(/\d/);
    // The four counts are the same for both sides, before and after.
    for (const [county, station] of [
      [theirs, own],
      [theirsAfter, ownAfter],
    ] as const)
      for (const name of FOUR.split(' ') as (keyof Counts)[])
        expect([name, station.fourCounts[name]]).toEqual([name, county.fourCounts[name]]);
    expect(ownAfter.fourCounts.intentToDestination).toBe(own.fourCounts.intentToDestination - 1);
    expect(ownAfter.fourCounts.intentSplit['alreadyThere']).toBe(
      Number(own.fourCounts.intentSplit['alreadyThere']) + 1,
    );
  });

  test('is told nothing when nothing moves that it is shown', async () => {
    const { id } = await registerWorker(way.county, { tags: [] });
    const [county, station] = [await watch(way.county), await watch(way.station)];
    await way.county.must('mutation($i: TagWorkerInput!) { tagWorker(input: $i) { worker { id } } }', {
      i: { id, tag: 'RELOCATED', validFrom: '2021-01-01', source: '测试' },
    });
    await way.step(way.county, 'correctWorker', 'CorrectWorkerInput', {
      id,
      employment: { form: 'FARM', regionCode: '522631' },
    });
    await county.next();
    await county.next();
    await wishesToGo(way.county, id, ['440600'], { intent: 'CHANGE_JOB' });
    const { fourCounts } = (await station.next()).pictureChanged;
    expect(fourCounts.intentToDestination).toBe((await picture(way.station)).fourCounts.intentToDestination);
    expect(station.frames).toEqual([]);
    county.stop();
    station.stop();
  });
});

describe('an observer', () => {
  /** People who want to come, one after the other. */
  const come = async (many: number): Promise<void> => {
    for (let i = 0; i < many; i += 1) await wishesToGo(way.county, (await registerWorker(way.county)).id);
  };
  const rest = (n: number) => (5 - (n % 5)) % 5;

  test('hears of the fifth who comes, and of no single one; of many at once in one frame', async () => {
    const exact = async () => (await picture(way.county)).fourCounts;
    // A part is told from five on, and nothing is told that is larger than the sum of them: more stay than come.
    for (let i = 0; i < 12; i += 1) await registerWorker(way.county);
    await come(10);
    await come(rest((await exact()).intentToDestination));
    const before = await picture(observer);
    const stream = await watch(observer);

    await come(1);
    await quiet(2 * INTERVAL_MS);
    // The labour base may have come to its own five; the wish has not.
    for (const { data } of stream.frames.splice(0))
      expect(data?.pictureChanged.fourCounts.intentToDestination).toBe(before.fourCounts.intentToDestination);
    expect((await picture(observer)).fourCounts.intentToDestination).toBe(
      before.fourCounts.intentToDestination,
    );

    await come(4);
    await quiet(2 * INTERVAL_MS);
    const told = stream.frames.map(({ data }) => data?.pictureChanged.fourCounts.intentToDestination);
    expect(told.at(-1)).toBe(before.fourCounts.intentToDestination + 5);
    expect((await exact()).intentToDestination % 5).toBe(0);
    stream.stop();
  }, 60_000);

  test('has the same picture all through an interval, however often it asks and listens', async () => {
    const stream = await watch(observer);
    const began = Date.now();
    const asked = new Map<number, Set<string>>();
    const coming = come(12);
    let done = false;
    void coming.then(() => (done = true));
    while (!done) {
      const at = Math.floor(Date.now() / INTERVAL_MS);
      const { picture: now } = await observer.must<{ picture: Picture }>(
        `{ picture(${PAIR}, population: ALL_RURAL) { ${ALL} } }`,
      );
      // An answer that began in one interval and ended in another may be of either.
      if (at === Math.floor(Date.now() / INTERVAL_MS))
        asked.set(at, (asked.get(at) ?? new Set()).add(JSON.stringify(now)));
    }
    await coming;
    await quiet(INTERVAL_MS + 200);
    for (const [, seen] of asked) expect(seen.size).toBe(1);
    expect(stream.frames.length).toBeGreaterThan(0);
    expect(stream.frames.length).toBeLessThanOrEqual(Math.ceil((Date.now() - began) / INTERVAL_MS) + 1);
    stream.stop();
  }, 60_000);
});
