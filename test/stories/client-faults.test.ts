/** Faults of the caller are the caller's: told as such, changing nothing, and no alarm in our log. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aTrip, mutation } from '../support/way.js';
import { overSocket, post, workDone } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
const errorsLogged: string[] = [];
beforeAll(async () => {
  world = await openWorld({
    env: { LOG_LEVEL: 'error' },
    logTo: (line) => void errorsLogged.push(line),
  });
});
afterAll(async () => {
  await world?.close();
  expect(errorsLogged).toEqual([]);
});

test.each(['a stranger', 'county@liping'])(
  'the only operation of a document does not run by another name: %s',
  async (who) => {
    const token = who === 'a stranger' ? undefined : await world.token(who);
    for (let again = 0; again < 2; again += 1) {
      const { status, errors } = await post(world.baseUrl, token, {
        query: 'query A { __typename }',
        operationName: 'B',
      });
      expect([status, errors?.[0]?.extensions.reason]).toEqual([400, 'OPERATION_UNKNOWN']);
    }
  },
);

test('no change is made by a mutation that was asked for by another name', async () => {
  const before = await workDone(world);
  const { status, errors } = await post(world.baseUrl, await world.token('county@liping'), {
    query: mutation('planTrip', 'PlanTripInput', ''),
    operationName: 'another',
    variables: { i: aTrip(10) },
  });
  expect([status, errors?.[0]?.extensions.reason]).toEqual([400, 'OPERATION_UNKNOWN']);
  expect((await workDone(world)).journal).toBe(before.journal);
});

test.each([
  ['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59-14:59'],
  ['9999-12-31T20:00:00Z', '9999-12-31T21:00:00Z'],
  ['1900-01-01T00:00:00+08:00', '2026-03-01T08:30:00+08:00'],
])('a trip at a moment that no calendar of ours has is refused: %s', async (departAt, arriveAt) => {
  const query = mutation('planTrip', 'PlanTripInput', '');
  const variables = { i: { ...aTrip(10), departAt, arriveAt } };
  const token = await world.token('county@liping');
  const { status, errors } = await post(world.baseUrl, token, { query, variables });
  expect([status, errors?.[0]?.extensions.reason]).toEqual([400, 'DATE_TIME_OUT_OF_RANGE']);
  const socket = await overSocket(world.baseUrl, token, query, variables);
  expect(socket.errors[0]?.extensions.reason).toBe('DATE_TIME_OUT_OF_RANGE');
});
