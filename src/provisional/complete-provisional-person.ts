import { within } from '#access/stake.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { registerWorker } from '#worker/register-worker.js';
import { Worker } from '#worker/worker.entity.js';
import { WorkerIdentity } from '#worker/worker-identity.entity.js';
import { readIdNumber } from '#worker/worker.rules.js';
import { findProvisionalPerson } from './find-provisional-person.js';
import type { ProvisionalPerson } from './provisional-person.entity.js';

/** What was missing; left out: as it was written down. */
export interface Completion {
  readonly id: string;
  readonly idNumber?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly serviceRegion?: string | null;
  readonly hukouRegion: string;
  readonly education: string;
  readonly workAbility: string;
  readonly verifyMethod?: string | null;
}

/**
 * The county has the number, and the person is on record (→ COMPLETED): registered now, or one whom the county had all along, of whom
 * nothing is changed. CONFLICT: WORKER_ALREADY_REGISTERED by another county (which is asked by `requestTransfer`),
 * PROVISIONAL_STEP_NOT_ALLOWED. BAD_USER_INPUT: ID_NUMBER_MISSING, and what `registerWorker` refuses.
 */
export async function completeProvisionalPerson(
  op: Operation,
  input: Completion,
): Promise<ProvisionalPerson> {
  op.must('provisionalPerson.complete');
  const person = await findProvisionalPerson(op, input.id);
  op.must('provisionalPerson.complete', { origin: person.origin });
  const known = person.knownOf(op.vault);
  const idNumber = input.idNumber ?? known.idNumber;
  if (idNumber === null) throw numberMissing();
  person.completedAs(
    (await ownWorker(op, idNumber)) ??
      (
        await registerWorker(op, {
          ...input,
          idNumber,
          name: input.name ?? known.name,
          phone: input.phone === undefined ? known.phone : input.phone,
          serviceRegion: input.serviceRegion ?? person.serviceRegion,
        })
      ).id,
  );
  return person;
}

export function numberMissing(): Error {
  return badInput('input.idNumber', 'ID_NUMBER_MISSING', {
    zh: '登记时没有身份证号，请填写。',
    en: 'No ID number was written down yet: give it.',
  });
}

/** The key of the county's own person of this number; of a merged record the one that is kept. */
async function ownWorker(op: Operation, idNumber: string): Promise<string | undefined> {
  const idNumberHmac = op.vault.fingerprint(readIdNumber(op, idNumber).value);
  const identity = await op.em.findOne(WorkerIdentity, { idNumberHmac });
  const worker = identity && (await op.em.findOne(Worker, { id: identity.workerId }));
  return worker && within(worker.origin, op.viewer.path) ? (worker.mergedInto ?? worker.id) : undefined;
}
