import { insertRows } from '#kernel/insert-rows.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { indexWorkers, type ToIndex } from './index-workers.js';
import { called, identifiedBy } from './worker-facts.js';
import {
  markNameAndBirth,
  type NewIdentityRow,
  sealIdNumber,
  sealName,
  sealPhone,
  WorkerIdentity,
} from './worker-identity.entity.js';
import { type NewWorkerRow, Worker } from './worker.entity.js';
import { readIdNumber, readName, readPhone, writeProfile, type WorkerProfile } from './worker.rules.js';

/** What must be known of a person to be registered. */
export interface NewWorker extends WorkerProfile {
  readonly idNumber: string;
  readonly name: string;
  readonly phone?: string | null;
  readonly serviceRegion: string;
  readonly hukouRegion: string;
  readonly education: string;
  readonly workAbility: string;
}

/** A person made ready; nothing is written yet. */
interface Registration {
  readonly worker: NewWorkerRow;
  readonly identity: NewIdentityRow;
  readonly found: ToIndex;
}

/**
 * The county registers one of its people. Sex and birth date come from the ID number; somebody under 16 may
 * be registered and stays outside the labour base. CONFLICT/WORKER_ALREADY_REGISTERED when the number is
 * known anywhere, saying neither who nor where; the database's unique fingerprint decides.
 */
export async function registerWorker(op: Operation, input: NewWorker): Promise<NewWorkerRow> {
  op.must('worker.register');
  const registration = prepared(op, input);
  await written(op, [registration]);
  await indexWorkers(op, [registration.found]);
  return registration.worker;
}

/**
 * As `registerWorker`, of many at once: two inserts for all of them. The first refusal refuses all. What they are found
 * by is made by the clock, which takes a few minutes for a county: some forty rows a person would double the work.
 */
export async function registerWorkers(
  op: Operation,
  inputs: readonly NewWorker[],
): Promise<readonly NewWorkerRow[]> {
  op.must('worker.register');
  return written(
    op,
    inputs.map((input) => prepared(op, input)),
  );
}

async function written(op: Operation, people: readonly Registration[]): Promise<readonly NewWorkerRow[]> {
  const workers = people.map((one) => one.worker);
  await insertRows(op, Worker, workers);
  await insertRows(
    op,
    WorkerIdentity,
    people.map((one) => one.identity),
  );
  return workers;
}

function prepared(op: Operation, input: NewWorker): Registration {
  const idNumber = readIdNumber(op, input.idNumber);
  const name = readName(input.name);
  const phone = input.phone == null ? null : readPhone(op, input.phone);
  const worker: NewWorkerRow = {
    id: uuidv7(op.now.getTime()),
    serviceRegion: '',
    origin: '',
    hukouRegion: '',
    hukou: '',
    displayName: '',
    sexCode: idNumber.sexCode,
    birthDate: idNumber.birthDate,
    ethnicity: null,
    education: 'NONE',
    workAbility: 'FULL',
    constraints: [],
    skills: [],
    lifeStatus: 'ALIVE',
    activity: 'NONE',
    employmentForm: null,
    employmentRegion: null,
    employmentPath: null,
    employedBy: null,
    worksUntil: null,
    seasonEndedOn: null,
    inTraining: false,
    verifyMethod: null,
    realNameVerifiedOn: null,
    mergedInto: null,
    invented: false,
    registeredAt: op.now,
  };
  identifiedBy(worker, idNumber);
  called(worker, name);
  writeProfile(op, worker, input);
  op.must('worker.register', { origin: worker.origin }, 'input.serviceRegion');
  const identity: NewIdentityRow = {
    workerId: worker.id,
    nameEnc: '',
    idNumberEnc: '',
    idNumberHmac: Buffer.alloc(0),
    phoneEnc: null,
    phoneHmac: null,
    nameBirthHmac: null,
  };
  sealName(identity, op.vault, name);
  sealIdNumber(identity, op.vault, idNumber.value);
  sealPhone(identity, op.vault, phone);
  markNameAndBirth(identity, op.vault, name, worker.birthDate);
  const { id, serviceRegion, origin, hukou } = worker;
  return {
    worker,
    identity,
    found: { id, serviceRegion, origin, hukou, name, phone, idNumber: idNumber.value },
  };
}
