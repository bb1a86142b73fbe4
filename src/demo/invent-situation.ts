/** How an invented person lives: ability, tags, skills, job. Shares follow the articles where they say one. */
import type { InventedEmployment, InventedTag, InventedWorker, WorkAbility } from './invented-worker.js';
import { dayFrom, type Identity } from './invent-identity.js';
import type { Origin } from './origins.js';
import type { Dice } from './random.js';
import { TRADES } from './trades.js';

/** How somebody lives, with what later steps need to know of it. */
export interface Situation {
  life: Pick<InventedWorker, 'workAbility' | 'tags' | 'skills' | 'employment' | 'student' | 'inService'>;
  /** In the labour set by age, ability, study and service (the FIXED age policy: men under 60, women under 55). */
  labourer: boolean;
}

const ALL_TRADES = Object.values(TRADES);
/** Working age, both ends as the default policy of the domain has them. */
const ageLimit = (sexCode: 1 | 2): number => (sexCode === 1 ? 60 : 55);

function tags(roll: Dice, who: Identity, origin: Origin, today: string, disabled: boolean): InventedTag[] {
  const list: InventedTag[] = [];
  const add = (tag: InventedTag['tag'], validFrom: string, subtype?: InventedTag['subtype']): void => {
    const from =
      validFrom < who.person.birthDate ? who.person.birthDate : validFrom > today ? today : validFrom;
    list.push(subtype === undefined ? { tag, validFrom: from } : { tag, subtype, validFrom: from });
  };
  // 96 in 100 relocated people of Congjiang were registered poor; the rest of the share falls on the others.
  const { relocatedShare: moved, povertyShare: poor } = origin;
  const lifted = roll.chance(who.relocated ? 0.9 : (poor - 0.9 * moved) / (1 - moved));
  if (lifted) add('POVERTY_ALLEVIATED', `${roll.int(2016, 2020)}-12-31`);
  if (who.relocated) add('RELOCATED', dayFrom('2018-06-01', roll.int(0, 900)));
  if (roll.chance(0.04)) {
    const subtype = roll.chance(0.3) ? 'SUDDEN' : lifted ? 'UNSTABLE' : 'MARGINAL';
    add('MONITORED', dayFrom(today, -roll.int(20, 1200)), subtype);
  }
  if (today >= '2026-01-01' && roll.chance(0.02)) add('PREVENTION_TARGET', '2026-01-01');
  if (roll.chance(0.06)) add('LOW_INCOME', dayFrom(today, -roll.int(60, 1800)));
  if (disabled) add('DISABLED', dayFrom(today, -roll.int(200, 4000)));
  if (who.age >= 16 && who.age < 60 && roll.chance(who.age >= 45 ? 0.12 : 0.03))
    add('HARD_TO_EMPLOY', dayFrom(today, -roll.int(30, 900)));
  if (
    who.age < 26 &&
    (who.person.education === 'COLLEGE' || who.person.education === 'BACHELOR') &&
    roll.chance(0.6)
  )
    add('GRADUATE', dayFrom(today, -roll.int(30, 700)));
  if (who.age >= 21 && who.person.sexCode === 1 && roll.chance(0.02))
    add('VETERAN', dayFrom(today, -roll.int(100, 1000)));
  return list;
}

function ability(roll: Dice, age: number, disabled: boolean): WorkAbility {
  if (disabled)
    return roll.weighted([
      ['WEAK', 4],
      ['HALF', 4],
      ['NONE', 3],
      ['FULL', 1],
    ]);
  if (age >= 65)
    return roll.weighted([
      ['FULL', 2],
      ['WEAK', 4],
      ['HALF', 3],
      ['NONE', 3],
    ]);
  if (age >= 55)
    return roll.weighted([
      ['FULL', 14],
      ['SKILLED', 2],
      ['WEAK', 3],
      ['HALF', 2],
      ['NONE', 0.4],
    ]);
  return roll.weighted([
    ['FULL', 82],
    ['SKILLED', 13],
    ['WEAK', 3],
    ['HALF', 1.2],
    ['NONE', 0.8],
  ]);
}

function job(roll: Dice, who: Identity, origin: Origin): InventedEmployment {
  const elder = who.age >= 45;
  const form: InventedEmployment['form'] = roll.weighted([
    ['CONTRACT', elder ? 40 : 64],
    ['FLEXIBLE', 22],
    ['SELF', 6],
    ['FARM', elder ? 18 : 4],
    ['PUBLIC_POST', elder ? 14 : 2],
  ]);
  const home = who.person.serviceRegion.slice(0, 6);
  if (form !== 'CONTRACT' && form !== 'FLEXIBLE') return { form, regionCode: home };
  const away = origin.destinations.filter(([code]) => !code.startsWith('G-'));
  const regionCode = roll.chance(0.3)
    ? home
    : roll.chance(0.12)
      ? origin.provinceCapital
      : roll.weighted(away);
  return { form, regionCode };
}

/** Invent how the person lives. */
export function inventSituation(roll: Dice, who: Identity, origin: Origin, today: string): Situation {
  const { age } = who;
  const disabled = roll.chance(age >= 50 ? 0.05 : 0.025);
  const workAbility = ability(roll, age, disabled);
  const student = roll.chance(age < 16 ? 0.96 : age < 19 ? 0.6 : age < 23 ? 0.12 : 0);
  const inService = !student && age >= 18 && age <= 24 && roll.chance(0.01);
  const ofAge = age >= 16 && age < ageLimit(who.person.sexCode);
  const labourer = ofAge && workAbility !== 'NONE' && !student && !inService;
  const known = roll.weighted([
    [0, workAbility === 'SKILLED' ? 0 : 6],
    [1, 6],
    [2, 3],
    [3, 1],
  ] as const);
  const trades = [...origin.trades.map((key) => TRADES[key]), ...roll.some(ALL_TRADES, 4)];
  const skills = age < 16 || student ? [] : roll.some([...new Set(trades.map(({ word }) => word))], known);
  let employment: InventedEmployment | null = null;
  if (labourer && roll.chance(workAbility === 'HALF' ? 0.3 : 0.66)) employment = job(roll, who, origin);
  else if (!labourer && age >= 55 && workAbility !== 'NONE' && roll.chance(0.3))
    employment = {
      form: roll.chance(0.8) ? 'FARM' : 'PUBLIC_POST',
      regionCode: who.person.serviceRegion.slice(0, 6),
    };
  const list = tags(roll, who, origin, today, disabled);
  return { life: { workAbility, tags: list, skills, employment, student, inService }, labourer };
}
