/** Chance that can be repeated: the demo world must be the same on every machine, so it owns its dice. */

/** A value and how often it comes up relative to its neighbours (weights need not sum to anything). */
export type Weighted<T> = readonly [value: T, weight: number];

/** One stream of repeatable chance. */
export interface Dice {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One of the items, each equally likely. The list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** One of the values, by weight. The list must not be empty. */
  weighted<const T>(items: readonly Weighted<T>[]): T;
  /** Up to `count` different items, in the order drawn. */
  some<T>(items: readonly T[], count: number): T[];
}

/** Fold an index into a seed, so that person 7 is the same however many people are asked for. */
export function mix(seed: number, index: number): number {
  let h = (seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** Dice for a 32-bit seed (the public-domain mulberry32 step). Not for secrets. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of items) {
        left -= weight;
        if (left < 0) return value;
      }
      return items[items.length - 1]![0];
    },
    some: (items, count) => {
      const rest = [...items];
      const drawn = [];
      while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(int(0, rest.length - 1), 1));
      return drawn;
    },
  };
}
