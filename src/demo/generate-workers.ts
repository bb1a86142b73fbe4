/** Invented people without end: one at a time, always the same for the same seed, index and day. */
import { badInput } from '#kernel/error.js';
import { isLocalDate } from '#kernel/local-date.js';
import { inventHindrances } from './invent-hindrances.js';
import { inventIdentity, MOST_PEOPLE } from './invent-identity.js';
import { inventSituation } from './invent-situation.js';
import { inventTrainingWish, inventWorkWish } from './invent-wishes.js';
import type { InventedWorker } from './invented-worker.js';
import { ORIGINS, type Origin } from './origins.js';
import { dice, mix, type Weighted } from './random.js';
import type { TownsByOrigin } from './towns-by-origin.js';

/** What makes a population. */
export interface WorkersWanted {
  /** Any whole number; another seed is another population. */
  seed: number;
  /** How many people, 0 to MOST_PEOPLE (about 7.4 million). Asking for more never changes the first ones. */
  count: number;
  /** YYYY-MM-DD: the day that ages, tags and wishes refer to. */
  today: string;
  /** Town codes of each origin, from `townsByOrigin(regions)`. */
  townsByOrigin: TownsByOrigin;
}

/**
 * Streams invented people over the five origins. Memory does not grow with `count`. Throws
 * BAD_USER_INPUT: COUNT_OUT_OF_RANGE, or BAD_DATE for a day that does not exist.
 */
export function* generateWorkers({
  seed,
  count,
  today,
  townsByOrigin,
}: WorkersWanted): Generator<InventedWorker> {
  if (!Number.isInteger(count) || count < 0 || count > MOST_PEOPLE) {
    throw badInput(
      'count',
      'COUNT_OUT_OF_RANGE',
      {
        zh: `人数应为0至${MOST_PEOPLE}的整数。`,
        en: `The number of people must be a whole number from 0 to ${MOST_PEOPLE}.`,
      },
      { limit: MOST_PEOPLE },
    );
  }
  if (!isLocalDate(today)) {
    throw badInput('today', 'BAD_DATE', {
      zh: '日期不存在，应为YYYY-MM-DD。',
      en: 'No such day; write YYYY-MM-DD.',
    });
  }
  const towns = new Map(ORIGINS.map((origin) => [origin, townsOf(origin, townsByOrigin)]));
  const origins: readonly Weighted<Origin>[] = ORIGINS.map((origin) => [origin, origin.weight]);
  for (let index = 0; index < count; index++) {
    const roll = dice(mix(seed, index));
    const origin = roll.weighted(origins);
    const who = inventIdentity(roll, index, today, origin, towns.get(origin)!);
    const situation = inventSituation(roll, who, origin, today);
    const workWish = inventWorkWish(roll, situation, origin, today);
    const trainingWish = inventTrainingWish(roll, situation);
    yield {
      index,
      origin: origin.key,
      ...who.person,
      ...situation.life,
      ...inventHindrances(seed, index, situation, workWish, trainingWish),
      workWish,
      trainingWish,
    };
  }
}

function townsOf(origin: Origin, towns: TownsByOrigin): { home: string[]; all: readonly string[] } {
  const all = towns[origin.key];
  return { all, home: all.filter((code) => origin.home.some((prefix) => code.startsWith(prefix))) };
}
