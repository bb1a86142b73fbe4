import { LockMode, OptimisticLockError } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { type Ineligible, outsideLabourBase } from './eligible.rules.js';
import { indexWorkerAgain } from './index-workers.js';
import { findWorker, mustNotBeMerged, WORKER } from './find-worker.js';
import { called, identifiedBy } from './worker-facts.js';
import {
  markNameAndBirth,
  sealIdNumber,
  sealName,
  sealPhone,
  WorkerIdentity,
} from './worker-identity.entity.js';
import { Worker } from './worker.entity.js';
import { readIdNumber, readName, readPhone, writeProfile, type WorkerProfile } from './worker.rules.js';

/** What may be corrected: the profile, and the identity itself. */
export interface WorkerCorrection extends WorkerProfile {
  readonly id: string;
  readonly version?: number | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly idNumber?: string | null;
}

/** A person as corrected. */
export interface Correction {
  readonly worker: Worker;
  /** Why the person is not in the labour base any more, where this correction says so first; null otherwise. */
  readonly left: Ineligible | null;
  /** The job of a verified arrival has ended by it, and there is no other. */
  readonly placementEnded: boolean;
}

/**
 * The county corrects what it wrote of a person; what is left out stays. Of two officers at once, or of one
 * who read an older version, one gets CONFLICT/CHANGED_MEANWHILE. Its door stands in the arrival room, where the
 * way of a person who `left` is ended in the same transaction.
 */
export async function correctWorker(op: Operation, input: WorkerCorrection): Promise<Correction> {
  op.must('worker.correct');
  const worker = await findWorker(op, input.id);
  op.must('worker.correct', { origin: worker.origin });
  mustNotBeMerged(worker, 'input.id');
  if (input.version != null) await op.em.lock(worker, LockMode.OPTIMISTIC, input.version);
  const { version, employedBy } = worker;
  const before = outsideLabourBase(worker, op.today);
  writeProfile(op, worker, input);
  // A person may be handed on within the county; to another county only by a transfer.
  op.must('worker.correct', { origin: worker.origin }, 'input.serviceRegion');
  await correctIdentity(op, worker, input);
  await op.em.flush();
  if (worker.version === version) await touch(op, worker);
  if (isFoundByOther(input)) await indexWorkerAgain(op, worker);
  const now = outsideLabourBase(worker, op.today);
  return {
    worker,
    left: now === before ? null : now,
    placementEnded: employedBy != null && worker.employmentForm == null,
  };
}

/** Does it touch anything that the person is found by? */
function isFoundByOther({ name, phone, idNumber, serviceRegion, hukouRegion }: WorkerCorrection): boolean {
  return phone !== undefined || [name, idNumber, serviceRegion, hukouRegion].some((given) => given != null);
}

async function correctIdentity(op: Operation, worker: Worker, input: WorkerCorrection): Promise<void> {
  if (input.name == null && input.phone === undefined && input.idNumber == null) return;
  const identity = await op.em.findOne(WorkerIdentity, { workerId: worker.id });
  if (!identity) throw notFound(WORKER);
  if (input.name != null) {
    const name = readName(input.name);
    sealName(identity, op.vault, name);
    called(worker, name);
  }
  if (input.phone !== undefined)
    sealPhone(identity, op.vault, input.phone === null ? null : readPhone(op, input.phone));
  if (input.idNumber != null) {
    const idNumber = readIdNumber(op, input.idNumber);
    sealIdNumber(identity, op.vault, idNumber.value);
    identifiedBy(worker, idNumber);
  }
  if (input.name != null) markNameAndBirth(identity, op.vault, readName(input.name), worker.birthDate);
  // The clock says it anew: it opens the name, and this correction must do where the name cannot be opened.
  else if (input.idNumber != null) identity.nameBirthHmac = null;
}

/** A correction of the identity alone is still one of the worker: the version that others read must not stay. */
async function touch(op: Operation, worker: Worker): Promise<void> {
  const touched = await op.em.nativeUpdate(
    Worker,
    { id: worker.id, version: worker.version },
    { version: worker.version + 1 },
  );
  if (touched === 0) throw OptimisticLockError.lockFailed(worker);
}
