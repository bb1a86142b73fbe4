import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idCheckCharacter } from '#kernel/id-number.js';
import { type Connection, readConnection } from '#kernel/page.js';
import type { Operation } from '#kernel/operation.js';
import { correctWorker, type WorkerCorrection } from '#worker/correct-worker.js';
import { type NewWorker, registerWorker } from '#worker/register-worker.js';
import { readRevealed, revealIdentity } from '#worker/reveal-identity.js';
import { rotateKeys } from '#worker/rotate-keys.js';
import { tagWorker } from '#worker/tag-worker.js';
import { untagWorker } from '#worker/untag-worker.js';
import { workerList } from '#worker/worker-filter.list.js';
import { loadWorkers, type WorkerNode, workerPayload } from '#worker/worker.list.js';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { openOperation } from '#store/open-operation.js';
import { createReader } from '#store/reader.js';
import { toGlobalId } from '#kernel/global-id.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';

let world: TestGround;
beforeAll(async () => {
  world = await openGround();
});
afterAll(() => world.close());

let born = 0;
/** A new invented ID number on every call. */
function idNumber(birth = '19900101', sex: 1 | 2 = 1): string {
  born += 1;
  const first17 = `999001${birth}${String(born * 2 + (sex === 1 ? 1 : 0)).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

/** One whose check character is X. */
function idNumberWithX(): string {
  for (;;) {
    const found = idNumber();
    if (found.endsWith('X')) return found;
  }
}

const person = (over: Partial<NewWorker> = {}): NewWorker => ({
  idNumber: idNumber(),
  name: '杨虚构',
  phone: '15400000001',
  serviceRegion: '522631003',
  hukouRegion: '522631101',
  education: 'JUNIOR_HIGH',
  workAbility: 'FULL',
  ...over,
});

const register = async (over: Partial<NewWorker> = {}, handle: Handle = 'county@liping') => {
  const op = await world.as(handle);
  const input = person(over);
  const key = await op.write('worker.register', {}, (inside) => registerWorker(inside, input));
  return { key, id: toGlobalId('Worker', key), input };
};
const correct = async (input: WorkerCorrection, handle: Handle = 'county@liping') => {
  const op = await world.as(handle);
  const key = await op.write(
    'worker.correct',
    {},
    async (inside) => (await correctWorker(inside, input)).worker,
  );
  return workerPayload(op, key);
};
const seenBy = async (handle: Handle, key: string) => (await world.as(handle)).batch(loadWorkers).load(key);
const keysOf = async (op: Operation, filter = {}) => {
  const page = await readConnection(
    op,
    workerList(op, filter),
    { first: 200 },
    { total: true, cursors: true },
  );
  return { keys: page.nodes.map((n) => n.key), total: page.totalCount };
};

/** A referral, as far as it tells who may know of the person. */
async function referred(key: string, state: string): Promise<void> {
  const [employer] = await world.look(
    `select o.id from organization o join account a on a.organization_id = o.id where a.handle = 'employer@foshan'`,
  );
  await world.plant(
    `insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to, opened_at)
     values (?, '普工', '440604', '440604', 10, 'OPEN', '2030-01-01', now())`,
    [employer?.['id']],
  );
  await world.plant(
    `insert into referral (worker_id, posting_id, employer_id, origin, destination, state, submitted_at)
     select ?, id, employer_id, '522631003', '440604', ?, case when ? <> 'CREATED' then now() end
     from job_posting order by id desc limit 1`,
    [key, state, state],
  );
}

async function checkedIn(key: string): Promise<void> {
  await world.plant(
    `insert into dispatch_order (dispatch_no, worker_id, posting_id, employer_id, origin_region, destination_region, origin,
       destination, kind, transport, planned_on, state)
     select 'T-' || ?, ?, posting_id, employer_id, '522631', '440604', '522631003', '440604', 'LONG_TERM', 'CHARTER', '2026-01-01', 'ARRIVED'
     from referral where worker_id = ?`,
    [key, key, key],
  );
  await world.plant(
    `insert into arrival (dispatch_id, worker_id, posting_id, employer_id, origin, destination, state, expected_on, in_city_at)
     select id, worker_id, posting_id, employer_id, origin, destination, 'IN_CITY', planned_on, now() from dispatch_order where worker_id = ?`,
    [key],
  );
}

describe('a county registers one of its people', () => {
  test('sex and birth date come from the ID number, and the county sees the person in full', async () => {
    const { key } = await register({ idNumber: idNumber('19850703', 2), name: '欧阳虚构' });
    const worker = await seenBy('county@liping', key);
    expect(worker).toMatchObject({
      name: '欧阳虚构',
      birthDate: '1985-07-03',
      sexCode: 2,
      phone: '15400000001',
      invented: true,
      version: 1,
      tags: [],
      target: false,
    });
    expect(worker?.serviceRegion.code).toBe('522631003');
    expect(worker?.idNumberMasked).toMatch(/^9990\*{10}\d{3}[\dX]$/);
  });

  test('neither the tables nor the journal hold the identity readable', async () => {
    const { key, input } = await register({ name: '石虚构甲', phone: '15400009876' });
    const all = JSON.stringify([
      await world.look('select * from worker where id = $1', [key]),
      await world.look(
        'select name_enc, id_number_enc, phone_enc from worker_identity where worker_id = $1',
        [key],
      ),
      await world.look('select * from journal_entry where noun_id = $1', [key]),
    ]);
    for (const secret of [input.idNumber, '石虚构甲', '15400009876']) expect(all).not.toContain(secret);
  });

  test.each([
    ['the same number', (n: string) => n],
    ['with spaces', (n: string) => `${n.slice(0, 6)} ${n.slice(6)} `],
    ['with a lower-case x', (n: string) => n.toLowerCase()],
    ['with 15 digits', (n: string) => n.slice(0, 6) + n.slice(8, 17)],
  ])('nobody is registered twice: %s', async (_name, spelled) => {
    const { input } = await register({ idNumber: idNumberWithX() });
    const before = await world.look('select count(*) from worker');
    await expect(register({ idNumber: spelled(input.idNumber) }, 'county@liping')).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'WORKER_ALREADY_REGISTERED',
    });
    await expect(
      register({ idNumber: spelled(input.idNumber), serviceRegion: '522633100' }, 'county@congjiang'),
    ).rejects.toMatchObject({ code: 'CONFLICT', reason: 'WORKER_ALREADY_REGISTERED', details: {} });
    expect(await world.look('select count(*) from worker')).toEqual(before);
  });

  test.each([
    ['a wrong check digit', { idNumber: '110105194912310021' }, 'BAD_CHECK_DIGIT', 'input.idNumber'],
    [
      'an impossible birth date',
      { idNumber: '110105194902300020' },
      'IMPOSSIBLE_BIRTH_DATE',
      'input.idNumber',
    ],
    [
      'a region of another level',
      { serviceRegion: '522600' },
      'REGION_OF_ANOTHER_LEVEL',
      'input.serviceRegion',
    ],
    ['a region that is not', { serviceRegion: '522632' }, 'UNKNOWN_REGION', 'input.serviceRegion'],
    ['a name of digits', { name: '123' }, 'NAME', 'input.name'],
    ['no mobile number', { phone: '02912345678' }, 'NOT_A_MOBILE', 'input.phone'],
  ])('%s is refused', async (_name, over, reason, field) => {
    await expect(register(over)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
      details: { field },
    });
  });

  test('a child may be registered, outside the labour base', async () => {
    const { key } = await register({ idNumber: idNumber('20200601') });
    expect(await world.look('select in_base from standing where worker_id = $1', [key])).toEqual([
      { in_base: false },
    ]);
  });

  test('not for another county’s place, and nobody else registers', async () => {
    await expect(register({ serviceRegion: '522633100' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_YOUR_SIDE',
    });
    for (const handle of [
      'station@foshan',
      'employer@foshan',
      'observer@province',
      'admin@platform',
    ] as const)
      await expect(register({}, handle)).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
  });

  test('an invented identity enters a demo database only', async () => {
    const real = await openGround({ demo: false });
    try {
      const op = await real.as('county@liping');
      await expect(
        op.write('worker.register', {}, (inside) => registerWorker(inside, person())),
      ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', reason: 'DEMO_IDENTITY' });
    } finally {
      await real.close();
    }
  });
});

describe('a county corrects what it wrote', () => {
  test('what is left out stays, and null takes away', async () => {
    const { key, id } = await register({ employment: { form: 'CONTRACT', regionCode: '440604' } });
    await correct({ id, education: 'COLLEGE', phone: null });
    const worker = await seenBy('county@liping', key);
    expect(worker).toMatchObject({ education: 'COLLEGE', phone: null, name: '杨虚构', version: 2 });
    expect(worker?.employment).toMatchObject({ form: 'CONTRACT' });
    await correct({ id, employment: null });
    expect((await seenBy('county@liping', key))?.employment).toBeNull();
  });

  test('whoever read an older version is told, even where only the phone changed', async () => {
    const { id } = await register();
    await correct({ id, version: 1, phone: '15400000002' });
    await expect(correct({ id, version: 1, phone: '15400000003' }, 'officer@liping')).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'CHANGED_MEANWHILE',
    });
  });

  test.each([
    ['the same field', { education: 'COLLEGE' }, { education: 'BACHELOR' }],
    ['different fields', { education: 'COLLEGE' }, { phone: '15400000009' }],
    ['only identities', { name: '杨虚构乙' }, { phone: '15400000008' }],
  ])('of two officers at once one gets CHANGED_MEANWHILE: %s', async (_name, one, other) => {
    const { id } = await register();
    const settled = await Promise.allSettled([
      correct({ id, version: 1, ...one }),
      correct({ id, version: 1, ...other }, 'officer@liping'),
    ]);
    expect(settled.map((s) => s.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find((s) => s.status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', reason: 'CHANGED_MEANWHILE' },
    });
  });

  test('not another county’s person: a foreign id is the same as none', async () => {
    const { id } = await register();
    const refused = correct({ id, education: 'COLLEGE' }, 'county@congjiang');
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const nobody = toGlobalId('Worker', '01900000-0000-7000-8000-000000000000');
    await expect(correct({ id: nobody, education: 'COLLEGE' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the county of the hukou reads, and does not write', async () => {
    const { key, id } = await register({ hukouRegion: '522633100' });
    expect((await seenBy('county@congjiang', key))?.name).toBe('杨虚构');
    await expect(correct({ id, education: 'COLLEGE' }, 'county@congjiang')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_YOUR_SIDE',
    });
  });
});

describe('a county tags its people', () => {
  const tag = async (input: Parameters<typeof tagWorker>[1]) =>
    (await world.as('county@liping')).write('worker.tag', {}, (inside) => tagWorker(inside, input));
  const untag = async (input: Parameters<typeof untagWorker>[1]) =>
    (await world.as('county@liping')).write('worker.untag', {}, (inside) => untagWorker(inside, input));

  test('the person is of the target population while the tag holds', async () => {
    const { key, id } = await register();
    await tag({ id, tag: 'POVERTY_ALLEVIATED', validFrom: '2020-12-31', source: '建档立卡名册' });
    expect(await seenBy('county@liping', key)).toMatchObject({ target: true, tags: ['POVERTY_ALLEVIATED'] });
    await untag({ id, tag: 'POVERTY_ALLEVIATED' });
    const after = await seenBy('county@liping', key);
    expect(after).toMatchObject({ target: false, tags: [] });
    expect(await after?.tagRecords).toMatchObject([{ tag: 'POVERTY_ALLEVIATED', validFrom: '2020-12-31' }]);
  });

  test('not twice in one period, not without a kind where one is needed, not away where there is none', async () => {
    const { id } = await register();
    await tag({ id, tag: 'LOW_INCOME', source: '民政名册' });
    await expect(tag({ id, tag: 'LOW_INCOME', source: '民政名册' })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'TAG_OVERLAPS',
    });
    await expect(tag({ id, tag: 'MONITORED', source: '监测系统' })).rejects.toMatchObject({
      reason: 'TAG_SUBTYPE',
    });
    await expect(untag({ id, tag: 'VETERAN' })).rejects.toMatchObject({ reason: 'TAG_NOT_CARRIED' });
    await expect(untag({ id, tag: 'LOW_INCOME' })).rejects.toMatchObject({ reason: 'TAG_ENDS_TOO_EARLY' });
  });
});

describe('who sees how much of a person', () => {
  test('a station and an employer see more as the journey goes on, others nothing', async () => {
    const { key } = await register({
      serviceRegion: '522631R01',
      constraints: ['NO_HEAVY_WORK'],
      name: '吴虚构',
    });
    const strangers = ['station@foshan', 'employer@foshan'] as const;
    for (const handle of strangers) expect(await seenBy(handle, key)).toBeNull();
    await referred(key, 'SUBMITTED');
    const station = await seenBy('station@foshan', key);
    expect(station).toMatchObject({
      name: '吴**',
      birthDate: null,
      ageBand: expect.stringMatching(/^\d\d-\d\d$/),
      idNumberMasked: null,
      phone: null,
      constraints: ['NO_HEAVY_WORK'],
      target: false,
      tags: null,
      tagRecords: null,
      workAbility: null,
      version: null,
    });
    expect(station?.serviceRegion.code).toBe('522631');
    expect(station?.hukou.code).toBe('522631');
    expect(await seenBy('employer@foshan', key)).toMatchObject({
      name: '吴**',
      birthDate: null,
      phone: null,
      target: null,
      constraints: null,
    });
    for (const handle of [
      'station@hangzhou',
      'employer@other',
      'county@congjiang',
      'observer@province',
      'admin@platform',
    ] as const)
      expect(await seenBy(handle, key)).toBeNull();
    await world.plant(`update referral set state = 'ACCEPTED', accepted_at = now() where worker_id = ?`, [
      key,
    ]);
    expect(await seenBy('employer@foshan', key)).toMatchObject({
      name: '吴虚构',
      phone: '15400000001',
      birthDate: '1990-01-01',
      idNumberMasked: null,
      target: null,
      tags: null,
    });
    await checkedIn(key);
    expect(await seenBy('station@foshan', key)).toMatchObject({
      name: '吴虚构',
      phone: '15400000001',
      birthDate: '1990-01-01',
      idNumberMasked: expect.stringMatching(/^9990/),
      target: false,
      tags: null,
    });
  });

  test('the list of each side is of its own people, and its count is exact', async () => {
    const { key } = await register(
      { serviceRegion: '522633100', hukouRegion: '522631101' },
      'county@congjiang',
    );
    const liping = await world.as('county@liping');
    const own = await keysOf(liping);
    expect(own.keys).not.toContain(key);
    expect(own.total).toBe(own.keys.length);
    const registered = await keysOf(liping, { hukouRegion: '522631' });
    expect(registered.keys).toContain(key);
    expect(registered.total).toBe(registered.keys.length);
    const station = await keysOf(await world.as('station@foshan'));
    expect(station.total).toBe(station.keys.length);
    expect(station.total).toBe(1);
    expect((await keysOf(await world.as('employer@foshan'))).total).toBe(1);
    expect((await keysOf(await world.as('station@hangzhou'))).total).toBe(0);
  });

  test('the first wall stands without the second', async () => {
    const owner = new Pool({ connectionString: world.url, max: 1 });
    const reader = createReader(owner, world.ground.epoch, () => undefined);
    const handles = ['county@liping', 'county@congjiang', 'station@foshan', 'station@hangzhou'] as const;
    for (const handle of [...handles, 'employer@foshan', 'employer@other'] as const) {
      const walled = await world.as(handle);
      const unwalled = openOperation({ ...world.ground.ground, reader }, walled.viewer);
      expect(await keysOf(unwalled)).toEqual(await keysOf(walled));
    }
    const everybody = (await world.look('select id from worker')).map((r) => String(r['id']));
    for (const handle of ['observer@province', 'admin@platform'] as const) {
      const unwalled = openOperation({ ...world.ground.ground, reader }, (await world.as(handle)).viewer);
      expect((await unwalled.batch(loadWorkers).loadMany(everybody)).every((w) => w === null)).toBe(true);
    }
    await owner.end();
  });

  test('pages joined are the list, and a cursor of another list is refused', async () => {
    const op = await world.as('county@liping');
    const { keys } = await keysOf(op);
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Connection<WorkerNode> = await readConnection(
        op,
        workerList(op, {}),
        { first: 3, after },
        { total: false, cursors: true },
      );
      walked.push(...page.nodes.map((n) => n.key));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(walked).toEqual(keys);
    const page = await readConnection(op, workerList(op, {}), { first: 1 }, { total: false, cursors: true });
    await expect(
      readConnection(
        op,
        workerList(op, { hukouRegion: '522631' }),
        { after: page.pageInfo.endCursor },
        { total: false, cursors: true },
      ),
    ).rejects.toMatchObject({ reason: 'CURSOR_OF_ANOTHER_LIST' });
  });

  test('filters find by what the county sees', async () => {
    const op = await world.as('county@liping');
    const { key, input } = await register({ idNumber: idNumber('19600229'), education: 'BACHELOR' });
    expect((await keysOf(op, { idNumber: input.idNumber })).keys).toEqual([key]);
    expect((await keysOf(op, { ageFrom: 60, ageTo: 90 })).keys).toEqual([key]);
    expect((await keysOf(op, { education: 'BACHELOR', laborBase: false })).keys).toEqual([key]);
    expect((await keysOf(op, { population: 'ALL_RURAL' })).keys).not.toContain(key);
    expect((await keysOf(op, { laborBase: true })).total).toBe(0);
    expect((await keysOf(op, { employed: false, trainingWilling: false })).keys).toContain(key);
  });

  test('a number of people is of the living, of the target or moved with them, whatever their age', async () => {
    const op = await world.as('county@liping');
    const { key, id } = await register({ idNumber: idNumber('19500101'), education: 'COLLEGE' });
    const found = async (filter: object) =>
      (await keysOf(op, { education: 'COLLEGE', tag: 'RELOCATED', ...filter })).keys.includes(key);
    const tagged = (tag: string) =>
      op.write('worker.tag', {}, (inside) => tagWorker(inside, { id, tag, source: '搬迁名册' }));
    await tagged('RELOCATED');
    expect([await found({ target: false }), await found({ target: true })]).toEqual([true, false]);
    await tagged('POVERTY_ALLEVIATED');
    expect([await found({ target: false }), await found({ target: true })]).toEqual([false, true]);
    await correct({ id, lifeStatus: 'DEAD' });
    expect([await found({ lifeStatus: 'ALIVE' }), await found({ lifeStatus: 'DEAD' })]).toEqual([
      false,
      true,
    ]);
    expect(await found({})).toBe(true);
  });

  test('nobody filters by what is not shown', async () => {
    for (const handle of ['station@foshan', 'employer@foshan'] as const) {
      const op = await world.as(handle);
      for (const filter of [
        { tag: 'DISABLED' },
        { ageFrom: 20 },
        { laborBase: true },
        { lifeStatus: 'DEAD' },
        { hukouRegion: '522631101' },
      ])
        await expect(keysOf(op, filter)).rejects.toMatchObject({ reason: 'FILTER_NOT_YOURS' });
    }
  });
});

describe('an identity is read in full', () => {
  const reveal = async (handle: Handle, id: string) => {
    const op = await world.as(handle);
    const input = { id, purpose: 'CONTRACT', idempotencyKey: `reveal-${id.slice(-40)}` };
    return readRevealed(
      op,
      await op.write('worker.revealIdentity', input, (inside) => revealIdentity(inside, input)),
    );
  };

  test('by the county, for a purpose, and the journal has it', async () => {
    const { key, id, input } = await register();
    expect(await reveal('county@liping', id)).toMatchObject({
      idNumber: input.idNumber,
      name: '杨虚构',
      phone: '15400000001',
    });
    const [entry] = await world.look(
      `select verb, actor, after from journal_entry where noun = 'identity_reading' and after ->> 'worker_id' = $1`,
      [key],
    );
    expect(entry).toMatchObject({ verb: 'worker.revealIdentity', after: { purpose: 'CONTRACT' } });
    expect(JSON.stringify(entry)).not.toContain(input.idNumber);
    await world.plant(
      `update identity_reading set read_at = now() - interval '61 seconds' where worker_id = ?`,
      [key],
    );
    await expect(reveal('county@liping', id)).rejects.toMatchObject({ reason: 'READING_CLOSED' });
  });

  test('by the station only after check-in; by employers not without the person’s consent', async () => {
    const { key, id, input } = await register();
    await expect(reveal('station@foshan', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await referred(key, 'ACCEPTED');
    await expect(reveal('station@foshan', id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_CHECKED_IN',
    });
    await expect(reveal('employer@foshan', id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_AGREED',
    });
    await checkedIn(key);
    expect((await reveal('station@foshan', id)).idNumber).toBe(input.idNumber);
    await expect(reveal('station@hangzhou', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('keys are rotated in batches: everything is sealed anew and still says the same', async () => {
  const { key } = await register({ name: '龙虚构' });
  const old = { id: 'test-1', key: Buffer.alloc(32, 'identity key of the tests') };
  const hmacKey = Buffer.alloc(32, 'fingerprint key of the tests');
  const vault = createIdentityVault({
    keys: [{ id: 'test.2', key: Buffer.alloc(32, 9) }, old],
    hmacKey,
    isDemo: true,
  });
  const op = openOperation({ ...world.ground.ground, vault }, world.system('keys').viewer);
  let rotated = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const at: string | undefined = after;
    const batch = await op.transact('keys.rotate', (inside) => rotateKeys(inside, 4, at));
    rotated += batch.rotated;
    after = batch.last;
  }
  const [count] = await world.look('select count(*)::int as n from worker_identity');
  expect(rotated).toBe(count?.['n']);
  const left = await world.look(
    `select from worker_identity where name_enc not like 'test.2.%' or id_number_enc not like 'test.2.%' or phone_enc not like 'test.2.%'`,
  );
  expect(left).toHaveLength(0);
  const county = openOperation({ ...world.ground.ground, vault }, (await world.as('county@liping')).viewer);
  expect((await county.batch(loadWorkers).load(key))?.name).toBe('龙虚构');
});
