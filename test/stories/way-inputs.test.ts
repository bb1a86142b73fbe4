/** What the verbs of the way refuse of an input: what is empty is not left out, and days and signs have bounds. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inDays, registerWorker } from '../support/people.js';
import { keyIn } from '../support/journey.js';
import { aTrip, mutation, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let way: Way;

beforeAll(async () => {
  world = await openWorld({ env: { RATE_COST_PER_MINUTE: '10000000' } });
  way = await Way.in(world);
});
afterAll(() => world?.close());

describe('an empty id is not left out', () => {
  test('of a trip: nobody is booked', async () => {
    const referral = await way.offered(await way.willing(), await way.posting(2));
    await way.accept(referral);
    const id = await way.clear(await way.plan(referral, 'SELF'));
    const BOOK = mutation('bookDispatch', 'BookDispatchInput', 'dispatch { id state }');
    expect(await way.county.refusal(BOOK, { i: { id, trip: '' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'NOT_AN_ID',
      field: 'input.trip',
    });
    expect(await world.look('select state from dispatch_order where id = $1', [keyIn(id)])).toEqual([
      { state: 'CLEARED' },
    ]);
    await way.county.must(BOOK, { i: { id, trip: null } });
  });

  test.each([
    ['referrals', 'worker'],
    ['referrals', 'posting'],
    ['referrals', 'employer'],
    ['dispatches', 'worker'],
    ['dispatches', 'employer'],
    ['arrivals', 'worker'],
    ['arrivals', 'employer'],
  ])('of the filter of %s by %s: nothing is listed', async (list, field) => {
    const asked = `{ ${list}(filter: { ${field}: "" }) { totalCount } }`;
    expect(await way.county.refusal(asked)).toMatchObject({ reason: 'NOT_AN_ID', field: `filter.${field}` });
  });

  test('of the employer whose arrivals are watched', async () => {
    const watching = way.county.watch(
      'subscription { workerArrived(filter: { employer: "" }) { position } }',
    );
    const frame = await watching.take().catch((ended: unknown) => String(ended));
    expect(JSON.stringify(frame)).toMatch(/NOT_AN_ID/);
    watching.stop();
  });
});

describe('bounds', () => {
  const RECORD = mutation('recordWillingness', 'RecordWillingnessInput', 'willingness { id availableFrom }');
  const wish = (worker: string, availableFrom: string) => ({
    i: { worker, kind: 'WORK', intent: 'LOCAL', method: 'VISIT', availableFrom },
  });

  test('nobody is ready from a day further than a year from today', async () => {
    const { id } = await registerWorker(way.county, { tags: [] });
    for (const day of ['1000-01-01', '9999-12-31', inDays(367), inDays(-367)])
      expect(await way.county.refusal(RECORD, wish(id, day))).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason: 'AVAILABLE_FROM',
        field: 'input.availableFrom',
      });
    for (const day of [inDays(366), inDays(-366)]) await way.county.must(RECORD, wish(id, day));
  });

  const PLAN = mutation('planTrip', 'PlanTripInput', 'trip { id }');
  const at = (day: string) => `${day}T08:00:00+08:00`;

  test.each<[string, object]>([
    ['leaves in two years', { departAt: at(inDays(730)), arriveAt: at(inDays(731)) }],
    ['takes a month', { departAt: at(inDays(1)), arriveAt: at(inDays(31)) }],
  ])('no trip %s', async (_name, times) => {
    expect(await way.county.refusal(PLAN, { i: { ...aTrip(2), ...times } })).toMatchObject({
      reason: 'TRIP_TIMES',
      field: 'input.departAt',
    });
  });

  test.each(['plate', 'carrier'])('a %s that nobody can see is none', async (field) => {
    expect(await way.county.refusal(PLAN, { i: { ...aTrip(2), [field]: '\u200B' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: `input.${field}`,
    });
  });
});
