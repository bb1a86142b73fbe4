import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import type { DispatchOrder } from '#trip/dispatch-order.entity.js';
import { Arrival } from './arrival.entity.js';

/** The system expects no longer those whose dispatch ended before departure (EXPECTED → NO_SHOW). Answers how many. */
export async function endExpectation(op: Operation, dispatches: readonly DispatchOrder[]): Promise<number> {
  if (dispatches.length === 0) return 0;
  return op.asSystem(async () => {
    const expected = await op.em.find(
      Arrival,
      { dispatchId: { $in: dispatches.map((d) => d.id) }, state: 'EXPECTED' },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const arrival of expected) arrival.moveTo('NO_SHOW');
    return expected.length;
  });
}
