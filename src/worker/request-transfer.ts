import { within } from '#access/stake.js';
import { conflict, type HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { uuidv7 } from '#kernel/uuid.js';
import { TransferRequest } from './transfer-request.entity.js';
import { WorkerIdentity } from './worker-identity.entity.js';
import { Worker } from './worker.entity.js';
import { readIdNumber, SERVICE_LEVELS } from './worker.rules.js';

/** Whom a county asks for, and where the person is to be answered for. */
export interface NewTransfer {
  readonly idNumber: string;
  readonly serviceRegion: string;
  readonly reason: string;
}

/**
 * A county asks for a person whom another one answers for, by the ID number (domain 4.5, Person present in two origins). It
 * learns that the request was sent, neither who nor where; the look-up is counted by the door. CONFLICT:
 * WORKER_NOT_REGISTERED, WORKER_ALREADY_YOURS, TRANSFER_ALREADY_REQUESTED while an earlier one is not answered.
 */
export async function requestTransfer(op: Operation, input: NewTransfer): Promise<TransferRequest> {
  op.must('transfer.request');
  const { value } = readIdNumber(op, input.idNumber);
  const region = op.regions.must(input.serviceRegion, 'input.serviceRegion', SERVICE_LEVELS);
  op.must('transfer.request', { origin: region.path }, 'input.serviceRegion');
  const reason = reasonText(input.reason);
  return op.asSystem(async () => {
    const identity = await op.em.findOne(WorkerIdentity, { idNumberHmac: op.vault.fingerprint(value) });
    const written = identity && (await op.em.findOne(Worker, { id: identity.workerId }));
    // Of a record that was merged the county has the person under the other one.
    const worker = written?.mergedInto ? await op.em.findOne(Worker, { id: written.mergedInto }) : written;
    if (!worker) throw notRegistered();
    if (within(worker.origin, op.viewer.path)) throw alreadyYours();
    const request = op.em.create(TransferRequest, {
      id: uuidv7(op.now.getTime()),
      workerId: worker.id,
      fromOrigin: worker.origin,
      toRegion: region.code,
      toOrigin: region.path,
      askedBy: op.viewer.organizationId,
      reason,
      state: 'REQUESTED',
      askedAt: op.now,
    });
    await op.em.flush();
    return request;
  });
}

function notRegistered(): HouseError {
  return conflict(
    'WORKER_NOT_REGISTERED',
    {
      zh: '该公民身份号码没有登记过，请直接登记，无需转移。',
      en: 'This ID number is not registered. Register the person; there is nothing to transfer.',
    },
    { field: 'input.idNumber' },
  );
}

function alreadyYours(): HouseError {
  return conflict(
    'WORKER_ALREADY_YOURS',
    {
      zh: '该人员已由本县服务，无需转移。',
      en: 'Your county answers for this person already.',
    },
    { field: 'input.idNumber' },
  );
}
