/** What the demo knows about an invented person: plain data, ready for the verbs that register people. */
import type { OriginKey } from './origins.js';

/** Schooling, lowest first. */
export type Education =
  | 'NONE'
  | 'PRIMARY'
  | 'JUNIOR_HIGH'
  | 'SENIOR_HIGH'
  | 'VOCATIONAL'
  | 'COLLEGE'
  | 'BACHELOR';
/** 劳动能力: ability to work. NONE leaves the labour set. */
export type WorkAbility = 'FULL' | 'SKILLED' | 'WEAK' | 'HALF' | 'NONE';
/** The dated population tags; they overlap and are never one enum. */
export type WorkerTagName =
  | 'POVERTY_ALLEVIATED'
  | 'MONITORED'
  | 'PREVENTION_TARGET'
  | 'LOW_INCOME'
  | 'RELOCATED'
  | 'DISABLED'
  | 'HARD_TO_EMPLOY'
  | 'GRADUATE'
  | 'VETERAN';

/** One tag with the day it holds from (never before birth, never after today). */
export interface InventedTag {
  tag: WorkerTagName;
  /** Only for MONITORED: unstable lifted-out, marginal, or sudden hardship household. */
  subtype?: 'UNSTABLE' | 'MARGINAL' | 'SUDDEN';
  validFrom: string;
}

/** A present job and where it is (a county, city or province code). */
export interface InventedEmployment {
  form: 'CONTRACT' | 'FLEXIBLE' | 'SELF' | 'FARM' | 'PUBLIC_POST';
  regionCode: string;
}

/** When a wish was said, and whether the person (or a visit) confirmed it. */
export interface Said {
  confirmed: boolean;
  /** Whole days before `today`. Over 180 for work and over 365 for training means it has run out. */
  daysAgo: number;
}

/** A work willingness (就业意愿). Destinations only with GO_OUT or CHANGE_JOB; ranks run from 1. */
export interface InventedWorkWish extends Said {
  intent: 'GO_OUT' | 'LOCAL' | 'CHANGE_JOB' | 'STARTUP' | 'NONE';
  destinations: { regionCode: string; rank: number }[];
  anyDestination: boolean;
  occupations: string[];
  /** Least monthly pay asked for, in fen; null where none was named. */
  wageMinFen: number | null;
  /** YYYY-MM-DD, today or later. */
  availableFrom: string;
}

/** A training willingness (培训意愿). */
export interface InventedTrainingWish extends Said {
  topics: string[];
}

/** An invented person. No field is anybody's: see demo/README.md for how each is kept from being real. */
export interface InventedWorker {
  /** Place in the stream, from 0; the same seed, index and day always give the same person. */
  index: number;
  origin: OriginKey;
  /** 18 characters with a valid check character, address code 999xxx, which was never issued. */
  idNumber: string;
  name: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  sexCode: 1 | 2;
  /** YYYY-MM-DD. */
  birthDate: string;
  /** 11 digits beginning 154, a block no operator holds. */
  phone: string;
  /** Chinese name of the ethnic group, such as 侗族. */
  ethnicity: string;
  education: Education;
  /** Town of registration. */
  hukouRegion: string;
  /** Town or resettlement site that is responsible for the person. */
  serviceRegion: string;
  workAbility: WorkAbility;
  tags: InventedTag[];
  skills: string[];
  employment: InventedEmployment | null;
  /** Full-time student, and so outside the labour set. */
  student: boolean;
  /** On active military service, and so outside the labour set. */
  inService: boolean;
  /** 就业障碍: why somebody who was asked is not at work. */
  barriers: ('WILLINGNESS' | 'SKILL' | 'ABILITY')[];
  /** In a training class now. */
  inTraining: boolean;
  workWish: InventedWorkWish | null;
  trainingWish: InventedTrainingWish | null;
}
