import { addDays } from '#kernel/business-day.js';
import { maskName } from '#kernel/mask.js';
import type { IdentityVault } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { VALIDITY_DAYS } from '#willingness/willingness.entity.js';
import type { ToIndex } from '#worker/index-workers.js';
import { nameAndBirth } from '#worker/worker-identity.entity.js';
import type { InventedWorker, Said } from './invented-worker.js';

/** Where the tags of invented people come from. */
const TAG_SOURCE = 'DEMO';

/** One invented person as rows of the tables, with the fingerprint that tells whether the person is there. */
export interface WorkerRows {
  /** Hexadecimal. */
  readonly fingerprint: string;
  readonly worker: object;
  readonly identity: object;
  /** What the person is found by, readable; only its tokens are written. */
  readonly found: Omit<ToIndex, 'origin' | 'hukou'> & { readonly hukouRegion: string };
  readonly tags: readonly object[];
  readonly wishes: readonly object[];
}

/**
 * Makes the rows of a person. Wishes whose validity has passed are left out; confirmed ones are ACTIVE since
 * they were said, the others RECORDED. `day` is the day (YYYY-MM-DD) that the person was made for.
 */
export function workerRows(who: InventedWorker, vault: IdentityVault, now: Date, day: string): WorkerRows {
  const id = uuidv7(now.getTime());
  const fingerprint = vault.fingerprint(who.idNumber).toString('hex');
  return {
    fingerprint,
    worker: {
      id,
      service: who.serviceRegion,
      hukou: who.hukouRegion,
      name: maskName(who.name),
      sex: who.sexCode,
      birth: who.birthDate,
      ethnicity: who.ethnicity,
      education: who.education,
      ability: who.workAbility,
      skills: who.skills,
      activity: who.student ? 'STUDENT' : who.inService ? 'SERVICE' : 'NONE',
      form: who.employment?.form ?? null,
      employed: who.employment?.regionCode ?? null,
      learning: who.inTraining,
      at: now.toISOString(),
      day,
    },
    identity: {
      id,
      name: vault.seal(who.name),
      number: vault.seal(who.idNumber),
      fingerprint,
      phone: vault.seal(who.phone),
      phonePrint: vault.fingerprint(who.phone).toString('hex'),
      namePrint: nameAndBirth(vault, who.name, who.birthDate).toString('hex'),
    },
    found: {
      id,
      name: who.name,
      idNumber: who.idNumber,
      phone: who.phone,
      serviceRegion: who.serviceRegion,
      hukouRegion: who.hukouRegion,
    },
    tags: who.tags.map((tag) => ({
      worker: id,
      tag: tag.tag,
      subtype: tag.subtype ?? null,
      from: tag.validFrom,
      source: TAG_SOURCE,
    })),
    wishes: wishesOf(who, id, now, day),
  };
}

function wishesOf(who: InventedWorker, worker: string, now: Date, day: string): object[] {
  const { workWish: work, trainingWish: training } = who;
  const said = (kind: 'WORK' | 'TRAINING', { confirmed, daysAgo }: Said) => {
    const at = new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
    const state = confirmed ? 'ACTIVE' : 'RECORDED';
    const until = addDays(day, VALIDITY_DAYS[kind] - daysAgo);
    return { worker, kind, state, said: at, confirmed: confirmed ? at : null, until };
  };
  const wishes = [
    ...(work
      ? [
          {
            ...said('WORK', work),
            intent: work.intent,
            places: work.destinations.toSorted((a, b) => a.rank - b.rank).map((d) => d.regionCode),
            anywhere: work.anyDestination,
            occupations: work.occupations,
            wage: work.wageMinFen,
            available: work.availableFrom,
            barriers: who.barriers,
            learns: false,
            topics: [],
          },
        ]
      : []),
    ...(training
      ? [
          {
            ...said('TRAINING', training),
            places: [],
            anywhere: false,
            occupations: [],
            barriers: [],
            learns: true,
            topics: training.topics,
          },
        ]
      : []),
  ];
  return wishes.filter((wish) => wish.until > day);
}
