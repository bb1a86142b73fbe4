import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { controlCharacter, isOneLine } from '#kernel/plain-text.js';
import type { Arrival } from './arrival.entity.js';
import { findArrival, personOf } from './find-arrival.js';

/** The employer returns the receipt: the worker stands at the post (IN_CITY → ON_POST). Not yet an arrival. */
export async function receiptArrival(
  op: Operation,
  input: { id: string; receiptNo: string; onPostOn: string },
): Promise<Arrival> {
  op.must('arrival.receipt');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.receipt', arrival);
  const receiptNo = input.receiptNo.trim();
  if (!isOneLine(receiptNo)) throw controlCharacter('input.receiptNo');
  if (receiptNo.length < 1 || receiptNo.length > 100)
    throw badInput(
      'input.receiptNo',
      'RECEIPT_NO',
      { zh: '请填写回执编号（1 至 100 字）。', en: 'Give the receipt’s number, 1 to 100 characters.' },
      { limit: 100 },
    );
  arrival.receive(receiptNo, input.onPostOn, op.today, personOf(op));
  return arrival;
}
