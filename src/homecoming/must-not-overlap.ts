import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { ReturnRecord } from './return-record.entity.js';

/**
 * Nobody is at home twice at one time: CONFLICT/RETURN_OVERLAPS where another stay that has ended lies over this one. That no two are
 * open the database holds. Called after the record was written: whoever writes the other one's end at this moment has been waited for.
 */
export async function mustNotOverlap(op: Operation, record: ReturnRecord): Promise<void> {
  await op.em.flush();
  const other = await op.em.count(ReturnRecord, {
    workerId: record.workerId,
    id: { $ne: record.id },
    leftAgainOn: { $gt: record.returnedOn },
    ...(record.leftAgainOn == null ? {} : { returnedOn: { $lt: record.leftAgainOn } }),
  });
  if (other > 0)
    throw conflict(
      'RETURN_OVERLAPS',
      {
        zh: '该人员在这段时间内已登记在家。请核对返乡日期，或先更正原来的返乡登记。',
        en: 'That the person was at home in this time is written down already. Check the day, or correct the other return.',
      },
      { field: 'input.returnedOn' },
    );
}
