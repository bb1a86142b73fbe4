import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildGraph } from '#server/graph.js';
import type { Heard } from '../support/answers.js';
import { type ViewerHandle, VIEWERS } from '../support/expected-disclosure.js';
import { pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import {
  everybody,
  type HeardBy,
  hearStreams,
  longAgo,
  questionsOf,
  silence,
  WIDE,
  wrongFields,
  wrongMarks,
  wrongNouns,
  WRITTEN,
} from '../support/questions.js';
import { SchemaWalk } from '../support/schema-walk.js';
import { openWorld, type World } from '../support/world.js';

describe('the first wall, alone', () => {
  let world: World;
  let people: Planted[];
  const heard: HeardBy = silence();
  const heardBy = (viewer: ViewerHandle): Heard => heard.get(viewer) as Heard;

  beforeAll(async () => {
    world = await openWorld({ env: WIDE });
    await pairTheOthers(world);
    const planted = await plantPeople(world);
    people = planted.people;
    await pullDownTheSecond();
    const walk = new SchemaWalk(await buildGraph(), WRITTEN);
    const clients = await everybody(world);
    await hearStreams(walk, clients, heard, planted.finish);
    const questions = questionsOf(walk, people, await longAgo(world));
    for (const [viewer, client] of clients) await heardBy(viewer).ask(client, questions);
  }, 120_000);
  afterAll(() => world?.close());

  async function pullDownTheSecond(): Promise<void> {
    const walled = `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`;
    for (const { name } of await world.look(walled))
      await world.look(`alter table ${String(name)} disable row level security`);
    expect(await world.look(walled)).toEqual([]);
  }

  test.each(VIEWERS)('%s still sees its own people, and of them what the domain’s table says', (viewer) => {
    expect(wrongFields(viewer, people, heardBy(viewer))).toEqual([]);
  });

  test.each(VIEWERS)(
    '%s still meets no mark of anybody else in lists, nodes, edges, pictures and frames',
    (viewer) => {
      expect(wrongMarks(viewer, people, heardBy(viewer))).toEqual([]);
    },
  );

  test.each(VIEWERS)(
    '%s still meets the wishes, referrals, journeys and arrivals of its side, and no others',
    (viewer) => {
      expect(wrongNouns(viewer, people, heardBy(viewer))).toEqual([]);
    },
  );

  test('and no list counts what it does not show', () => {
    for (const viewer of VIEWERS) expect([viewer, ...heardBy(viewer).miscounted]).toEqual([viewer]);
  });
});
