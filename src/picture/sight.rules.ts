import type { ActingRole } from '#access/viewer.js';
import { BARRIERS } from '#willingness/willingness.entity.js';
import { TAGS } from '#worker/worker-tag.entity.js';
import { DESTINATION_CLASSES, type DestinationClass, type Figures } from './four-counts.js';

/*
 * What of a picture is shown to whom (domain 3.4). The law: a number that moves with something of one person
 * is shown exactly only to whoever is shown that of the person; everybody else gets it so that nobody can tell
 * a few persons from fewer, or not at all.
 */

/**
 * EVERYTHING: the county, whose people they are. OF_ITS_CITY: a station knows of a person what the page of
 * disclosure says, and can act on one and look at what moved. AGGREGATES: observers and administrators know nobody.
 */
export type Sight = 'EVERYTHING' | 'OF_ITS_CITY' | 'AGGREGATES';

/** How a role sees pictures. */
export function sightOf(role: ActingRole): Sight {
  if (role === 'COUNTY_BUREAU' || role === 'SYSTEM') return 'EVERYTHING';
  return role === 'STATION_LIAISON' ? 'OF_ITS_CITY' : 'AGGREGATES';
}

/** Fewer persons than this are withheld from who sees aggregates only (domain 3.4), and more are told in such steps. */
export const STEP = 5;

type Shown = number | null;

/** The numbers of a picture that count persons, as they are shown; null is withheld. */
export interface ShownFigures {
  readonly laborBase: Shown;
  readonly employed: Readonly<Record<DestinationClass, Shown>>;
  /** The sum of `employed`. */
  readonly atWork: Shown;
  readonly notEmployed: Shown;
  /** In percent, of the shown numbers beside it. */
  readonly employmentRate: Shown;
  /** Every tag, and every barrier: that a name is missing would tell something too. */
  readonly byTag: Readonly<Record<string, Shown>>;
  readonly byBarrier: Readonly<Record<string, Shown>>;
  readonly intent: Shown;
  readonly explicit: Shown;
  readonly broad: Shown;
  readonly open: Shown;
  readonly alreadyThere: Shown;
  readonly available: Shown;
  readonly trainingWilling: Shown;
  readonly trainThenExport: Shown;
  readonly inTraining: Shown;
}

/** The figures as this sight shows them. */
export function shownFigures(sight: Sight, figures: Figures): ShownFigures {
  return sight === 'AGGREGATES' ? inSteps(figures) : exactly(figures, sight === 'EVERYTHING');
}

/**
 * A station is not shown of a person the tags, why somebody is not at work, nor work elsewhere: it verifies an
 * arrival and looks which of these numbers moved. So it has none of them, whatever their size.
 */
function exactly(f: Figures, ofTheCounty: boolean): ShownFigures {
  const filed = (n: number): Shown => (ofTheCounty ? n : null);
  const atWork = filed(allOf(f.employed));
  return {
    laborBase: f.laborBase,
    employed: perClass((c) => filed(f.employed[c])),
    atWork,
    notEmployed: filed(f.notEmployed),
    employmentRate: rateOf(atWork, f.laborBase),
    byTag: perName(TAGS, (tag) => filed(f.byTag[tag] ?? 0)),
    byBarrier: perName(BARRIERS, (barrier) => filed(f.byBarrier[barrier] ?? 0)),
    intent: f.explicit + f.broad,
    explicit: f.explicit,
    broad: f.broad,
    open: f.open,
    alreadyThere: f.alreadyThere,
    available: f.available,
    trainingWilling: f.trainingWilling,
    trainThenExport: f.trainThenExport,
    inTraining: f.inTraining,
  };
}

/**
 * Every number in steps of five, rounded down, and none for what is left below five. A sum is the sum of its shown
 * parts and says nothing that they do not; what is contained in another number is shown at most as large. So
 * each number may be any of its five, whatever is reckoned from the others.
 */
function inSteps(f: Figures): ShownFigures {
  const down = (n: number, most = n): number => Math.min(n - (n % STEP), most);
  const employed = perClass((c) => down(f.employed[c]));
  const notEmployed = down(f.notEmployed);
  const atWork = allOf(employed);
  const base = atWork + notEmployed;
  const explicit = down(f.explicit, base);
  const broad = down(f.broad, base - explicit);
  const open = down(f.open, base - explicit - broad);
  const trainingWilling = down(f.trainingWilling, base);
  const shown = (n: number): Shown => (n < STEP ? null : n);
  return {
    laborBase: shown(base),
    employed: perClass((c) => shown(employed[c])),
    atWork: shown(atWork),
    notEmployed: shown(notEmployed),
    employmentRate: rateOf(shown(atWork), shown(base)),
    byTag: perName(TAGS, (tag) => shown(down(f.byTag[tag] ?? 0, base))),
    byBarrier: perName(BARRIERS, (barrier) => shown(down(f.byBarrier[barrier] ?? 0, notEmployed))),
    intent: shown(explicit + broad),
    explicit: shown(explicit),
    broad: shown(broad),
    open: shown(open),
    alreadyThere: shown(down(f.alreadyThere, Math.min(atWork, base - explicit - broad - open))),
    available: shown(down(f.available, explicit + broad)),
    trainingWilling: shown(trainingWilling),
    trainThenExport: shown(down(f.trainThenExport, Math.min(trainingWilling, explicit + broad + open))),
    inTraining: shown(down(f.inTraining, base - trainingWilling)),
  };
}

/**
 * The employment rate (就业率, domain 4.7) in percent as bulletins print it: one decimal, half up. In whole numbers, so that a
 * half is a half. Of nobody there is none, and of a withheld number none either.
 */
export function rateOf(atWork: Shown, base: Shown): Shown {
  if (atWork === null || base === null || base === 0) return null;
  return Math.floor((2_000 * atWork + base) / (2 * base)) / 10;
}

function allOf(employed: Readonly<Record<DestinationClass, number>>): number {
  return DESTINATION_CLASSES.reduce((sum, c) => sum + employed[c], 0);
}

function perClass<T>(of: (c: DestinationClass) => T): Record<DestinationClass, T> {
  return Object.fromEntries(DESTINATION_CLASSES.map((c) => [c, of(c)])) as Record<DestinationClass, T>;
}

function perName<T>(names: readonly string[], of: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

const texts = new WeakMap<Figures, Map<Sight, string>>();

/** All that this sight shows, as one text: equal texts are equal pictures. Of figures that no longer change. */
export function shownText(sight: Sight, figures: Figures): string {
  let known = texts.get(figures);
  if (!known) texts.set(figures, (known = new Map()));
  let text = known.get(sight);
  if (text === undefined) {
    const { suitablePosts, postings, employers, allocatedPosts, sharedPosts } = figures;
    const posts = [suitablePosts, postings, employers, allocatedPosts, sharedPosts];
    known.set(sight, (text = JSON.stringify([shownFigures(sight, figures), posts])));
  }
  return text;
}
