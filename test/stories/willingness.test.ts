import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, businessDay } from '#kernel/business-day.js';
import { toGlobalId } from '#kernel/global-id.js';
import { idCheckCharacter } from '#kernel/id-number.js';
import { confirmWillingness } from '#willingness/confirm-willingness.js';
import { expireWillingness } from '#willingness/expire-willingness.js';
import { type NewWish, recordWillingness } from '#willingness/record-willingness.js';
import { satisfyWillingness } from '#willingness/satisfy-willingness.js';
import {
  loadWillingness,
  loadWillingnessOfWorkers,
  willingnessPayload,
} from '#willingness/willingness.list.js';
import { withdrawWillingness } from '#willingness/withdraw-willingness.js';
import { registerWorker } from '#worker/register-worker.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';

let world: TestGround;
let now = new Date('2026-03-01T02:00:00Z');
beforeAll(async () => {
  world = await openGround({ now: () => now });
});
afterAll(() => world.close());

let born = 0;
async function worker(): Promise<{ key: string; id: string }> {
  born += 1;
  const first17 = `99900119900101${String(born).padStart(3, '0')}`;
  const op = await world.as('county@liping');
  const key = await op.write('worker.register', {}, (inside) =>
    registerWorker(inside, {
      idNumber: first17 + idCheckCharacter(first17),
      name: '杨虚构',
      serviceRegion: '522631003',
      hukouRegion: '522631003',
      education: 'PRIMARY',
      workAbility: 'FULL',
    }),
  );
  return { key, id: toGlobalId('Worker', key) };
}

const wish = (worker: string, over: Partial<NewWish> = {}): NewWish => ({
  worker,
  kind: 'WORK',
  intent: 'GO_OUT',
  destinations: ['440600'],
  method: 'VISIT',
  ...over,
});
const record = async (input: NewWish, handle: Handle = 'county@liping') => {
  const op = await world.as(handle);
  return willingnessPayload(op, await op.write('willingness.record', {}, (i) => recordWillingness(i, input)));
};
const confirm = async (input: Parameters<typeof confirmWillingness>[1], handle: Handle = 'county@liping') => {
  const op = await world.as(handle);
  return willingnessPayload(
    op,
    await op.write('willingness.confirm', {}, (i) => confirmWillingness(i, input)),
  );
};
const withdraw = async (id: string, handle: Handle = 'county@liping') => {
  const op = await world.as(handle);
  return willingnessPayload(
    op,
    await op.write('willingness.withdraw', {}, (i) => withdrawWillingness(i, { id })),
  );
};
const stateOf = async (key: string) =>
  (await world.look('select state from willingness where id = $1', [key]))[0]?.['state'];
const inDemand = async (workerKey: string) =>
  (await world.look('select in_demand from standing where worker_id = $1', [workerKey]))[0]?.['in_demand'];

describe('a county writes down what a person wants', () => {
  test('recorded, it counts nowhere; confirmed, the person is on the demand list', async () => {
    const { key, id } = await worker();
    const { willingness } = await record(wish(id, { occupations: ['缝纫', '缝纫'], wageMin: 400000 }));
    expect(willingness).toMatchObject({
      state: 'RECORDED',
      occupations: ['缝纫'],
      wageMin: 400000,
      confirmedAt: null,
    });
    expect(willingness.destinations.map((r) => r.code)).toEqual(['440600']);
    expect(willingness.validTo).toBe(addDays(businessDay(now), 180));
    expect(await inDemand(key)).toBe(false);
    const confirmed = await confirm({ id: willingness.id, method: 'PHONE' });
    expect(confirmed.willingness).toMatchObject({ state: 'ACTIVE', method: 'PHONE' });
    expect(await inDemand(key)).toBe(true);
  });

  test('the person’s own word is active at once, and the preferences keep their order', async () => {
    const { key, id } = await worker();
    const destinations = ['330100', '440604', 'G-PRD'];
    const { willingness } = await record(wish(id, { method: 'SELF', confirmed: true, destinations }));
    expect(willingness.state).toBe('ACTIVE');
    expect(willingness.destinations.map((r) => r.code)).toEqual(destinations);
    expect(await inDemand(key)).toBe(true);
  });

  test.each([
    ['a village as destination', { destinations: ['522631003'] }, 'REGION_OF_ANOTHER_LEVEL', 'destinations'],
    ['an unknown region', { destinations: ['440699'] }, 'UNKNOWN_REGION', 'destinations'],
    ['a destination twice', { destinations: ['440600', '440600'] }, 'DUPLICATE_DESTINATION', 'destinations'],
    [
      'eleven destinations',
      { destinations: Array(11).fill('440600') },
      'TOO_MANY_DESTINATIONS',
      'destinations',
    ],
    ['a place although nobody leaves', { intent: 'LOCAL' }, 'DESTINATION_WITHOUT_LEAVING', 'destinations'],
    ['no intent', { intent: null }, 'INTENT_MISSING', 'intent'],
    ['training in a wish for work', { wantsTraining: true }, 'FIELD_OF_ANOTHER_KIND', 'wantsTraining'],
    ['work in a wish for training', { kind: 'TRAINING' }, 'FIELD_OF_ANOTHER_KIND', 'intent'],
    ['a validity of today', { validTo: '2026-03-01' }, 'VALIDITY', 'validTo'],
    ['a validity of over 180 days', { validTo: '2026-08-29' }, 'VALIDITY', 'validTo'],
  ])('%s is refused', async (_name, over, reason, field) => {
    const { id } = await worker();
    await expect(record(wish(id, over as Partial<NewWish>))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
      details: { field: `input.${field}` },
    });
  });

  test('a second active wish of a kind is refused, unless it takes the first one’s place', async () => {
    const { key, id } = await worker();
    const first = (await record(wish(id, { confirmed: true }))).willingness;
    await expect(record(wish(id, { confirmed: true }))).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'WILLINGNESS_ALREADY_ACTIVE',
      details: { active: first.id },
    });
    expect(await world.look('select state from willingness where worker_id = $1', [key])).toEqual([
      { state: 'ACTIVE' },
    ]);
    const second = (await record(wish(id, { destinations: ['330100'] }))).willingness;
    await expect(confirm({ id: second.id })).rejects.toMatchObject({ reason: 'WILLINGNESS_ALREADY_ACTIVE' });
    expect((await confirm({ id: second.id, supersede: true })).willingness.state).toBe('ACTIVE');
    const op = await world.as('county@liping');
    expect(await op.batch(loadWillingness).load(first.key)).toMatchObject({
      state: 'SUPERSEDED',
      supersededBy: second.id,
    });
    const training = await record({
      worker: id,
      kind: 'TRAINING',
      method: 'SELF',
      confirmed: true,
      trainingTopics: ['电焊'],
    });
    expect(training.willingness).toMatchObject({ state: 'ACTIVE', wantsTraining: true, intent: null });
  });

  test('of two confirmed at once one is active', async () => {
    const { key, id } = await worker();
    const one = (await record(wish(id))).willingness;
    const other = (await record(wish(id))).willingness;
    const settled = await Promise.allSettled([confirm({ id: one.id }), confirm({ id: other.id })]);
    expect(settled.map((s) => s.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find((s) => s.status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', reason: 'WILLINGNESS_ALREADY_ACTIVE' },
    });
    const states = await world.look('select state from willingness where worker_id = $1 order by state', [
      key,
    ]);
    expect(states).toEqual([{ state: 'ACTIVE' }, { state: 'RECORDED' }]);
  });

  test('what has ended is not confirmed and not withdrawn again', async () => {
    const { id } = await worker();
    const { willingness } = await record(wish(id, { confirmed: true }));
    await expect(confirm({ id: willingness.id })).rejects.toMatchObject({
      reason: 'WILLINGNESS_STEP_NOT_ALLOWED',
    });
    expect((await withdraw(willingness.id)).willingness.state).toBe('WITHDRAWN');
    await expect(withdraw(willingness.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'WILLINGNESS_STEP_NOT_ALLOWED',
      details: { allowed: [] },
    });
  });

  test('only the county that serves the person writes wishes', async () => {
    const { id } = await worker();
    const { willingness } = await record(wish(id));
    await expect(record(wish(id), 'county@congjiang')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(confirm({ id: willingness.id }, 'county@congjiang')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const handle of ['station@foshan', 'employer@foshan', 'observer@province'] as const)
      await expect(withdraw(willingness.id, handle)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        reason: 'NOT_ALLOWED',
      });
  });
});

