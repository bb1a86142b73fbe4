/** What keeps an invented person from work, and who sits in a class now. Thrown with dice of its own: the others fall as before. */
import type { Situation } from './invent-situation.js';
import type { InventedTrainingWish, InventedWorker, InventedWorkWish } from './invented-worker.js';
import { dice, mix } from './random.js';

/** Any fixed number: another stream of chance than the one that made the person. */
const APART = 0x0b57ac1e;

/**
 * Barriers of a labourer without work who was asked, and whether somebody who wants neither work nor a class (for
 * who is in one is not waiting for one) is being trained now.
 */
export function inventHindrances(
  seed: number,
  index: number,
  { labourer, life }: Situation,
  work: InventedWorkWish | null,
  training: InventedTrainingWish | null,
): Pick<InventedWorker, 'barriers' | 'inTraining'> {
  const roll = dice(mix(seed ^ APART, index));
  const idle = labourer && life.employment === null;
  const unwilling = work?.intent === 'NONE';
  const weak = life.workAbility === 'WEAK' || life.workAbility === 'HALF';
  const barriers: InventedWorker['barriers'] = [];
  if (idle && work) {
    if (unwilling && roll.chance(0.8)) barriers.push('WILLINGNESS');
    if (life.skills.length === 0 && roll.chance(0.5)) barriers.push('SKILL');
    if (roll.chance(weak ? 0.6 : 0.04)) barriers.push('ABILITY');
  }
  return { barriers, inTraining: idle && !training && (!work || unwilling) && roll.chance(0.25) };
}
