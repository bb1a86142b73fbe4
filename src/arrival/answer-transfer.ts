import { LockMode } from '@mikro-orm/core';
import sql from 'sql-template-tag';
import { endPlanOf } from '#assistance/end-plan-of.js';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { cancelReferralsOfWorker } from '#referral/cancel-referrals-of-worker.js';
import { INELIGIBLE, notHere } from '#worker/eligible.rules.js';
import { holdWorker } from '#worker/find-life-event.js';
import { peekTransfer } from '#worker/find-transfer.js';
import { moveFile } from '#worker/move-file.js';
import { TransferRequest } from '#worker/transfer-request.entity.js';
import type { Worker } from '#worker/worker.entity.js';

/** Stands in the referrals that end, which stations and employers read, and in the plan of help. */
const HANDED_ON =
  '劳动力已转由其他县服务，由系统结束。The worker is answered for by another county now; ended by the system.';

/** What the county that has the person says. */
export interface TransferAnswer {
  readonly id: string;
  readonly accept: boolean;
  readonly reason?: string | null;
}

/**
 * The county that answers for a person hands it on to the one that asks, or does not, and says why not. Whoever is handed on goes with
 * the file, and is counted there in the same transaction; open referrals and the plan of help end, and other counties' requests lapse. CONFLICT:
 * TRANSFER_ON_THE_WAY while a dispatch has not ended; the reason of `notHere`; TRANSFER_STEP_NOT_ALLOWED the second time.
 */
export async function answerTransfer(op: Operation, input: TransferAnswer): Promise<TransferRequest> {
  op.must('transfer.answer');
  const request = await peekTransfer(op, input.id);
  op.must('transfer.answer', { origin: request.fromOrigin });
  const answer = input.accept && input.reason == null ? null : reasonText(input.reason ?? '');
  return op.asSystem(async () => {
    const worker = await holdWorker(op, request.workerId);
    await op.em.refresh(request, { lockMode: LockMode.PESSIMISTIC_WRITE });
    request.end(input.accept ? 'ACCEPTED' : 'REFUSED', answer, op.now);
    if (worker && input.accept) await handOn(op, worker, request);
    return request;
  });
}

async function handOn(op: Operation, worker: Worker, request: TransferRequest): Promise<void> {
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone]);
  const [open] = await op.run(sql`select exists (select from dispatch_order where worker_id = ${worker.id}
    and state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED','ON_POST')
    and not exists (select from arrival a where a.dispatch_id = dispatch_order.id and a.state = 'VERIFIED')) as way`);
  if (open?.['way'] === true)
    throw conflict('TRANSFER_ON_THE_WAY', {
      zh: '该劳动力正在派遣途中，请待核验到岗或取消派遣后再答复。',
      en: 'The worker is on the way. Answer when the arrival is verified or the dispatch cancelled.',
    });
  await cancelReferralsOfWorker(op, worker.id, HANDED_ON);
  await endPlanOf(op, worker.id, HANDED_ON);
  await moveFile(op, worker, op.regions.must(request.toRegion, 'input.id'));
  const others = await op.em.find(
    TransferRequest,
    { workerId: worker.id, state: 'REQUESTED', id: { $ne: request.id } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const other of others) other.end('LAPSED', null, op.now);
}
