/**
 * Who sees what of a person, written out once more from the domain's table of roles (3.4), apart from the page
 * of disclosure in src/worker: a leak, or a right that got lost, makes the two differ. The first table says who
 * a viewer is to a person at each stage, the second what such a viewer sees, field by field.
 */
import type { Mark, Planted } from './planted.js';

/** Every side that asks. */
export const VIEWERS = [
  'county@liping',
  'county@congjiang',
  'station@foshan',
  'station@hangzhou',
  'employer@foshan',
  'employer@other',
  'observer@province',
  'admin@platform',
] as const;
export type ViewerHandle = (typeof VIEWERS)[number];

/** Own county; county of the hukou; station before and after check-in; employer before offer and after acceptance; nobody. */
export type Eyes = 'OWN' | 'HUKOU' | 'BEFORE' | 'INSIDE' | 'SHOWN' | 'TAKEN' | '-';

/** Who the four sides of the way are to a person; observer and administrator are nobody, always. */
// biome-ignore format: a table is read by its columns
const WHO: Readonly<Record<string, readonly [liping: Eyes, congjiang: Eyes, foshan: Eyes, hangzhou: Eyes, factory: Eyes, other: Eyes]>> = {
  //                     liping  congjiang foshan    hangzhou  factory  other
  'registered':         ['OWN',  '-',      '-',      '-',      '-',     '-'],
  'elsewhere':          ['OWN',  '-',      '-',      '-',      '-',     '-'],
  'in demand':          ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'of another hukou':   ['OWN',  'HUKOU',  'BEFORE', '-',      '-',     '-'],
  'broadly':            ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'created':            ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'sent':               ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'submitted':          ['OWN',  '-',      'BEFORE', '-',      'SHOWN', '-'],
  'offered':            ['OWN',  '-',      'BEFORE', '-',      'SHOWN', '-'],
  'rejected':           ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'declined':           ['OWN',  '-',      'BEFORE', '-',      '-',     '-'],
  'accepted':           ['OWN',  '-',      'BEFORE', '-',      'TAKEN', '-'],
  'dispatched':         ['OWN',  '-',      'BEFORE', '-',      'TAKEN', '-'],
  'departed':           ['OWN',  '-',      'BEFORE', '-',      'TAKEN', '-'],
  'checked in':         ['OWN',  '-',      'INSIDE', '-',      'TAKEN', '-'],
  'on post':            ['OWN',  '-',      'INSIDE', '-',      'TAKEN', '-'],
  'changing jobs':      ['OWN',  '-',      'BEFORE', '-',      'TAKEN', '-'],
  'verified':           ['OWN',  '-',      'INSIDE', '-',      'TAKEN', '-'],
  'other: in demand':   ['-',    'OWN',    '-',      'BEFORE', '-',     '-'],
  'other: submitted':   ['-',    'OWN',    '-',      'BEFORE', '-',     'SHOWN'],
  'other: verified':    ['-',    'OWN',    '-',      'INSIDE', '-',     'TAKEN'],
  'other: dispatched':  ['-',    'OWN',    '-',      'BEFORE', '-',     'TAKEN'],
};

export function eyesOf(viewer: ViewerHandle, person: Planted): Eyes {
  return WHO[person.who]?.[VIEWERS.indexOf(viewer)] ?? '-';
}

/** How much of a field: all, with stars, the band, the county, only within the own city, only from the own arrival, nothing. */
type Shown = 'full' | 'masked' | 'band' | 'county' | 'own city' | 'own job' | '-';
type Column = readonly [own: Shown, hukou: Shown, before: Shown, inside: Shown, shown: Shown, taken: Shown];
const COLUMNS: readonly Eyes[] = ['OWN', 'HUKOU', 'BEFORE', 'INSIDE', 'SHOWN', 'TAKEN'];

