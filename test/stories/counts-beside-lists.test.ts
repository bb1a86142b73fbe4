/** The counts of a picture are the same whoever asks for them, alone or beside a list of it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openPosting, ownOrganization, registerWorker, wishesToGo } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

const COUNTS = `fourCounts { laborBase intentToDestination trainingWilling suitablePosts }`;
const PICTURE = (lists: string) =>
  `{ picture(origin: "522631", destination: "440600") { ${COUNTS} position ${lists} } }`;
const SUPPLY = 'postSupplyList(first: 1) { totalCount }';
const BOTH = `jobDemandList(first: 1) { totalCount } ${SUPPLY}`;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const county = await world.as('county@liping');
  for (let i = 0; i < 12; i += 1) {
    const worker = await registerWorker(county);
    if (i % 3 !== 0) await wishesToGo(county, worker.id);
  }
  await openPosting(
    await world.as('station@foshan'),
    await ownOrganization(await world.as('employer@foshan')),
  );
});
afterAll(() => world?.close());

describe('the counts of a picture', () => {
  test.each([
    ['county@liping', BOTH],
    ['station@foshan', BOTH],
    ['employer@foshan', SUPPLY],
    ['observer@province', SUPPLY],
    ['admin@platform', SUPPLY],
  ])('are for %s beside a list what they are alone', async (handle, lists) => {
    const viewer = await world.as(handle);
    const alone = await viewer.send<{ picture: { fourCounts: object } }>(PICTURE(''));
    if (alone.errors) {
      // Who may not see the picture may not see it beside a list either.
      expect((await viewer.send(PICTURE(lists))).errors?.[0]?.extensions.reason).toBe(
        alone.errors[0]?.extensions.reason,
      );
      return;
    }
    const beside = await viewer.must<{ picture: { fourCounts: object } }>(PICTURE(lists));
    expect(beside.picture.fourCounts).toEqual(alone.data.picture.fourCounts);
  });
});
