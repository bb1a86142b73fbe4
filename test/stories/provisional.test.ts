/** People who are on no record yet: met, taken for one's own, completed or dismissed; and never counted before. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { inDays, inventedIdNumber, registerWorker } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { mutation } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let congjiang: Client;
let station: Client;
let ahead = 0;
beforeAll(async () => {
  world = await openWorld({
    env: { RATE_COST_PER_MINUTE: '10000000' },
    clock: () => new Date(Date.now() + ahead),
    tokenSeconds: 86_400,
  });
  [county, congjiang, station] = (await Promise.all(
    ['county@liping', 'county@congjiang', 'station@foshan'].map((handle) =>
      world.as(handle as 'county@liping'),
    ),
  )) as [Client, Client, Client];
});
afterAll(() => world?.close());

interface Person {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly idNumberMasked: string | null;
  readonly serviceRegion: { readonly code: string };
  readonly worker: { readonly id: string } | null;
  readonly settledBecause: string | null;
}
const FACE = 'id name state dueOn overdue idNumberMasked serviceRegion { code } worker { id } settledBecause';
const REGISTER = mutation(
  'registerProvisionalPerson',
  'RegisterProvisionalPersonInput',
  `person { ${FACE} }`,
);
const CONFIRM = mutation('confirmProvisionalPerson', 'ConfirmProvisionalPersonInput', `person { ${FACE} }`);
const COMPLETE = mutation(
  'completeProvisionalPerson',
  'CompleteProvisionalPersonInput',
  `person { ${FACE} }`,
);
const DISMISS = mutation('dismissProvisionalPerson', 'ReasonInput', `person { ${FACE} }`);
const LIST = `query($f: ProvisionalPersonFilter) { provisionalPeople(filter: $f, first: 200) { totalCount nodes { ${FACE} } } }`;
const PLACE = '522631003';
const MET = { name: '石无证', serviceRegion: PLACE, why: '未带证件' };
const REST = { hukouRegion: PLACE, education: 'JUNIOR_HIGH', workAbility: 'FULL' };

async function met(by: Client, more: object = {}): Promise<Person> {
  const i = { ...MET, ...more };
  return (await by.must<{ registerProvisionalPerson: { person: Person } }>(REGISTER, { i }))
    .registerProvisionalPerson.person;
}
const complete = (by: Client, id: string, more: object) =>
  by.send<{ completeProvisionalPerson: { person: Person } }>(COMPLETE, { i: { id, ...REST, ...more } });
const dismiss = (by: Client, id: string) => by.send(DISMISS, { i: { id, reason: '不是本县人员' } });
const reasonOf = ({ errors }: { errors?: readonly { extensions: { reason: string } }[] }) =>
  errors?.[0]?.extensions.reason;
async function listed(by: Client, filter: object = {}): Promise<{ total: number; ids: string[] }> {
  const { provisionalPeople: page } = await by.must<{
    provisionalPeople: { totalCount: number; nodes: Person[] };
  }>(LIST, { f: filter });
  return { total: page.totalCount, ids: page.nodes.map(({ id }) => id) };
}
const workers = async () => Number((await world.look('select count(*)::int as n from worker'))[0]?.['n']);

describe('somebody without a number', () => {
  test('is written down, sealed, due in seven days, and is no worker', async () => {
    const before = await workers();
    const person = await met(county, { phone: '15400001234', sexCode: 1, birthYear: 1990 });
    expect(person).toMatchObject({
      name: '石无证',
      state: 'OPEN',
      dueOn: inDays(7),
      overdue: false,
      worker: null,
    });
    expect(await workers()).toBe(before);
    const [row] = await world.look(
      'select to_jsonb(p)::text as row from provisional_person p where id = $1',
      [keyIn(person.id)],
    );
    const [journal] = await world.look('select after::text as row from journal_entry where noun_id = $1', [
      keyIn(person.id),
    ]);
    for (const text of [row, journal]) expect(String(text?.['row'])).not.toMatch(/石无证|15400001234/);
  });

  test('is written down once, however often the same request is sent', async () => {
    const key = { idempotencyKey: 'met-only-once' };
    const [first, again] = [await met(county, key), await met(county, key)];
    expect(again).toEqual(first);
    const { errors } = await county.send(REGISTER, { i: { ...MET, ...key, name: '石别人' } });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  test('becomes a worker when the number comes, once, with what was written down', async () => {
    const { id } = await met(county, { phone: '15400001235' });
    const idNumber = inventedIdNumber('19920202', 2);
    const key = { idNumber, idempotencyKey: `complete-${id}` };
    const [first, again] = [await complete(county, id, key), await complete(county, id, key)];
    const done = first.data.completeProvisionalPerson.person;
    expect(done).toMatchObject({ state: 'COMPLETED', worker: { id: expect.any(String) } });
    expect(again.data.completeProvisionalPerson.person).toEqual(done);
    const { node } = await county.must<{ node: object }>(
      'query($id: ID!) { node(id: $id) { ... on Worker { name phone birthDate serviceRegion { code } } } }',
      { id: done.worker?.id },
    );
    expect(node).toEqual({
      name: '石无证',
      phone: '15400001235',
      birthDate: '1992-02-02',
      serviceRegion: { code: PLACE },
    });
    expect(reasonOf(await complete(county, id, { idNumber }))).toBe('PROVISIONAL_STEP_NOT_ALLOWED');
  });

  test('is completed by one of two officers who have the card at once', async () => {
    const { id } = await met(county);
    const both = await Promise.all([
      complete(county, id, { idNumber: inventedIdNumber() }),
      complete(county, id, { idNumber: inventedIdNumber() }),
    ]);
    expect(both.map(reasonOf).toSorted()).toEqual(['PROVISIONAL_STEP_NOT_ALLOWED', undefined]);
  });

  test('is linked with the record that the county has, and with none of another county', async () => {
    const idNumber = inventedIdNumber();
    const own = await registerWorker(county, { idNumber, name: '石有名' });
    const unnamed = await met(county);
    // Another name: perhaps one digit is wrong. What the card says decides, however it is written.
    expect(reasonOf(await complete(county, unnamed.id, { idNumber }))).toBe('NAME_DIFFERS');
    expect((await listed(county)).ids).toContain(unnamed.id);
    const linked = await complete(county, unnamed.id, { idNumber, name: '石·有名' });
    expect(linked.data.completeProvisionalPerson.person.worker).toEqual({ id: own.id });
    const elsewhere = inventedIdNumber();
    await registerWorker(congjiang, { idNumber: elsewhere, serviceRegion: '522633100' });
    const { id } = await met(county);
    expect(reasonOf(await complete(county, id, { idNumber: elsewhere }))).toBe('WORKER_ALREADY_REGISTERED');
    expect(reasonOf(await complete(county, id, {}))).toBe('ID_NUMBER_MISSING');
    expect((await listed(county)).ids).toContain(id);
  });
});

describe('somebody who walks in at a station', () => {
  test('is put to the county, which takes the person at a place of its own and completes', async () => {
    const idNumber = inventedIdNumber();
    const person = await met(station, { idNumber, serviceRegion: '522631' });
    expect(person).toMatchObject({ state: 'PROPOSED', serviceRegion: { code: '522631' } });
    expect(person.idNumberMasked).toMatch(/^9990\*{10}/);
    const { confirmProvisionalPerson: taken } = await county.must<{
      confirmProvisionalPerson: { person: Person };
    }>(CONFIRM, { i: { id: person.id, serviceRegion: PLACE } });
    expect(taken.person).toMatchObject({ state: 'OPEN', serviceRegion: { code: PLACE } });
    expect(reasonOf(await dismiss(station, person.id))).toBe('PROVISIONAL_PERSON_CONFIRMED');
    const [ours, others] = await Promise.all([
      listed(county, { registeredByUs: true }),
      listed(county, { registeredByUs: false }),
    ]);
    expect([ours.ids, others.ids].map((ids) => ids.includes(person.id))).toEqual([false, true]);
    expect((await listed(station, { registeredByUs: true })).ids).toContain(person.id);
    const done = await complete(county, person.id, {});
    expect(done.data.completeProvisionalPerson.person.state).toBe('COMPLETED');
    // The station hears that it is done, of the county and no finer, and nothing of who is on record.
    const { node } = await station.must<{ node: Person }>(
      `query($id: ID!) { node(id: $id) { ... on ProvisionalPerson { ${FACE} } } }`,
      { id: person.id },
    );
    expect(node).toMatchObject({ state: 'COMPLETED', serviceRegion: { code: '522631' }, worker: null });
  });

  test('is dismissed by the county whose person it is not, and the station reads why', async () => {
    const { id } = await met(station);
    expect(reasonOf(await dismiss(county, id))).toBeUndefined();
    const { node } = await station.must<{ node: Person }>(
      `query($id: ID!) { node(id: $id) { ... on ProvisionalPerson { ${FACE} } } }`,
      { id },
    );
    expect(node).toMatchObject({ state: 'DISMISSED', settledBecause: '不是本县人员' });
    expect(reasonOf(await dismiss(station, id))).toBe('PROVISIONAL_STEP_NOT_ALLOWED');
  });

  test('is nobody to whoever did not meet the person', async () => {
    const { id } = await met(station);
    const others = await Promise.all(
      (['county@congjiang', 'station@hangzhou'] as const).map((handle) => world.as(handle)),
    );
    for (const other of others) {
      expect((await listed(other)).ids).not.toContain(id);
      expect(reasonOf(await dismiss(other, id))).toBe('NOT_FOUND');
    }
    const employer = await world.as('employer@foshan');
    expect((await employer.refusal(LIST, {})).reason).toBe('NOT_ALLOWED');
    expect(reasonOf(await complete(station, id, { idNumber: inventedIdNumber() }))).toBe('NOT_ALLOWED');
    // Another's region, and a county that takes whom it should not.
    const i = { ...MET, serviceRegion: '522633100' };
    expect((await county.refusal(REGISTER, { i })).reason).toBe('NOT_YOUR_SIDE');
    expect((await county.refusal(CONFIRM, { i: { id, serviceRegion: '522633100' } })).reason).toBe(
      'NOT_YOUR_SIDE',
    );
  });
});

test.each([
  [{ name: '1' }, 'NAME', 'input.name'],
  [{ serviceRegion: null }, 'ORIGIN_UNKNOWN', 'input.serviceRegion'],
  [{ serviceRegion: '520000' }, 'REGION_OF_ANOTHER_LEVEL', 'input.serviceRegion'],
  [{ sexCode: 3 }, 'SEX_CODE', 'input.sexCode'],
  [{ birthYear: 1800 }, 'BIRTH_YEAR', 'input.birthYear'],
  [{ why: '无' }, 'TEXT_LENGTH', 'input.why'],
  [{ why: '𠮷' }, 'TEXT_LENGTH', 'input.why'],
])('%j is refused by name, and nothing is written', async (more, reason, field) => {
  const before = await listed(station);
  const { errors } = await station.send(REGISTER, { i: { ...MET, ...more } });
  expect(errors?.[0]?.extensions).toMatchObject({ reason, field });
  expect(await listed(station)).toEqual(before);
});

test('who is not completed in seven days is on the list of the overdue, the first due first', async () => {
  const { id } = await met(county);
  const before = await listed(county, { overdue: true });
  expect(before.ids).not.toContain(id);
  ahead = 8 * 86_400_000;
  const late = await listed(county, { overdue: true });
  expect(late.total).toBe(late.ids.length);
  expect(late.ids).toContain(id);
  expect(late.ids).toEqual((await listed(county)).ids);
});
