import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Action } from '#access/permissions.js';
import { correctFestival } from '#homecoming/correct-festival.js';
import { correctReturn } from '#homecoming/correct-return.js';
import { declareFestival } from '#homecoming/declare-festival.js';
import { endReturn } from '#homecoming/end-return.js';
import { festivalList, festivalPayload } from '#homecoming/festival.list.js';
import { recordLeavingAgain } from '#homecoming/record-leaving-again.js';
import { type NewReturn, recordReturn } from '#homecoming/record-return.js';
import { loadReturns, returneeList, returnPayload } from '#homecoming/return.list.js';
import type { ReturneeFilter } from '#homecoming/return.type.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { expiringList } from '#willingness/expiring.list.js';
import { type NewWish, recordWillingness } from '#willingness/record-willingness.js';
import { willingnessPayload } from '#willingness/willingness.list.js';
import { correctWorker } from '#worker/correct-worker.js';
import { registerWorker } from '#worker/register-worker.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';
import { inventedIdNumber } from '../support/people.js';

let world: TestGround;
let now = new Date('2027-01-20T02:00:00Z');
beforeAll(async () => {
  world = await openGround({ now: () => now });
});
afterAll(() => world.close());

const COUNTY = 'county@liping';
const AWAY = { form: 'CONTRACT', regionCode: '440604' };

async function worker(employment: typeof AWAY | null = AWAY): Promise<{ key: string; id: string }> {
  const op = await world.as(COUNTY);
  const key = await op.write('worker.register', {}, (inside) =>
    registerWorker(inside, {
      idNumber: inventedIdNumber(),
      name: '杨虚构',
      serviceRegion: '522631003',
      hukouRegion: '522631003',
      education: 'PRIMARY',
      workAbility: 'FULL',
      ...(employment ? { employment } : {}),
    }),
  );
  return { key, id: toGlobalId('Worker', key) };
}
async function write(
  action: Action,
  input: { idempotencyKey?: string | null },
  verb: (op: Operation) => Promise<{ id: string }>,
  handle: Handle = COUNTY,
): Promise<string> {
  return (await world.as(handle)).write(action, input, verb);
}
const home = async (input: NewReturn & { idempotencyKey?: string }, handle: Handle = COUNTY) => {
  const key = await write('return.record', input, (op) => recordReturn(op, input), handle);
  return (await returnPayload(await world.as(handle), key)).returnRecord;
};
const correct = (input: Parameters<typeof correctReturn>[1], handle: Handle = COUNTY) =>
  write('return.correct', {}, (op) => correctReturn(op, input), handle);
const leave = (id: string, leftOn?: string) =>
  write('leavingAgain.record', {}, (op) => recordLeavingAgain(op, { id, leftOn: leftOn ?? null }));
const worksIn = async (key: string) =>
  (await world.look('select employment_region as at from worker where id = $1', [key]))[0]?.['at'];
async function returnees(filter: ReturneeFilter = {}, handle: Handle = COUNTY) {
  const op = await world.as(handle);
  const page = await readConnection(
    op,
    returneeList(op, filter),
    { first: 100 },
    { total: true, cursors: true },
  );
  expect(page.totalCount).toBe(page.nodes.length);
  return Promise.all(page.nodes.map(async ({ worker: who, reason }) => ({ who: (await who)?.key, reason })));
}
const isOn = async (key: string, filter: ReturneeFilter = {}) =>
  (await returnees(filter)).some(({ who }) => who === key);

