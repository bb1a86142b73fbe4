import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import {
  type AgesTaken,
  INELIGIBLE,
  outsideLabourBase,
  toldReason,
  unfitForAges,
} from '#worker/eligible.rules.js';
import type { Worker } from '#worker/worker.entity.js';

/**
 * Refuses with CONFLICT and the reason (`worker/eligible.rules.ts`) unless the person is in the labour base today
 * and within the posting's ages. At an offer no ages are given: an employer who corrects a posting between two
 * tries would measure an age that is not shown; the county's acceptance asks them.
 */
export function mustBeEligible(
  op: Operation,
  worker: Worker,
  posting: AgesTaken | null,
  field: string,
): void {
  const knowing = op.viewer.role === 'COUNTY_BUREAU' || op.viewer.role === 'SYSTEM';
  const reason =
    outsideLabourBase(worker, op.today) ?? (posting && unfitForAges(worker, posting, op.today, knowing));
  if (!reason) return;
  const told = toldReason(reason, knowing);
  throw conflict(told, INELIGIBLE[told], { field });
}
