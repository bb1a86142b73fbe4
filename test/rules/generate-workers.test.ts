import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { generateWorkers } from '#demo/generate-workers.js';
import { inventIdentity } from '#demo/invent-identity.js';
import type { InventedWorker, InventedWorkWish } from '#demo/invented-worker.js';
import { ORIGINS } from '#demo/origins.js';
import { dice } from '#demo/random.js';
import { townsByOrigin } from '#demo/towns-by-origin.js';
import { ageOn } from '#kernel/local-date.js';
import { normalizePhone } from '#kernel/phone.js';

const rows: Record<string, string>[] = parse(
  readFileSync(new URL('../../demo/regions.csv', import.meta.url), 'utf8'),
  { columns: true },
);
const groups: Record<string, string>[] = parse(
  readFileSync(new URL('../../demo/region_groups.csv', import.meta.url), 'utf8'),
  { columns: true },
);
const codes = new Set([...rows, ...groups].map((row) => row.code!));
const towns = townsByOrigin(rows.map((row) => ({ code: row.code!, level: row.level! })));
const today = '2026-11-22';
const some = (count: number, seed = 7): InventedWorker[] => [
  ...generateWorkers({ seed, count, today, townsByOrigin: towns }),
];
const people = some(20_000);
const share = (holds: (who: InventedWorker) => boolean): number =>
  people.filter(holds).length / people.length;
const tagged = (tag: string) => (who: InventedWorker) => who.tags.some((held) => held.tag === tag);
const age = (who: InventedWorker): number => ageOn(who.birthDate, today);

