import { dice, mix } from '#demo/random.js';
import { EDUCATIONS } from '#kernel/education.js';
import type { Operation } from '#kernel/operation.js';
import { type NewWorker, registerWorkers } from '#worker/register-worker.js';
import { giveTag } from '#worker/tag-worker.js';
import { TAGS, TAG_SUBTYPES } from '#worker/worker-tag.entity.js';
import { EMPLOYMENT_FORMS, VERIFY_METHODS, WORK_ABILITIES } from '#worker/worker.entity.js';
import { HOSTILE_NAMES, HOSTILE_PEOPLES, HOSTILE_SKILLS } from './hostile-texts.js';
import { ledgerIdNumber } from './worker-sheets.js';

const BATCH = 500;
const HOMES = [
  ['522631003201', '522631003201'],
  ['522631101', '522631101'],
  ['522631R01', '522633100'],
  ['522631003', '522631101'],
  ['522631', '440604'],
  ['522631101', '522631R01'],
] as const;
const WORK = ['440600', '440604', '522631', '522631003', '330109', '440000', '522631R01'];

/** So many people of the county whom a sheet finds hard to say; the villages are planted before. */
export async function registerHostile(county: Operation, people: number): Promise<void> {
  for (let from = 0; from < people; from += BATCH)
    await register(county, from, Math.min(people, from + BATCH));
}

async function register(county: Operation, from: number, to: number): Promise<void> {
  await county.transact('worker.register', async (op) => {
    const indexes = Array.from({ length: to - from }, (_, i) => from + i);
    const workers = await registerWorkers(op, indexes.map(hostile));
    for (const [i, worker] of workers.entries()) {
      const roll = dice(mix(9, from + i));
      for (const tag of TAGS)
        if (roll.chance(0.25))
          giveTag(op, worker, {
            tag,
            subtype: tag === 'MONITORED' ? roll.pick(TAG_SUBTYPES) : null,
            source: '测试',
          });
    }
  });
}

/** Somebody whom a sheet finds hard to say. */
function hostile(index: number): NewWorker {
  const roll = dice(mix(7, index));
  const [serviceRegion, hukouRegion] = roll.pick(HOMES);
  const birth = `19${roll.int(60, 99)}0${roll.int(1, 9)}1${roll.int(0, 9)}`;
  return {
    idNumber: ledgerIdNumber(index, birth, roll.chance(0.5) ? 1 : 2),
    name: roll.pick(HOSTILE_NAMES),
    phone: roll.chance(0.8) ? `154${String(index).padStart(8, '0')}` : null,
    serviceRegion,
    hukouRegion,
    ethnicity: roll.pick(HOSTILE_PEOPLES),
    education: roll.pick(EDUCATIONS),
    workAbility: roll.pick(WORK_ABILITIES),
    verifyMethod: roll.chance(0.7) ? roll.pick(VERIFY_METHODS) : null,
    activity: roll.chance(0.1) ? roll.pick(['STUDENT', 'CUSTODY']) : 'NONE',
    skills: Array.from({ length: roll.int(0, 6) }, () => roll.pick(HOSTILE_SKILLS)),
    employment: roll.chance(0.6) ? { form: roll.pick(EMPLOYMENT_FORMS), regionCode: roll.pick(WORK) } : null,
  };
}
