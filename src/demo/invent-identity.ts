/** Who an invented person is: number, name, birth, phone, place. Nothing here can be a real person's. */
import { idCheckCharacter } from '#kernel/id-number.js';
import type { Education, InventedWorker } from './invented-worker.js';
import type { Origin } from './origins.js';
import type { Dice, Weighted } from './random.js';

/** Who somebody is, with what later steps need to know of it. */
export interface Identity {
  person: Pick<
    InventedWorker,
    | 'idNumber'
    | 'name'
    | 'sexCode'
    | 'birthDate'
    | 'phone'
    | 'ethnicity'
    | 'education'
    | 'hukouRegion'
    | 'serviceRegion'
  >;
  /** Full years today. */
  age: number;
  relocated: boolean;
}

/** How many people can be made before two could share an ID number. */
export const MOST_PEOPLE = 999 * 499 * 15;

const DAY_MS = 86_400_000;
const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚石龙欧滚',
];
const GIVEN = [
  ...'安宝彬波昌成春翠丹德芳凤福刚光桂国海禾红华惠吉佳建江金菊军康兰立莲良林龙玲茂梅美民明平琴清庆荣生胜树水顺松涛婷文武霞小新兴秀燕阳英永友玉云珍芝志忠',
];
/** Lowest and highest age of a band, and its share: working ages dominate, as in a county's register. */
const AGE_BANDS: readonly Weighted<readonly [number, number]>[] = [
  [[14, 15], 2],
  [[16, 19], 6],
  [[20, 29], 17],
  [[30, 39], 24],
  [[40, 49], 23],
  [[50, 59], 20],
  [[60, 72], 8],
];

/** The calendar day so many days after `today` (before it when negative). */
export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
}

function education(roll: Dice, age: number): Education {
  if (age < 16) return 'JUNIOR_HIGH';
  const young = age < 30;
  const old = age >= 50;
  return roll.weighted([
    ['NONE', old ? 10 : 1],
    ['PRIMARY', old ? 48 : young ? 6 : 26],
    ['JUNIOR_HIGH', old ? 36 : young ? 40 : 54],
    ['SENIOR_HIGH', young ? 22 : 9],
    ['VOCATIONAL', age < 18 ? 0 : young ? 18 : 5],
    ['COLLEGE', age < 21 ? 0 : young ? 10 : 3],
    ['BACHELOR', age < 22 ? 0 : young ? 5 : 1],
  ]);
}

/**
 * The birth date of somebody of that age today. Which 15th of the year it falls in follows `round`, so
 * that people who share address code and sequence number never share a birth date.
 */
function birthDate(roll: Dice, today: string, age: number, round: number): string {
  const birthday = Date.UTC(
    Number(today.slice(0, 4)) - age,
    Number(today.slice(5, 7)) - 1,
    Number(today.slice(8)),
  );
  const latest = birthday / DAY_MS - roll.int(1, 349);
  const day = latest - ((((latest - round) % 15) + 15) % 15);
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Invent the person at `index` of `origin`; `towns` are all the towns that its people come from. */
export function inventIdentity(
  roll: Dice,
  index: number,
  today: string,
  origin: Origin,
  towns: { home: readonly string[]; all: readonly string[] },
): Identity {
  const [youngest, eldest] = roll.weighted(AGE_BANDS);
  const age = roll.int(youngest, eldest);
  const sexCode: 1 | 2 = roll.chance(0.52) ? 1 : 2;
  const lap = Math.floor(index / 999);
  const birth = birthDate(roll, today, age, Math.floor(lap / 499));
  const address = 999_001 + (index % 999);
  const sequence = String((lap % 499) * 2 + (sexCode === 1 ? 1 : 2)).padStart(3, '0');
  const first17 = `${address}${birth.replaceAll('-', '')}${sequence}`;
  const relocated = roll.chance(origin.relocatedShare);
  const hukouRegion = roll.pick(relocated ? towns.all : towns.home);
  const sameCounty = (code: string): boolean => code.slice(0, 6) === hukouRegion.slice(0, 6);
  const movedTo = (): string =>
    origin.resettlement.length > 0
      ? roll.weighted(origin.resettlement)
      : roll.pick(towns.home.filter(sameCounty));
  const person = {
    idNumber: first17 + idCheckCharacter(first17),
    name: roll.pick(SURNAMES) + roll.pick(GIVEN) + (roll.chance(0.78) ? roll.pick(GIVEN) : ''),
    sexCode,
    birthDate: birth,
    phone: `154${String((index * 48_271 + 90_001) % 100_000_000).padStart(8, '0')}`,
    ethnicity: roll.weighted(origin.ethnicities),
    education: education(roll, age),
    hukouRegion,
    serviceRegion: relocated ? movedTo() : hukouRegion,
  };
  return { person, age, relocated };
}