describe('who comes home', () => {
  test('for a festival with a plan to leave soon stays at work away, and is no returnee', async () => {
    const { key, id } = await worker();
    const record = await home({ worker: id, reason: 'FESTIVAL', planToLeaveOn: '2027-02-20' });
    expect(record).toMatchObject({ jobKept: true, returnedOn: '2027-01-20', companions: 0 });
    expect(record.fromRegion?.code).toBe('440604');
    expect(await worksIn(key)).toBe('440604');
    expect(await isOn(key)).toBe(false);
    // Corrected to another reason, the work ends; it does not come back by itself.
    await correct({ id: record.id, reason: 'JOB_LOST' });
    expect(await worksIn(key)).toBeNull();
    expect(await isOn(key, { reasons: ['JOB_LOST'] })).toBe(true);
    await correct({ id: record.id, reason: 'FESTIVAL' });
    expect(await worksIn(key)).toBeNull();
  });

  test.each([
    ['for a festival without a plan', { reason: 'FESTIVAL' }],
    ['for a festival and stays longer', { reason: 'FESTIVAL', planToLeaveOn: '2027-03-22' }],
    ['because the work is gone', { reason: 'JOB_LOST', planToLeaveOn: '2027-01-25' }],
  ])('%s is at work away no longer, and a returnee', async (_why, more) => {
    const { key, id } = await worker();
    expect(await home({ worker: id, ...more })).toMatchObject({ jobKept: false });
    expect(await worksIn(key)).toBeNull();
    expect(await returnees()).toContainEqual({ who: key, reason: more.reason });
    const said = await world.look(
      `select verb from journal_entry where noun = 'worker' and noun_id = $1 order by seq desc limit 1`,
      [key],
    );
    expect(said).toEqual([{ verb: 'return.record' }]);
  });

  test('keeps the work at home, and is a returnee until there is work away again', async () => {
    const { key, id } = await worker({ form: 'FARM', regionCode: '522631' });
    await home({ worker: id, reason: 'SEASON_END', fromRegion: '440600' });
    expect([await worksIn(key), await isOn(key)]).toEqual(['522631', true]);
    await write(
      'worker.correct',
      {},
      async (op) => (await correctWorker(op, { id, employment: AWAY })).worker,
    );
    expect(await isOn(key)).toBe(false);
  });

  test('is at home once, also of two who write at once, and once for each key', async () => {
    const { id } = await worker(null);
    const key = { idempotencyKey: 'return-0001' };
    const first = await home({ worker: id, reason: 'FAMILY', ...key });
    expect(await home({ worker: id, reason: 'FAMILY', ...key })).toMatchObject({ id: first.id });
    await expect(home({ worker: id, reason: 'FAMILY' })).rejects.toMatchObject({ reason: 'ALREADY_HOME' });
    await leave(first.id);
    const settled = await Promise.allSettled([
      home({ worker: id, reason: 'OTHER' }),
      home({ worker: id, reason: 'OTHER' }),
    ]);
    expect(settled.map((s) => s.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('is at home once at any time: no return lies within another stay', async () => {
    const { id } = await worker(null);
    const record = await home({ worker: id, reason: 'ILLNESS', returnedOn: '2027-01-10' });
    await leave(record.id, '2027-01-15');
    for (const returnedOn of ['2027-01-05', '2027-01-10', '2027-01-14'])
      await expect(home({ worker: id, reason: 'FAMILY', returnedOn })).rejects.toMatchObject({
        code: 'CONFLICT',
        reason: 'RETURN_OVERLAPS',
        details: { field: 'input.returnedOn' },
      });
    const second = await home({ worker: id, reason: 'FAMILY', returnedOn: '2027-01-15' });
    await expect(correct({ id: second.id, returnedOn: '2027-01-14' })).rejects.toMatchObject({
      reason: 'RETURN_OVERLAPS',
    });
    await correct({ id: second.id, returnedOn: '2027-01-16' });
    // Who leaves while another return is written down: one after the other.
    const settled = await Promise.allSettled([
      leave(second.id, '2027-01-19'),
      home({ worker: id, reason: 'OTHER', returnedOn: '2027-01-18' }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('leaves again, by the county’s word or by a verified arrival, and is on the list no more', async () => {
    const [one, two] = [await worker(), await worker()];
    const record = await home({ worker: one.id, reason: 'ILLNESS', returnedOn: '2027-01-10' });
    await home({ worker: two.id, reason: 'ILLNESS' });
    await expect(leave(record.id, '2027-01-09')).rejects.toMatchObject({ reason: 'LEAVING_DAY' });
    await leave(record.id, '2027-01-19');
    await expect(leave(record.id)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_LEFT' });
    await world.system().transact('demo.load', (op) => op.asSystem(() => endReturn(op, two.key)));
    expect([await isOn(one.key), await isOn(two.key)]).toEqual([false, false]);
  });

  test('is a returnee for 180 days, or of the festival in which the return lies', async () => {
    const { key, id } = await worker();
    await home({ worker: id, reason: 'SEASON_END', returnedOn: '2026-07-24' });
    expect(await isOn(key)).toBe(true);
    const declared = await write('festival.declare', {}, (op) =>
      declareFestival(op, { name: '火把节', fromOn: '2026-07-20', toOn: '2026-07-26' }),
    );
    const { festival } = await festivalPayload(await world.as(COUNTY), declared);
    now = new Date('2027-01-21T02:00:00Z');
    expect([await isOn(key), await isOn(key, { festival: festival.id })]).toEqual([false, true]);
    now = new Date('2027-01-20T02:00:00Z');
  });

  test('who meant to leave and is still here is found', async () => {
    const { key, id } = await worker(null);
    await home({ worker: id, reason: 'FESTIVAL', returnedOn: '2027-01-10', planToLeaveOn: '2027-01-19' });
    expect([await isOn(key, { planPassed: true }), await isOn(key, { planPassed: false })]).toEqual([
      true,
      false,
    ]);
  });

  test('a health flag is read until its day', async () => {
    const { id } = await worker(null);
    const record = await home({ worker: id, reason: 'ILLNESS', healthFlagUntil: '2027-01-30' });
    expect(record.healthFlagUntil).toBe('2027-01-30');
    now = new Date('2027-01-30T02:00:00Z');
    expect(await (await world.as(COUNTY)).batch(loadReturns).load(record.key)).toMatchObject({
      healthFlagUntil: null,
    });
    now = new Date('2027-01-20T02:00:00Z');
  });

  test.each([
    ['tomorrow', { returnedOn: '2027-01-21' }, 'RETURN_DAY', 'returnedOn'],
    ['long ago', { returnedOn: '2026-01-18' }, 'RETURN_DAY', 'returnedOn'],
    ['with a plan before the return', { planToLeaveOn: '2027-01-19' }, 'PLAN_TO_LEAVE', 'planToLeaveOn'],
    ['with a crowd', { companions: 51 }, 'OUT_OF_BOUNDS', 'companions'],
    ['with a flag for ever', { healthFlagUntil: '2027-04-21' }, 'HEALTH_FLAG', 'healthFlagUntil'],
    ['from a group', { fromRegion: 'G-PRD' }, 'REGION_OF_ANOTHER_LEVEL', 'fromRegion'],
  ])('%s is refused, and nothing is written', async (_what, more, reason, field) => {
    const { key, id } = await worker();
    await expect(home({ worker: id, reason: 'OTHER', ...more })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
      details: { field: `input.${field}` },
    });
    expect(await worksIn(key)).toBe('440604');
  });

  test('is the county’s to write and to read', async () => {
    const { id } = await worker();
    await expect(home({ worker: id, reason: 'OTHER' }, 'county@congjiang')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const record = await home({ worker: id, reason: 'OTHER' });
    await expect(correct({ id: record.id, companions: 1 }, 'county@congjiang')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const handle of [
      'station@foshan',
      'employer@foshan',
      'observer@province',
      'admin@platform',
    ] as const) {
      await expect(home({ worker: id, reason: 'OTHER' }, handle)).rejects.toMatchObject({
        reason: 'NOT_ALLOWED',
      });
      expect(await returnees({}, handle)).toEqual([]);
    }
    for (const handle of [
      'county@congjiang',
      'station@foshan',
      'employer@foshan',
      'observer@province',
    ] as const)
      expect(await (await world.as(handle)).batch(loadReturns).load(record.key)).toBeNull();
  });
});

describe('a festival', () => {
  const declare = (name: string, fromOn: string, toOn: string, handle: Handle = COUNTY) =>
    write('festival.declare', {}, (op) => declareFestival(op, { name, fromOn, toOn }), handle);

  test('of a county does not overlap another of its own, and is corrected by the county alone', async () => {
    const key = await declare('2027年春节', '2027-01-22', '2027-03-02');
    await expect(declare('元宵', '2027-03-02', '2027-03-05')).rejects.toMatchObject({
      reason: 'FESTIVAL_OVERLAPS',
    });
    await declare('2027年春节', '2027-01-22', '2027-03-02', 'county@congjiang');
    const id = toGlobalId('Festival', key);
    const change = (handle: Handle) =>
      write('festival.correct', {}, (op) => correctFestival(op, { id, toOn: '2027-03-01' }), handle);
    await expect(change('county@congjiang')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(change('station@foshan')).rejects.toMatchObject({ reason: 'NOT_ALLOWED' });
    await change(COUNTY);
    await declare('元宵', '2027-03-02', '2027-03-05');
    const op = await world.as('county@congjiang');
    const page = await readConnection(op, festivalList(op), {}, { total: true, cursors: false });
    expect(page.nodes.map(({ name }) => name)).toEqual(['2027年春节']);
  });
});

describe('a wish', () => {
  const wish = async (more: Partial<NewWish> = {}) => {
    const { id } = await worker(null);
    const input = { worker: id, kind: 'WORK', intent: 'GO_OUT', method: 'VISIT', confirmed: true, ...more };
    const key = await write('willingness.record', {}, (op) => recordWillingness(op, input));
    return (await willingnessPayload(await world.as(COUNTY), key)).willingness;
  };

  test('to go back to a former employer names its city first, unless the city is named already', async () => {
    const [found] = await world.look(
      `select organization_id as id from account where handle = 'employer@foshan'`,
    );
    const formerEmployer = toGlobalId('Organization', String(found?.['id']));
    const back = await wish({ formerEmployer, destinations: ['330100'] });
    expect(back.destinations.map(({ code }) => code)).toEqual(['440604', '330100']);
    expect((await back.formerEmployer)?.name).toBe('机构 employer@foshan');
    const named = await wish({ formerEmployer, destinations: ['330100', '440600'] });
    expect(named.destinations.map(({ code }) => code)).toEqual(['330100', '440600']);
    await expect(wish({ formerEmployer, intent: 'LOCAL' })).rejects.toMatchObject({
      reason: 'DESTINATION_WITHOUT_LEAVING',
      details: { field: 'input.formerEmployer' },
    });
    const [bureau] = await world.look(
      `select organization_id as id from account where handle = 'county@liping'`,
    );
    await expect(
      wish({ formerEmployer: toGlobalId('Organization', String(bureau?.['id'])) }),
    ).rejects.toMatchObject({ reason: 'NOT_AN_EMPLOYER' });
  });

  test('that ends within 14 days is on the list, the first to end first; on its day it is no longer', async () => {
    const later = await wish({ validTo: '2027-02-03', destinations: ['440600'] });
    const sooner = await wish({ validTo: '2027-02-01', destinations: ['440600'] });
    await wish({ validTo: '2027-02-04', destinations: ['440600'] });
    await wish({ validTo: '2027-02-01', destinations: ['440600'], confirmed: false });
    const seen = async (handle: Handle, days?: number, after?: string | null) => {
      const op = await world.as(handle);
      const page = await readConnection(
        op,
        expiringList(op, { days: days ?? null }),
        { first: 1, after: after ?? null },
        { total: true, cursors: true },
      );
      return { ids: page.nodes.map(({ id }) => id), total: page.totalCount, end: page.pageInfo.endCursor };
    };
    const first = await seen(COUNTY);
    expect(first).toMatchObject({ ids: [sooner.id], total: 2 });
    expect((await seen(COUNTY, undefined, first.end)).ids).toEqual([later.id]);
    expect(await seen(COUNTY, 15)).toMatchObject({ total: 3 });
    expect(await seen('county@congjiang')).toMatchObject({ total: 0 });
    await expect(seen(COUNTY, 0)).rejects.toMatchObject({ reason: 'DAYS_AHEAD' });
  });
});
