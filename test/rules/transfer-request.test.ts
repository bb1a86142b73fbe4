import { describe, expect, test } from '@jest/globals';
import {
  TRANSFER_STATES,
  TRANSFER_STEPS,
  TransferRequest,
  type TransferState,
} from '#worker/transfer-request.entity.js';
import { reasonOf } from '../support/refusals.js';

const NOW = new Date('2026-11-22T04:00:00Z');
const request = (state: TransferState) =>
  Object.assign(Object.create(TransferRequest.prototype) as TransferRequest, { state });

describe('a transfer request', () => {
  test('ends once: handed on, refused, taken back or lapsed', () => {
    for (const from of TRANSFER_STATES)
      for (const to of TRANSFER_STATES)
        expect([from, to, TRANSFER_STEPS[from].includes(to)]).toEqual([
          from,
          to,
          from === 'REQUESTED' && to !== 'REQUESTED',
        ]);
  });

  test('keeps the words and the moment of its end, and takes no second answer', () => {
    const one = request('REQUESTED');
    one.end('REFUSED', '仍在本县居住', NOW);
    expect([one.state, one.answer, one.answeredAt]).toEqual(['REFUSED', '仍在本县居住', NOW]);
    expect(reasonOf(() => one.end('ACCEPTED', null, NOW))).toBe('TRANSFER_STEP_NOT_ALLOWED');
    expect(one.state).toBe('REFUSED');
  });
});
