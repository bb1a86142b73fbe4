import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { peekTransfer } from './find-transfer.js';
import type { TransferRequest } from './transfer-request.entity.js';

/** The county that asked asks no longer (REQUESTED → WITHDRAWN), with a reason that the other one reads. */
export async function withdrawTransfer(
  op: Operation,
  input: { id: string; reason: string },
): Promise<TransferRequest> {
  op.must('transfer.withdraw');
  const request = await peekTransfer(op, input.id);
  op.must('transfer.withdraw', { origin: request.toOrigin });
  const reason = reasonText(input.reason);
  return op.asSystem(async () => {
    await op.em.refresh(request, { lockMode: LockMode.PESSIMISTIC_WRITE });
    request.end('WITHDRAWN', reason, op.now);
    return request;
  });
}