/** Worker, field by field. Whoever is nobody to a person meets no Worker of it at all. */
// biome-ignore format: a table is read by its columns
const FIELDS: Readonly<Record<string, Column>> = {
  //                    own     hukou   before    inside    shown     taken
  name:               ['full', 'full', 'masked', 'full',   'masked', 'full'],
  idNumberMasked:     ['full', 'full', '-',      'full',   '-',      '-'],
  phone:              ['full', 'full', '-',      'full',   '-',      'full'],
  birthDate:          ['full', 'full', '-',      'full',   '-',      'full'],
  ageBand:            ['full', 'full', 'full',   'full',   'full',   'full'],
  hukou:              ['full', 'full', 'county', 'county', 'county', 'county'],
  serviceRegion:      ['full', 'full', 'county', 'county', 'county', 'county'],
  // What the posting asks for; no column of the domain's table, shown to whoever may know of the person.
  sexCode:            ['full', 'full', 'full',   'full',   'full',   'full'],
  education:          ['full', 'full', 'full',   'full',   'full',   'full'],
  skills:             ['full', 'full', 'full',   'full',   'full',   'full'],
  invented:           ['full', 'full', 'full',   'full',   'full',   'full'],
  constraints:        ['full', 'full', 'full',   'full',   '-',      '-'],
  // Poverty: for a station a flag without its kind, for an employer nothing, at no stage.
  target:             ['full', 'full', 'full',   'full',   '-',      '-'],
  tags:               ['full', 'full', '-',      '-',      '-',      '-'],
  tagRecords:         ['full', '-',    '-',      '-',      '-',      '-'],
  employment:         ['full', 'full', 'own city', 'own city', '-', 'own job'],
  // A wish stays with the county that recorded it, and goes to the city for which it was recorded.
  willingness:        ['full', '-',    'full',   'full',   '-',      '-'],
  // How the county means to help is nobody else's to know.
  assistancePlans:    ['full', '-',    '-',      '-',      '-',      '-'],
  // An employer knows what was agreed with it.
  consents:           ['full', '-',    '-',      '-',      'full',   'full'],
  // The family, and who of the county is responsible, are the serving county's alone.
  household:          ['full', '-',    '-',      '-',      '-',      '-'],
  responsible:        ['full', '-',    '-',      '-',      '-',      '-'],
  referrals:          ['full', 'full', 'full',   'full',   'full',   'full'],
  // Nobody here was merged; who asks by the old id is told so, and that id alone.
  mergedFrom:         ['-',    '-',    '-',      '-',      '-',      '-'],
  mergedRecords:      ['full', '-',    '-',      '-',      '-',      '-'],
  lifeEvents:         ['full', '-',    '-',      '-',      '-',      '-'],
  ethnicity:          ['full', 'full', '-',      '-',      '-',      '-'],
  workAbility:        ['full', 'full', '-',      '-',      '-',      '-'],
  lifeStatus:         ['full', 'full', '-',      '-',      '-',      '-'],
  activity:           ['full', 'full', '-',      '-',      '-',      '-'],
  seasonEndedOn:      ['full', 'full', '-',      '-',      '-',      '-'],
  inTraining:         ['full', 'full', '-',      '-',      '-',      '-'],
  verifyMethod:       ['full', 'full', '-',      '-',      '-',      '-'],
  realNameVerifiedOn: ['full', 'full', '-',      '-',      '-',      '-'],
  registeredAt:       ['full', 'full', '-',      '-',      '-',      '-'],
  version:            ['full', 'full', '-',      '-',      '-',      '-'],
};
export const WORKER_FIELDS = Object.keys(FIELDS);

/** Marks that may stand anywhere in what a viewer gets, by who the viewer is to the person. */
const MARKS: Partial<Record<Mark, readonly Eyes[]>> = {
  name: ['OWN', 'HUKOU', 'INSIDE', 'TAKEN'],
  nameMasked: ['BEFORE', 'SHOWN'],
  // Nobody gets it by asking a question: only by revealIdentity, for a purpose.
  idNumber: [],
  idNumberMasked: ['OWN', 'HUKOU', 'INSIDE'],
  phone: ['OWN', 'HUKOU', 'INSIDE', 'TAKEN'],
  birthDate: ['OWN', 'HUKOU', 'INSIDE', 'TAKEN'],
  skill: ['OWN', 'HUKOU', 'BEFORE', 'INSIDE', 'SHOWN', 'TAKEN'],
  ethnicity: ['OWN', 'HUKOU'],
  tagSource: ['OWN'],
  measure: ['OWN'],
  occupation: ['OWN', 'BEFORE', 'INSIDE'],
  topic: ['OWN', 'BEFORE', 'INSIDE'],
  address: ['OWN'],
  handover: ['OWN'],
};

