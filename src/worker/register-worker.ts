import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { indexWorkers, type ToIndex } from './index-workers.js';
import { WorkerIdentity } from './worker-identity.entity.js';
import { Worker } from './worker.entity.js';
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
  readonly worker: Worker;
  readonly identity: WorkerIdentity;
  readonly found: ToIndex;
}

/**
 * The county registers one of its people. Sex and birth date come from the ID number; somebody under 16 may
 * be registered and stays outside the labour base. CONFLICT/WORKER_ALREADY_REGISTERED when the number is
 * known anywhere, saying neither who nor where; the database's unique fingerprint decides.
 */
export async function registerWorker(op: Operation, input: NewWorker): Promise<Worker> {
  op.must('worker.register');
  const { worker, identity, found } = prepared(op, input);
  // The identity leans on the worker's row, and nothing tells the unit of work so.
  await op.em.persist(worker).flush();
  op.em.persist(identity);
  await indexWorkers(op, [found]);
  return worker;
}

/**
 * As `registerWorker`, of many at once: two inserts for all of them. The first refusal refuses all. What they are found
 * by is made by the clock, which takes a few minutes for a county: some forty rows a person would double the work.
 */
export async function registerWorkers(op: Operation, inputs: readonly NewWorker[]): Promise<Worker[]> {
  op.must('worker.register');
  const registrations = inputs.map((input) => prepared(op, input));
  await op.em.persist(registrations.map((one) => one.worker)).flush();
  await op.em.persist(registrations.map((one) => one.identity)).flush();
  return registrations.map((one) => one.worker);
}

function prepared(op: Operation, input: NewWorker): Registration {
  const idNumber = readIdNumber(op, input.idNumber);
  const name = readName(input.name);
  const phone = input.phone == null ? null : readPhone(op, input.phone);
  const worker = op.em.create(
    Worker,
    {
      id: uuidv7(op.now.getTime()),
      serviceRegion: '',
      origin: '',
      hukouRegion: '',
      hukou: '',
      displayName: '',
      sexCode: idNumber.sexCode,
      birthDate: idNumber.birthDate,
      education: 'NONE',
      workAbility: 'FULL',
      constraints: [],
      skills: [],
      registeredAt: op.now,
    },
    { persist: false },
  );
  worker.identifiedBy(idNumber);
  worker.called(name);
  writeProfile(op, worker, input);
  op.must('worker.register', { origin: worker.origin }, 'input.serviceRegion');
  const identity = op.em.create(
    WorkerIdentity,
    { workerId: worker.id, nameEnc: '', idNumberEnc: '', idNumberHmac: Buffer.alloc(0) },
    { persist: false },
  );
  identity.sealName(op.vault, name);
  identity.sealIdNumber(op.vault, idNumber.value);
  identity.sealPhone(op.vault, phone);
  identity.markNameAndBirth(op.vault, name, worker.birthDate);
  const { id, serviceRegion, origin, hukou } = worker;
  return {
    worker,
    identity,
    found: { id, serviceRegion, origin, hukou, name, phone, idNumber: idNumber.value },
  };
}