/** GB 11643 worked out anew: the weights are powers of two modulo 11. */
function idHolds(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(id[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === id[17];
}

describe('an invented ID number', () => {
  test('has a valid check character', () => {
    expect(['11010519491231002X', '530602198703151231', '110105194912310021'].map(idHolds)).toEqual([
      true,
      true,
      false,
    ]);
    expect(people.filter((who) => !idHolds(who.idNumber))).toEqual([]);
  });

  test('has an address code that no place ever had', () => {
    expect(people.filter((who) => !/^999(?!000)\d{3}/.test(who.idNumber))).toEqual([]);
    expect(people.filter((who) => codes.has(who.idNumber.slice(0, 6)))).toEqual([]);
  });

  test('agrees with birth date and sex, and is nobody else’s', () => {
    const agrees = ({ idNumber, birthDate, sexCode }: InventedWorker) =>
      idNumber.slice(6, 14) === birthDate.replaceAll('-', '') && Number(idNumber[16]) % 2 === sexCode % 2;
    expect(people.filter((who) => !agrees(who))).toEqual([]);
    expect(new Set(people.map((who) => who.idNumber)).size).toBe(people.length);
  });

  test('stays unique where address and sequence numbers start over, even for the same throw of the dice', () => {
    const origin = ORIGINS[0]!;
    const liping = { home: towns.LIPING, all: towns.LIPING };
    const idAt = (index: number, seed: number) =>
      inventIdentity(dice(seed), index, today, origin, liping).person.idNumber;
    for (let seed = 0; seed < 200; seed++) {
      const laps = Array.from({ length: 15 }, (_, lap) => idAt(seed + lap * 999 * 499, seed));
      expect(new Set(laps).size).toBe(15);
    }
  });
});

describe('an invented phone number', () => {
  test('reads as a mobile number of the block 154, which no operator holds, and is nobody else’s', () => {
    expect(people.filter(({ phone }) => !phone.startsWith('154') || !normalizePhone(phone).ok)).toEqual([]);
    expect(new Set(people.map((who) => who.phone)).size).toBe(people.length);
  });
});

describe('the generator', () => {
  test('gives the same people for the same seed and day, however many are asked for', () => {
    expect(some(300)).toEqual(people.slice(0, 300));
  });

  test('gives others for another seed', () => {
    expect(some(50, 8)).not.toEqual(people.slice(0, 50));
  });

  test('refuses a number of people it cannot keep apart, and a day that does not exist', () => {
    const ask = (count: number, day: string) => () =>
      generateWorkers({ seed: 1, count, today: day, townsByOrigin: towns }).next();
    expect(ask(-1, today)).toThrow(expect.objectContaining({ reason: 'COUNT_OUT_OF_RANGE' }));
    expect(ask(8_000_000, today)).toThrow(expect.objectContaining({ reason: 'COUNT_OUT_OF_RANGE' }));
    expect(ask(1, '2026-02-30')).toThrow(expect.objectContaining({ reason: 'BAD_DATE' }));
    expect(() => townsByOrigin([])).toThrow(expect.objectContaining({ reason: 'NO_TOWNS' }));
  });
});

describe('the invented people', () => {
  test('are fourteen to seventy-two years old, most of them of working age', () => {
    const ages = people.map(age);
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([14, 72]);
    expect(share((who) => age(who) >= 16 && age(who) < 60)).toBeGreaterThan(0.85);
  });

  test.each([
    ['POVERTY_ALLEVIATED', 0.55],
    ['MONITORED', 0.04],
    ['RELOCATED', 0.335],
    ['LOW_INCOME', 0.06],
    ['DISABLED', 0.032],
  ])('carry the tag %s in about %f of cases', (tag, expected) => {
    expect(Math.abs(share(tagged(tag)) - expected)).toBeLessThan(0.012);
  });

  test('carry tags that overlap, that began in their lifetime, and name the kind of monitoring only there', () => {
    expect(share((who) => who.tags.length >= 2)).toBeGreaterThan(0.25);
    const plausible = (who: InventedWorker) =>
      who.tags.every(
        (held) =>
          held.validFrom >= who.birthDate &&
          held.validFrom <= today &&
          (held.subtype !== undefined) === (held.tag === 'MONITORED'),
      );
    expect(people.filter((who) => !plausible(who))).toEqual([]);
  });

  test('live in places that exist; those moved from Daguan live in Jing’an', () => {
    const places = people.flatMap((who) => [
      who.hukouRegion,
      who.serviceRegion,
      ...(who.employment === null ? [] : [who.employment.regionCode]),
    ]);
    expect(places.filter((code) => !codes.has(code))).toEqual([]);
    const daguan = people.filter((who) => who.hukouRegion.startsWith('530624'));
    expect(daguan.length).toBeGreaterThan(0);
    expect(daguan.filter((who) => who.serviceRegion !== '530602R01')).toEqual([]);
    expect(share((who) => who.serviceRegion === '530602R01')).toBeGreaterThan(0.1);
  });

  test('are rarely students or soldiers, and those are asked for nothing', () => {
    expect(share((who) => who.student)).toBeLessThan(0.08);
    expect(share((who) => who.inService)).toBeLessThan(0.01);
    const outside = people.filter(
      (who) => who.student || who.inService || who.workAbility === 'NONE' || age(who) < 16,
    );
    expect(outside.filter((who) => who.workWish !== null || who.trainingWish !== null)).toEqual([]);
  });

  test('name places only where they want to leave, ranked from one, each once and each real', () => {
    const sound = ({ intent, destinations, anyDestination, availableFrom }: InventedWorkWish) => {
      const places = destinations.map((place) => place.regionCode);
      const leaves = intent === 'GO_OUT' || intent === 'CHANGE_JOB';
      return (
        new Set(places).size === places.length &&
        destinations.every((place, at) => place.rank === at + 1 && codes.has(place.regionCode)) &&
        (leaves ? places.length > 0 || anyDestination : places.length === 0) &&
        availableFrom >= today
      );
    };
    expect(people.flatMap((who) => who.workWish ?? []).filter((wish) => !sound(wish))).toEqual([]);
  });

  test('of Liping want to go to Foshan more than anywhere else, some to a province or a group', () => {
    const firsts = people
      .filter((who) => who.origin === 'LIPING')
      .flatMap((who) => who.workWish?.destinations.slice(0, 1) ?? [])
      .map((place) => place.regionCode);
    const to = (prefix: string) => firsts.filter((code) => code.startsWith(prefix)).length / firsts.length;
    expect(to('4406')).toBeGreaterThan(0.4);
    expect(to('G-')).toBeGreaterThan(0.05);
    expect(to('440000')).toBeGreaterThan(0.04);
  });

  test('have mostly confirmed what they said, and some of it has run out', () => {
    const wishes = people.flatMap((who) => who.workWish ?? []);
    const confirmed = wishes.filter((wish) => wish.confirmed).length / wishes.length;
    expect(confirmed).toBeGreaterThan(0.85);
    expect(confirmed).toBeLessThan(0.92);
    expect(wishes.some((wish) => wish.daysAgo > 180)).toBe(true);
  });
});

describe('what keeps invented people from work', () => {
  test('is told of some who have none and were asked, of each kind; the unwilling want no work', () => {
    const hindered = people.filter(({ barriers }) => barriers.length > 0);
    expect(hindered.filter(({ employment, workWish }) => employment !== null || workWish === null)).toEqual(
      [],
    );
    for (const kind of ['WILLINGNESS', 'SKILL', 'ABILITY'] as const)
      expect(hindered.filter(({ barriers }) => barriers.includes(kind)).length).toBeGreaterThan(50);
    expect(
      hindered.filter(
        ({ barriers, workWish }) => barriers.includes('WILLINGNESS') && workWish?.intent !== 'NONE',
      ),
    ).toEqual([]);
  });

  test('is a class for a few, who wait for none and for no work: no list and no count has fewer for it', () => {
    const learning = people.filter(({ inTraining }) => inTraining);
    expect(learning.length).toBeGreaterThan(50);
    expect(
      learning.filter(
        ({ trainingWish, workWish, employment }) =>
          trainingWish !== null || employment !== null || (workWish !== null && workWish.intent !== 'NONE'),
      ),
    ).toEqual([]);
  });
});
