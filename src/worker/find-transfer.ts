import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { TransferRequest } from './transfer-request.entity.js';

/** What a refusal calls a transfer request. */
export const TRANSFER = { zh: '转移申请', en: 'transfer request' } as const;

/** The request of an id as it is now, not held; NOT_FOUND when it is not there or neither side is the viewer's. */
export async function peekTransfer(op: Operation, id: string): Promise<TransferRequest> {
  const request = await op.em.findOne(TransferRequest, { id: keyOf('TransferRequest', id, 'input.id') });
  if (!request) throw notFound(TRANSFER, 'input.id');
  return request;
}
