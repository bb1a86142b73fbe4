/**
 * The second wall as it ought to be, table by table: who reads and who writes which rows when nothing but the
 * policies is in the way. Whoever is who to a person stands in expected-disclosure.ts.
 */
import { type Eyes, eyesOf, type ViewerHandle, VIEWERS } from './expected-disclosure.js';
import { type Planted, STAGES } from './planted.js';

type Side = 'county' | 'station' | 'employer';
export type Rule = (person: Planted, viewer: ViewerHandle) => boolean;
const eyes =
  (...those: Eyes[]): Rule =>
  (person, viewer) =>
    those.includes(eyesOf(viewer, person));
const sides =
  (...those: Side[]): Rule =>
  ({ way }, viewer) =>
    those.some((side) => way[side] === viewer);
const from =
  (stage: Planted['stage'], rule: Rule): Rule =>
  (person, viewer) =>
    STAGES.indexOf(person.stage) >= STAGES.indexOf(stage) && rule(person, viewer);
const either =
  (...rules: Rule[]): Rule =>
  (person, viewer) =>
    rules.some((rule) => rule(person, viewer));
const EVERYBODY_WHO_KNOWS = eyes('OWN', 'HUKOU', 'BEFORE', 'INSIDE', 'SHOWN', 'TAKEN');
/** Of whatever lies in the observer's province. */
const observers: Rule = (_person, viewer) => viewer === 'observer@province';
const nobody: Rule = () => false;

/** Who reads and who writes which rows of a person, with nothing but the policies in the way. */
export const TABLES: Readonly<Record<string, { reads: Rule; writes: Rule }>> = {
  worker: { reads: EVERYBODY_WHO_KNOWS, writes: eyes('OWN') },
  standing: { reads: EVERYBODY_WHO_KNOWS, writes: nobody },
  worker_identity: { reads: eyes('OWN', 'HUKOU', 'INSIDE', 'TAKEN'), writes: eyes('OWN') },
  // Where the person was brought from: insert only, so that nobody changes it.
  worker_source: { reads: eyes('OWN'), writes: nobody },
  worker_tag: { reads: eyes('OWN'), writes: eyes('OWN') },
  // Planted between two of one county each.
  possible_duplicate: { reads: eyes('OWN'), writes: eyes('OWN') },
  worker_merge: { reads: eyes('OWN'), writes: eyes('OWN') },
  // Planted from the own county to the other one: both read it, and only the system writes.
  transfer_request: {
    reads: (_person, viewer) => viewer === 'county@liping' || viewer === 'county@congjiang',
    writes: nobody,
  },
  life_event: { reads: eyes('OWN'), writes: eyes('OWN') },
  willingness: { reads: eyes('OWN', 'BEFORE', 'INSIDE'), writes: eyes('OWN') },
  household: { reads: eyes('OWN'), writes: eyes('OWN') },
  household_member: { reads: eyes('OWN'), writes: eyes('OWN') },
  household_labor: { reads: eyes('OWN'), writes: nobody },
  zero_employment: { reads: eyes('OWN'), writes: nobody },
  officer: { reads: eyes('OWN'), writes: eyes('OWN') },
  assignment: { reads: eyes('OWN'), writes: eyes('OWN') },
  responsibility: { reads: eyes('OWN'), writes: nobody },
  return_record: { reads: eyes('OWN'), writes: eyes('OWN') },
  // Planted as given to the employer of the way, who meets the person once it is shown to it.
  consent: {
    reads: either(
      eyes('OWN'),
      (person, viewer) => sides('employer')(person, viewer) && eyes('SHOWN', 'TAKEN')(person, viewer),
    ),
    writes: eyes('OWN'),
  },
  // Met by the station of the way, and completed by the county.
  provisional_person: { reads: either(eyes('OWN'), sides('station')), writes: eyes('OWN') },
  survey_answer: { reads: eyes('OWN'), writes: eyes('OWN') },
  survey_round: { reads: either(sides('county'), observers), writes: sides('county') },
  assistance_plan: { reads: eyes('OWN'), writes: eyes('OWN') },
  assistance_measure: { reads: eyes('OWN'), writes: eyes('OWN') },
  referral: {
    reads: either(sides('county', 'station'), from('SUBMITTED', sides('employer'))),
    writes: either(sides('county', 'station'), from('SUBMITTED', sides('employer'))),
  },
  dispatch_order: { reads: sides('county', 'station', 'employer'), writes: sides('county', 'station') },
  arrival: { reads: sides('county', 'station', 'employer'), writes: sides('county', 'station', 'employer') },
  station_visit: { reads: sides('county', 'station'), writes: sides('station') },
  trip: { reads: sides('county', 'station'), writes: sides('county', 'station') },
  trip_passenger: { reads: sides('county', 'station'), writes: sides('county', 'station') },
  // Two were planted: the station read one identity, the county of the hukou the other.
  identity_reading: {
    reads: ({ who, way }, viewer) =>
      viewer === way.county || viewer === (who === 'checked in' ? 'station@foshan' : 'county@congjiang'),
    writes: nobody,
  },
};
/** What people are found by, by the county that finds by it: that of the service and that of the hukou, each its own. */
export const TOKENS: Readonly<
  Record<string, { reads: readonly ViewerHandle[]; writes: readonly ViewerHandle[] }>
> = {
  '522631': { reads: ['county@liping'], writes: [] },
  '522633': { reads: ['county@congjiang'], writes: [] },
};
/** Postings by title and city: an opened one is read by all who are signed in, a draft by its employer and its place. */
export const POSTINGS: Readonly<
  Record<string, { reads: readonly ViewerHandle[]; writes: readonly ViewerHandle[] }>
> = {
  '装配工 in 440604': { reads: VIEWERS, writes: ['station@foshan', 'employer@foshan'] },
  '装配工 in 330109': { reads: VIEWERS, writes: ['station@hangzhou', 'employer@other'] },
  'draft in 440604': {
    reads: ['station@foshan', 'employer@other'],
    writes: ['station@foshan', 'employer@other'],
  },
  'draft in 522631': {
    reads: ['county@liping', 'employer@foshan'],
    writes: ['county@liping', 'employer@foshan'],
  },
};
