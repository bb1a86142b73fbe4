import type { Operation } from '#kernel/operation.js';
import { Willingness, WILLINGNESS_STEPS, WILLINGNESS_STATES } from './willingness.entity.js';

/**
 * The clock ends every wish whose validity has run out (RECORDED or ACTIVE → EXPIRED), in one statement, and
 * the workers leave the demand list by it. Run inside `transact('clock.expireWillingness')` as the system.
 * Answers how many.
 */
export async function expireWillingness(op: Operation): Promise<number> {
  op.must('clock.expireWillingness');
  const mayExpire = WILLINGNESS_STATES.filter((s) => WILLINGNESS_STEPS[s].includes('EXPIRED'));
  return op.em.nativeUpdate(
    Willingness,
    { state: { $in: mayExpire }, validTo: { $lte: op.today } },
    { state: 'EXPIRED' },
  );
}
