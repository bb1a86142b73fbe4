import type { Barrier, Intent } from '#willingness/willingness.entity.js';
import type { Tag } from '#worker/worker-tag.entity.js';

/*
 * The first five of the six lists (六个清单, domain 4.6; the sixth is the homecoming room's), and beside them who is told apart of list 1 and of list 4 and the three
 * barrier groups (不愿干、不会干、不能干). Lists overlap by design: 3 is part of 2, and 2 of 1.
 */

export const SIX_LISTS = [
  'LABORERS',
  'LABORERS_UNVERIFIED',
  'IN_HARDSHIP',
  'IN_HARDSHIP_EMPLOYED',
  'UNEMPLOYED',
  'UNEMPLOYED_WITHOUT_INTENT',
  'WILLING_TO_GO_OUT',
  'BARRIER_WILLINGNESS',
  'BARRIER_SKILL',
  'BARRIER_ABILITY',
] as const;
export type SixList = (typeof SIX_LISTS)[number];

/** Why somebody is on a list. Each is a fact of the person, and all that are given hold together. */
export const LISTED_FOR = [
  'VERIFIED',
  'UNVERIFIED',
  'POVERTY_ALLEVIATED',
  'MONITORED',
  'PREVENTION_TARGET',
  'HARD_TO_EMPLOY',
  'EMPLOYED',
  'NOT_EMPLOYED',
  'WANTS_WORK',
  'AVAILABLE',
  'WISH_UNKNOWN',
  'WANTS_NO_WORK',
  'WANTS_TO_GO_OUT',
  'BARRIER_WILLINGNESS',
  'BARRIER_SKILL',
  'BARRIER_ABILITY',
] as const;
export type ListedFor = (typeof LISTED_FOR)[number];

/** The tags of hardship: TARGET ∪ HARD_TO_EMPLOY. */
export const HARDSHIP_TAGS = [
  'POVERTY_ALLEVIATED',
  'MONITORED',
  'PREVENTION_TARGET',
  'HARD_TO_EMPLOY',
] as const satisfies readonly Tag[];

/** Days within which somebody must be able to begin, to be out of work and not only without it. */
export const AVAILABLE_WITHIN_DAYS = 14;

/** What decides it, of one person today. */
export interface Listable {
  /** Of the labour base (L of domain 4.2)? Nobody else is on any list. */
  readonly inBase: boolean;
  readonly verified: boolean;
  readonly tags: readonly Tag[];
  readonly employed: boolean;
  /** Of the active wish to work; null where there is none. */
  readonly intent: Intent | null;
  /** Can begin within fourteen days; a wish that names no day says so. */
  readonly available: boolean;
  readonly barriers: readonly Barrier[];
  /** On a dispatch that has not ended. */
  readonly inFlight: boolean;
}

/**
 * Why this person is on the list; empty: not on it. The same predicates as `onList` in SQL. A registered unemployed
 * person without a wish is on list 4 only once something registers that; nothing does yet.
 */
export function whyOn(list: SixList, person: Listable): ListedFor[] {
  if (!person.inBase) return [];
  const { verified, employed, intent, tags, barriers } = person;
  const hardship = HARDSHIP_TAGS.filter((tag) => tags.includes(tag));
  const wantsWork = intent !== null && intent !== 'NONE';
  switch (list) {
    case 'LABORERS':
      return verified ? ['VERIFIED'] : [];
    case 'LABORERS_UNVERIFIED':
      return verified ? [] : ['UNVERIFIED'];
    case 'IN_HARDSHIP':
      return verified && hardship.length > 0 ? ['VERIFIED', ...hardship] : [];
    case 'IN_HARDSHIP_EMPLOYED':
      return verified && hardship.length > 0 && employed ? ['VERIFIED', ...hardship, 'EMPLOYED'] : [];
    case 'UNEMPLOYED':
      return !employed && wantsWork && person.available ? ['NOT_EMPLOYED', 'WANTS_WORK', 'AVAILABLE'] : [];
    case 'UNEMPLOYED_WITHOUT_INTENT':
      if (employed || wantsWork) return [];
      return ['NOT_EMPLOYED', intent === null ? 'WISH_UNKNOWN' : 'WANTS_NO_WORK'];
    case 'WILLING_TO_GO_OUT':
      return intent === 'GO_OUT' && !person.inFlight ? ['WANTS_TO_GO_OUT'] : [];
    default:
      return !employed && barriers.includes(BARRIER_OF[list]) ? ['NOT_EMPLOYED', list] : [];
  }
}

/** The barrier of each group. */
export const BARRIER_OF = {
  BARRIER_WILLINGNESS: 'WILLINGNESS',
  BARRIER_SKILL: 'SKILL',
  BARRIER_ABILITY: 'ABILITY',
} as const satisfies Readonly<Record<string, Barrier>>;
