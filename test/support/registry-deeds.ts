/** What officers do in a random history: the deeds by name, each with how often it comes up relative to the others. */
import type { Handle } from './ground.js';
import type { RegistryMemory } from './registry-memory.js';

/** What a mutation answered of its noun. */
export interface Noun {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** One mutation, by one account. */
export interface Deed {
  readonly by: Handle;
  readonly field: string;
  readonly input: object;
  /** The field of the payload that holds the noun, and what is asked of it beside its id. */
  readonly noun: string;
  readonly select?: string;
  /** Where the input is not named after the mutation. */
  readonly type?: 'IdInput' | 'ReasonInput';
  /** What the officers remember of it. */
  readonly heard?: (noun: Noun) => void;
  readonly refused?: () => void;
}

/** Draws a deed from what is known; nothing, where nobody or nothing is there to do it with. */
export type Draw = (memory: RegistryMemory) => Deed | undefined;

/** Deeds with their weights. */
export type Deeds = Readonly<Record<string, readonly [weight: number, draw: Draw]>>;

export const BECAUSE = '村委会报告';
