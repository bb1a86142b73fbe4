import { within } from '#access/stake.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { registerWorker } from '#worker/register-worker.js';
import { Worker } from '#worker/worker.entity.js';
import { bareName, WorkerIdentity } from '#worker/worker-identity.entity.js';
import { readIdNumber, readName } from '#worker/worker.rules.js';
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
 * The county has the number, and the person is on record (→ COMPLETED): registered now, or one whom the county had all along under
 * the same name, of whom nothing is changed: a slip of one digit binds no two people. CONFLICT: WORKER_ALREADY_REGISTERED by another county (which is asked by `requestTransfer`),
 * PROVISIONAL_STEP_NOT_ALLOWED. BAD_USER_INPUT: ID_NUMBER_MISSING, NAME_DIFFERS, and what `registerWorker` refuses.
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
  const own = await ownIdentity(op, idNumber);
  if (own && !isCalled(op, own.identity, input.name == null ? known.name : readName(input.name)))
    throw calledOtherwise();
  person.completedAs(
    own?.key ??
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

function calledOtherwise(): Error {
  return badInput('input.name', 'NAME_DIFFERS', {
    zh: '该身份证号在本县档案中的姓名与此不同。请核对号码；确为同一人的，请在 name 中填写证件上的姓名，或先更正档案中的姓名。',
    en: 'The record that the county has of this ID number bears another name. Check the number; if it is the same person, give the name as on the card, or correct the record first.',
  });
}

interface OwnIdentity {
  readonly identity: WorkerIdentity;
  /** The key of the person; of a merged record the one that is kept. */
  readonly key: string;
}

/** The county's own person of this number. */
async function ownIdentity(op: Operation, idNumber: string): Promise<OwnIdentity | undefined> {
  const idNumberHmac = op.vault.fingerprint(readIdNumber(op, idNumber).value);
  const identity = await op.em.findOne(WorkerIdentity, { idNumberHmac });
  const worker = identity && (await op.em.findOne(Worker, { id: identity.workerId }));
  return worker && within(worker.origin, op.viewer.path)
    ? { identity, key: worker.mergedInto ?? worker.id }
    : undefined;
}

function isCalled(op: Operation, { nameEnc }: WorkerIdentity, name: string): boolean {
  return bareName(op.vault.open(nameEnc)) === bareName(name);
}
