/** What an invented person wants: work here or away, and what to learn. Only labourers are asked. */
import type { InventedTrainingWish, InventedWorkWish } from './invented-worker.js';
import { dayFrom } from './invent-identity.js';
import type { Situation } from './invent-situation.js';
import type { Origin } from './origins.js';
import type { Dice } from './random.js';
import { TRADES, TRAINING_TOPICS } from './trades.js';

const GENERAL = [TRADES.general, TRADES.sorting, TRADES.waiting, TRADES.guarding, TRADES.cleaning];

function intent(roll: Dice, employed: boolean): InventedWorkWish['intent'] {
  return roll.weighted([
    // Employed and GO_OUT: home for the festival, going back to the same employer.
    ['GO_OUT', employed ? 34 : 60],
    ['CHANGE_JOB', employed ? 13 : 0],
    ['LOCAL', employed ? 18 : 26],
    ['STARTUP', 4],
    ['NONE', employed ? 31 : 10],
  ]);
}

function destinations(roll: Dice, origin: Origin): InventedWorkWish['destinations'] {
  if (roll.chance(0.09)) return [];
  const wanted = roll.weighted([
    [1, 58],
    [2, 30],
    [3, 12],
  ] as const);
  const named = new Set(Array.from({ length: wanted }, () => roll.weighted(origin.destinations)));
  return [...named].map((regionCode, at) => ({ regionCode, rank: at + 1 }));
}

/** The work wish of a labourer, or null where nobody asked yet. */
export function inventWorkWish(
  roll: Dice,
  situation: Situation,
  origin: Origin,
  today: string,
): InventedWorkWish | null {
  const employed = situation.life.employment !== null;
  if (!situation.labourer || !roll.chance(employed ? 0.45 : 0.84)) return null;
  const wants = intent(roll, employed);
  const leaves = wants === 'GO_OUT' || wants === 'CHANGE_JOB';
  const places = leaves ? destinations(roll, origin) : [];
  const trades = [...GENERAL, ...origin.trades.map((key) => TRADES[key])];
  const chosen = wants === 'NONE' ? [] : roll.some(trades, roll.int(1, 3));
  const least = Math.min(...chosen.map(({ yuan }) => yuan[0])) - roll.int(0, 8) * 100;
  return {
    intent: wants,
    destinations: places,
    anyDestination: leaves && (places.length === 0 || roll.chance(0.12)),
    occupations: chosen.map(({ word }) => word),
    wageMinFen:
      chosen.length === 0 || roll.chance(0.15)
        ? null
        : Math.round((least * (leaves ? 100 : 60)) / 10_000) * 10_000,
    availableFrom: dayFrom(today, roll.chance(0.6) ? 0 : roll.int(1, 60)),
    confirmed: roll.chance(0.88),
    daysAgo: roll.chance(0.95) ? roll.int(0, 170) : roll.int(181, 300),
  };
}

/** The training wish of a labourer, or null. */
export function inventTrainingWish(roll: Dice, situation: Situation): InventedTrainingWish | null {
  if (!situation.labourer || !roll.chance(situation.life.employment === null ? 0.3 : 0.09)) return null;
  return {
    topics: roll.some(TRAINING_TOPICS, roll.int(1, 2)),
    confirmed: roll.chance(0.9),
    daysAgo: roll.int(0, 350),
  };
}
