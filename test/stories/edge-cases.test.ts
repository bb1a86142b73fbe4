/** The edge cases of domain 4.5 that concern people, a line each, named as in the document; every line has a place and persons of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type EdgeCase, gone, type Hands, Scene } from '../support/edge-cases.js';
import { OF_DAYS, OF_LIVES } from '../support/edge-cases-lives.js';
import { OF_RECORDS } from '../support/edge-cases-records.js';
import { OF_OLD_WISHES, OF_WISHES } from '../support/edge-cases-wishes.js';
import { OF_OLD_WORK, OF_WORK } from '../support/edge-cases-work.js';
import { inDays } from '../support/people.js';
import { heardOf } from '../support/places.js';
import { Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

const AT_ONCE = [...OF_WISHES, ...OF_WORK, ...OF_LIVES, ...OF_RECORDS];
/** The days run on, so what takes longest stands last. */
const BY_DAYS = [...OF_OLD_WORK, ...OF_DAYS, ...OF_OLD_WISHES];
const DAY = 86_400_000;

let world: World;
let sceneOf: (line: EdgeCase) => Scene;
/** How far the server's clock is ahead, in ms; and when it stands still, in epoch ms. */
let ahead = 0;
let stopped: number | undefined;

const hands: Hands = {
  async pass(days) {
    ahead += days * DAY;
    await world.app.tick();
  },
  day: (days) => inDays(Math.round(ahead / DAY) + days),
  async still(deed) {
    stopped = Date.now() + ahead;
    return deed().finally(() => (stopped = undefined));
  },
};
/** The town in which a line happens. */
const townOf = (at: number): string => `522631${201 + at}`;

beforeAll(async () => {
  world = await openWorld({
    env: { RATE_COST_PER_MINUTE: '100000000' },
    clock: () => new Date(stopped ?? Date.now() + ahead),
    tokenSeconds: 86_400,
  });
  const towns = [...AT_ONCE, ...BY_DAYS].map((_line, at) => townOf(at));
  await world.plant(
    `insert into region (code, name, level, parent_code, path)
     select code, '新设乡' || code, 'TOWN', left(code, 6), code from unnest(string_to_array(?, ',')) code`,
    [['522631199', '522633198', '522633199', ...towns].join(',')],
  );
  await world.plant(
    `insert into region (code, name, level, path, members) values ('G-YRD', '长三角', 'REGION_GROUP', 'G-YRD', '{330100}')`,
  );
  const [way, congjiang] = await Promise.all([Way.in(world), world.as('county@congjiang')]);
  await heardOf(way.county, 'G-YRD');
  const posting = await way.posting(200);
  sceneOf = (line) => {
    const at = [...AT_ONCE, ...BY_DAYS].indexOf(line);
    return new Scene(world, way, congjiang, hands, townOf(at), line.destination ?? '440600', posting);
  };
});
afterAll(() => world?.close());

async function plays(line: EdgeCase): Promise<void> {
  const scene = sceneOf(line);
  const who = await line.who(scene);
  if (line.before) expect({ before: await scene.holds(who) }).toEqual({ before: line.before });
  await line.befalls?.(scene, who);
  expect(await scene.holds(who)).toEqual(line.holds);
  if (line.facts) expect({ facts: await line.facts(scene, who) }).toMatchObject({ facts: line.are });
}
const table = (lines: readonly EdgeCase[]) => lines.map((line) => [line.name, line.rule, line] as const);

describe('the edge cases of people', () => {
  test('begin in places without anybody', async () => {
    const [first] = AT_ONCE;
    if (first) expect(await sceneOf(first).holds('nobody')).toEqual(gone);
  });
  test.each(table(AT_ONCE))('%s: %s', (_name, _rule, line) => plays(line));
});

describe('as days go by', () => {
  test.each(table(BY_DAYS))('%s: %s', (_name, _rule, line) => plays(line));
});