describe('who reads a wish', () => {
  test('the county, and the city that the person wants to come to; never an employer', async () => {
    const { key, id } = await worker();
    const { willingness } = await record(wish(id, { confirmed: true, barriers: ['SKILL'] }));
    const seen = async (handle: Handle) =>
      (await world.as(handle)).batch(loadWillingness).load(willingness.key);
    expect(await seen('county@liping')).toMatchObject({ barriers: ['SKILL'] });
    expect(await seen('station@foshan')).toMatchObject({ intent: 'GO_OUT', barriers: null });
    for (const handle of [
      'station@hangzhou',
      'county@congjiang',
      'employer@foshan',
      'observer@province',
      'admin@platform',
    ] as const)
      expect(await seen(handle)).toBeNull();
    const station = await world.as('station@foshan');
    expect(await station.batch(loadWillingnessOfWorkers).load(key)).toHaveLength(1);
    expect((await willingness.worker)?.name).toBe('杨虚构');
  });
});

describe('what the system draws', () => {
  test('an arrival satisfies the wish for work, in the station’s own transaction', async () => {
    const { key, id } = await worker();
    const { willingness } = await record(wish(id, { confirmed: true }));
    const op = await world.as('station@foshan');
    await op.transact('arrival.verify', (inside) => inside.asSystem(() => satisfyWillingness(inside, key)));
    expect(await stateOf(willingness.key)).toBe('SATISFIED');
    expect(await inDemand(key)).toBe(false);
    const again = await op.transact('arrival.verify', (i) => i.asSystem(() => satisfyWillingness(i, key)));
    expect(again).toBeNull();
  });

  test('the clock ends what has run out, on the day itself and not before, and the journal says so', async () => {
    const { key, id } = await worker();
    const { willingness } = await record(wish(id, { confirmed: true, validTo: '2026-03-10' }));
    const recorded = (await record(wish(id, { validTo: '2026-03-10' }))).willingness;
    const tick = () => world.system('clock').transact('clock.expireWillingness', expireWillingness);
    now = new Date('2026-03-09T15:59:00Z');
    expect(await tick()).toBe(0);
    now = new Date('2026-03-09T16:00:00Z');
    await expect(confirm({ id: recorded.id, supersede: true })).rejects.toMatchObject({
      reason: 'VALIDITY_PASSED',
    });
    expect(await tick()).toBe(2);
    expect(await stateOf(willingness.key)).toBe('EXPIRED');
    expect(await inDemand(key)).toBe(false);
    const journal = await world.look(
      `select actor, verb, before ->> 'state' as before, after ->> 'version' as version from journal_entry
       where noun = 'willingness' and noun_id = $1 order by seq desc limit 1`,
      [willingness.key],
    );
    expect(journal).toEqual([
      { actor: 'system:clock', verb: 'clock.expireWillingness', before: 'ACTIVE', version: '3' },
    ]);
    const county = await world.as('county@liping');
    await expect(county.transact('clock.expireWillingness', expireWillingness)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
