/** How much one account may learn by asking for persons: an hour's look-ups, and not one more. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { inventedIdNumber, registerWorker } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

const LIMIT = 5;
const REGISTER = 'mutation($i: RegisterWorkerInput!) { registerWorker(input: $i) { worker { id } } }';
const REVEAL = 'mutation($i: RevealIdentityInput!) { revealIdentity(input: $i) { idNumber } }';

let world: World;
let liping: Client;
let now = Date.now();
beforeAll(async () => {
  world = await openWorld({
    env: { LOOK_UPS_PER_HOUR: String(LIMIT) },
    clock: () => new Date(now),
    tokenSeconds: 86_400,
  });
  liping = await world.as('county@liping');
});
afterAll(() => world?.close());

const tries = (county: Client, town: string, idNumber: string) =>
  county.send(REGISTER, {
    i: {
      idNumber,
      name: '测试乙',
      serviceRegion: town,
      hukouRegion: town,
      education: 'PRIMARY',
      workAbility: 'FULL',
    },
  });
const reasonOf = (answer: Awaited<ReturnType<typeof tries>>) =>
  answer.errors?.[0]?.extensions.reason ?? 'DONE';

describe('an account looks up so many persons in an hour', () => {
  test('who are another county’s; afterwards nobody is registered, so that no refusal tells more', async () => {
    const congjiang = await world.as('county@congjiang');
    const theirs = Array.from({ length: LIMIT + 1 }, () => inventedIdNumber());
    for (const idNumber of theirs) await registerWorker(liping, { idNumber, tags: [] });
    const meet = (idNumber: string) => tries(congjiang, '522633100', idNumber);

    // Its own people are met again and again for nothing.
    const own = inventedIdNumber();
    expect(reasonOf(await meet(own))).toBe('DONE');
    for (let i = 0; i < LIMIT + 2; i += 1)
      expect(reasonOf(await meet(own))).toBe('WORKER_ALREADY_REGISTERED');

    // Many at once are counted one by one.
    const met = await Promise.all([...theirs, ...theirs].map(meet));
    const said = met.map(reasonOf);
    expect(said.filter((reason) => reason === 'WORKER_ALREADY_REGISTERED')).toHaveLength(LIMIT);
    expect(said.filter((reason) => reason === 'LOOK_UPS_SPENT')).toHaveLength(LIMIT + 2);

    const refused = (await meet(inventedIdNumber())).errors?.[0]?.extensions;
    expect(refused).toMatchObject({
      code: 'RATE_LIMITED',
      reason: 'LOOK_UPS_SPENT',
      details: { limit: LIMIT },
    });
    const wait = Number(refused?.details?.['retryAfterSeconds']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(3_600);
    expect((await meet(theirs[0] ?? '')).errors?.[0]?.extensions).toEqual(refused);

    // Another account has an hour of its own, and so has this one when its own is over.
    expect(reasonOf(await tries(liping, '522631003', inventedIdNumber()))).toBe('DONE');
    now += wait * 1_000;
    expect(reasonOf(await meet(inventedIdNumber()))).toBe('DONE');
    expect(reasonOf(await meet(theirs[0] ?? ''))).toBe('WORKER_ALREADY_REGISTERED');
  });

  test('whose number it writes into somebody of its own', async () => {
    now += 3_600_000;
    const congjiang = await world.as('county@congjiang');
    const { id } = await registerWorker(congjiang, {
      serviceRegion: '522633100',
      hukouRegion: '522633100',
      tags: [],
    });
    const write = async (idNumber: string) =>
      reasonOf(
        await congjiang.send(
          'mutation($i: CorrectWorkerInput!) { correctWorker(input: $i) { worker { id } } }',
          {
            i: { id, idNumber },
          },
        ),
      );
    const theirs = inventedIdNumber();
    await registerWorker(liping, { idNumber: theirs, tags: [] });
    for (let i = 0; i < LIMIT; i += 1) {
      expect(await write(inventedIdNumber())).toBe('DONE');
      expect(await write(theirs)).toBe('WORKER_ALREADY_REGISTERED');
    }
    expect(await write(theirs)).toBe('LOOK_UPS_SPENT');
    expect(await write(inventedIdNumber())).toBe('LOOK_UPS_SPENT');
  });

  test('whose identity it reads in full; a reading that is refused is not written down', async () => {
    const officer = await world.as('officer@liping');
    const { id } = await registerWorker(liping);
    const read = (idempotencyKey: string) =>
      officer.send(REVEAL, { i: { id, purpose: 'INSURANCE', idempotencyKey } });
    const answers = await Promise.all(
      Array.from({ length: LIMIT + 3 }, (_, i) => read(`reading-number-${i}`)),
    );
    expect(answers.map(reasonOf).filter((reason) => reason === 'DONE')).toHaveLength(LIMIT);
    expect(answers.map(reasonOf).filter((reason) => reason === 'LOOK_UPS_SPENT')).toHaveLength(3);
    const [written] = await world.look('select count(*)::int as n from identity_reading');
    expect(written).toEqual({ n: LIMIT });
    // What has been read already may be fetched again by its key.
    const done = answers.findIndex((answer) => !answer.errors);
    expect(reasonOf(await read(`reading-number-${done}`))).toBe('DONE');
  });
});