/** May this mark of the person stand in what the viewer gets? */
export function mayMeet(viewer: ViewerHandle, person: Planted, mark: Mark): boolean {
  const eyes = MARKS[mark];
  if (eyes) return eyes.includes(eyesOf(viewer, person)) && written(person, mark);
  return written(person, mark) && sidesOf(person, mark).includes(viewer);
}

/** Papers of the way belong to its sides, whatever they still see of the person. */
function sidesOf({ way, stage }: Planted, mark: Mark): string[] {
  if (mark === 'reason')
    return stage === 'REJECTED' ? [way.county, way.station, way.employer] : [way.county, way.station];
  return mark === 'receiptNo' ? [way.county, way.station, way.employer] : [way.county, way.station];
}

/** Has the person come so far that the mark was written at all? */
function written({ stage, nouns }: Planted, mark: Mark): boolean {
  if (mark === 'occupation' || mark === 'topic') return nouns.willingness !== undefined;
  if (mark === 'visit') return nouns.visit !== undefined;
  if (mark === 'address' || mark === 'handover') return nouns.household !== undefined;
  if (mark === 'reason') return stage === 'REJECTED' || stage === 'DECLINED';
  if (mark === 'agreementRef') return nouns.dispatch !== undefined;
  if (mark === 'receiptNo') return stage === 'ON_POST' || stage === 'VERIFIED';
  return mark !== 'note' || stage === 'VERIFIED';
}

/** A field of a person as the viewer must get it, as JSON; a pattern where the day decides. */
export function expectedField(viewer: ViewerHandle, person: Planted, field: string): string | RegExp {
  const shown = FIELDS[field]?.[COLUMNS.indexOf(eyesOf(viewer, person))] ?? '-';
  if (shown === '-') return 'null';
  const full = fullField(person, field);
  if (shown === 'masked') return JSON.stringify(person.marks.nameMasked);
  if (shown === 'county')
    return JSON.stringify((field === 'hukou' ? person.hukou : person.way.town).slice(0, 6));
  if (shown === 'own city')
    return worksAt(person)?.startsWith(viewer === 'station@foshan' ? '4406' : '3301') ? full : 'null';
  // Whoever was placed here has no job but the one to which the employer was told that the worker came.
  if (shown === 'own job') return person.stage === 'VERIFIED' ? full : 'null';
  return full;
}

function worksAt({ stage, way, employment }: Planted): string | undefined {
  return stage === 'VERIFIED' ? way.workRegion : employment?.regionCode;
}

function fullField(person: Planted, field: string): string | RegExp {
  const { marks, stage, employment, way, hukou } = person;
  const plain: Record<string, unknown> = {
    name: marks.name,
    idNumberMasked: marks.idNumberMasked,
    phone: marks.phone,
    birthDate: marks.birthDate,
    hukou,
    serviceRegion: way.town,
    sexCode: Number(marks.idNumber[16]) % 2 === 0 ? 2 : 1,
    education: 'VOCATIONAL',
    skills: [marks.skill],
    invented: true,
    constraints: ['NO_NIGHT_SHIFT'],
    target: true,
    tags: ['MONITORED'],
    tagRecords: [marks.tagSource],
    employment: stage === 'VERIFIED' ? 'CONTRACT' : (employment?.form ?? null),
    willingness: 'a list',
    assistancePlans: 'a list',
    household: person.nouns.household ? 'one' : null,
    responsible: person.nouns.assignment ? 'one' : null,
    consents: 'a list',
    referrals: 'a list',
    mergedFrom: null,
    mergedRecords: 'a list',
    lifeEvents: 'a list',
    ethnicity: marks.ethnicity,
    workAbility: 'HALF',
    lifeStatus: 'ALIVE',
    activity: 'NONE',
    seasonEndedOn: null,
    inTraining: false,
    verifyMethod: 'POLICE_LIST',
  };
  const value = plain[field];
  if (value !== undefined) return JSON.stringify(value);
  return field === 'version' ? /^\d+$/ : field === 'ageBand' ? /^"\d\d-\d\d"$/ : /^"20\d\d-\d\d-\d\d/;
}
