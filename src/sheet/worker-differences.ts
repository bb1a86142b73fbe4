import type { Operation } from '#kernel/operation.js';
import type { WorkerCorrection } from '#worker/correct-worker.js';
import { unwrapCell } from '#kernel/half-width.js';
import { pathOf } from '#kernel/region-code.js';
import { readEthnicity } from './read-ethnicity.js';
import type { PlannedTag, PlannedWorker } from './planned-worker.js';

/** A person of the own county as the registry has it, in the parts that a sheet may say. */
export interface KnownWorker {
  readonly id: string;
  readonly name: string;
  readonly phoneFingerprint: Buffer | null;
  readonly serviceRegion: string;
  readonly hukouRegion: string;
  readonly ethnicity: string | null;
  readonly education: string;
  readonly workAbility: string;
  readonly activity: string;
  readonly employmentForm: string | null;
  readonly employmentRegion: string | null;
  readonly verifyMethod: string | null;
  readonly skills: readonly string[];
  /** Carried today. */
  readonly tags: readonly string[];
}

/** What a row says otherwise than the registry: fields to correct, tags to add. */
export interface Differences {
  readonly correction: Omit<WorkerCorrection, 'id'>;
  readonly tags: readonly PlannedTag[];
  readonly isEqual: boolean;
}

/** Fields that are compared as they are. */
const PLAIN = [
  'name',
  'serviceRegion',
  'hukouRegion',
  'ethnicity',
  'education',
  'workAbility',
  'activity',
  'verifyMethod',
] as const;

/**
 * Compares a row with the person it is about. What the row does not say is no difference; neither is a place
 * coarser than the one on record (a county where the village is known, a city where the district is).
 */
export function differencesOf(
  vault: Operation['vault'],
  planned: PlannedWorker,
  known: KnownWorker,
): Differences {
  const correction: Record<string, unknown> = {};
  for (const field of PLAIN) {
    const said = planned[field];
    if (said !== undefined && said !== sayable(field, known) && !isCoarser(field, said, known))
      correction[field] = said;
  }
  const { phone, employment, skills } = planned;
  if (phone !== undefined && !known.phoneFingerprint?.equals(vault.fingerprint(phone)))
    correction['phone'] = phone;
  if (employment !== undefined && !isSameWork(employment, known)) correction['employment'] = employment;
  // A ledger tells of skills and takes none away.
  const had = new Set(known.skills.map(unwrapCell));
  const more = skills?.filter((skill) => !had.has(unwrapCell(skill))) ?? [];
  if (more.length > 0) correction['skills'] = [...known.skills, ...more];
  const tags = planned.tags.filter(({ tag }) => !known.tags.includes(tag));
  return {
    correction,
    tags,
    isEqual: tags.length === 0 && Object.keys(correction).length === 0,
  };
}

/** What is on record as a cell can say it: without joiners that nobody sees, a people with 族 behind its name. */
function sayable(field: (typeof PLAIN)[number], known: KnownWorker): string | null {
  if (field === 'name') return unwrapCell(known.name);
  if (field === 'ethnicity') return known.ethnicity && (readEthnicity(known.ethnicity) ?? known.ethnicity);
  return known[field];
}

function isCoarser(field: (typeof PLAIN)[number], said: string, known: KnownWorker): boolean {
  return (field === 'serviceRegion' || field === 'hukouRegion') && liesIn(known[field], said);
}

/** Where the row does not say the form of work, only the place is compared. */
function isSameWork(said: NonNullable<PlannedWorker['employment']> | null, known: KnownWorker): boolean {
  if (said === null || known.employmentRegion === null) return said === null && known.employmentForm === null;
  const sameForm = said.isFormTaken || known.employmentForm === said.form;
  return sameForm && liesIn(known.employmentRegion, said.regionCode);
}

/** Whether a place is this one or lies in it: a coarser place is no difference. */
export function liesIn(code: string, above: string): boolean {
  return (pathOf(code) ?? code).startsWith(pathOf(above) ?? above);
}
