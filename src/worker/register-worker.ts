import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { indexWorkers } from './index-workers.js';
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

/**
 * The county registers one of its people. Sex and birth date come from the ID number; somebody under 16 may
 * be registered and stays outside the labour base. CONFLICT/WORKER_ALREADY_REGISTERED when the number is
 * known anywhere, saying neither who nor where; the database's unique fingerprint decides.
 */
export async function registerWorker(op: Operation, input: NewWorker): Promise<Worker> {
  op.must('worker.register');
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
  // The identity leans on the worker's row, and nothing tells the unit of work so.
  await op.em.persist(worker).flush();
  const identity = op.em.create(
    WorkerIdentity,
    { workerId: worker.id, nameEnc: '', idNumberEnc: '', idNumberHmac: Buffer.alloc(0) },
    { persist: false },
  );
  identity.sealName(op.vault, name);
  identity.sealIdNumber(op.vault, idNumber.value);
  identity.sealPhone(op.vault, phone);
  op.em.persist(identity);
  const { id, serviceRegion, origin, hukou } = worker;
  await indexWorkers(op, [{ id, serviceRegion, origin, hukou, name, phone, idNumber: idNumber.value }]);
  return worker;
}
