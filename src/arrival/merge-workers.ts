import sql from 'sql-template-tag';
import { badInput, conflict, type HouseError, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { uuidv7 } from '#kernel/uuid.js';
import { settleWishes } from '#willingness/settle-wishes.js';
import { carryRows } from '#worker/carry-rows.js';
import { outsideLabourBase } from '#worker/eligible.rules.js';
import { holdWorker } from '#worker/find-life-event.js';
import { mustNotBeMerged, WORKER } from '#worker/find-worker.js';
import type { Worker } from '#worker/worker.entity.js';
import { WorkerMerge } from '#worker/worker-merge.entity.js';
import { endWayOf } from './end-way-of.js';

/**
 * The county says that two of its records are of one person (domain 4.5): `give` becomes part of `keep`, which has its wishes, tags and ways from
 * now on; reads by the old id answer the kept one. One wish of each kind stands, the later confirmed. CONFLICT: WORKER_MERGED,
 * BOTH_ON_THE_WAY while both have a dispatch that has not ended, BOTH_PUT_FORWARD for the same posting: the county ends one
 * of the two first, for it alone knows which. All of it is one transaction; `unmergeWorkers` takes it back.
 */
export async function mergeWorkers(
  op: Operation,
  input: { keep: string; give: string; reason: string },
): Promise<Worker> {
  op.must('worker.merge');
  const reason = reasonText(input.reason);
  const { keep, give } = await holdBoth(op, input);
  for (const [record, field] of [
    [keep, 'input.keep'],
    [give, 'input.give'],
  ] as const) {
    op.must('worker.merge', { origin: record.origin }, field);
    mustNotBeMerged(record, field);
  }
  await op.asSystem(async () => {
    await mustHaveOneWay(op, keep.id, give.id);
    const superseded = await settleWishes(op, keep.id, give.id);
    const carried = await carryRows(op, give.id, keep.id);
    const seasonBefore = keep.seasonEndedOn ?? null;
    const adoptedWork = adoptWork(keep, give);
    keep.takeSeasonOf(give);
    give.mergedInto = keep.id;
    op.em.create(WorkerMerge, {
      id: uuidv7(op.now.getTime()),
      workerId: keep.id,
      givenId: give.id,
      origin: keep.origin,
      state: 'MERGED',
      reason,
      carried,
      superseded,
      adoptedWork,
      seasonBefore,
      mergedAt: op.now,
    });
    await op.em.flush();
    await op.run(pairsOf(op, keep.id, give.id));
    await op.run(sql`select refresh_standing(array[${keep.id}, ${give.id}]::uuid[])`);
    // The household went with the person, and the officer of its area with it.
    await op.run(sql`select refresh_responsibility(array[${keep.id}, ${give.id}]::uuid[])`);
  });
  if (outsideLabourBase(keep, op.today)) await endWayOf(op, keep.id);
  return keep;
}

/** Held in the order of their keys, so that two who merge the same records crosswise wait and do not block each other. */
async function holdBoth(
  op: Operation,
  input: { keep: string; give: string },
): Promise<{ keep: Worker; give: Worker }> {
  const keys = {
    keep: keyOf('Worker', input.keep, 'input.keep'),
    give: keyOf('Worker', input.give, 'input.give'),
  };
  const held = new Map<string, Worker | null>();
  for (const key of Object.values(keys).toSorted()) held.set(key, await holdWorker(op, key));
  const found = (field: 'keep' | 'give'): Worker => {
    const worker = held.get(keys[field]);
    if (!worker) throw notFound(WORKER, `input.${field}`);
    return worker;
  };
  const both = { keep: found('keep'), give: found('give') };
  if (keys.keep === keys.give)
    throw badInput('input.give', 'SAME_RECORD', {
      zh: '两份档案是同一份，无需合并。',
      en: 'These are one and the same record. There is nothing to merge.',
    });
  return both;
}

async function mustHaveOneWay(op: Operation, keep: string, give: string): Promise<void> {
  const both = sql`worker_id in (${keep}, ${give})`;
  const [row] = await op.run(sql`select
    (select count(*) from dispatch_order where ${both}
      and state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED','ON_POST'))::int as dispatches,
    exists (select from referral where ${both}
      and state in ('CREATED','SENT','VIEWED','NO_RESPONSE','INTERESTED','SUBMITTED','INTERVIEW','OFFERED','ACCEPTED')
      group by posting_id having count(*) > 1) as same_posting`);
  if (Number(row?.['dispatches']) > 1) throw bothOnTheWay();
  if (row?.['same_posting'] === true)
    throw conflict(
      'BOTH_PUT_FORWARD',
      {
        zh: '两份档案对同一岗位都有未结束的推荐，请先取消其中一份的推荐再合并。',
        en: 'Both records have an open referral to the same posting. Cancel one of them first.',
      },
      { field: 'input.give' },
    );
}

function bothOnTheWay(): HouseError {
  return conflict(
    'BOTH_ON_THE_WAY',
    {
      zh: '两份档案都有未结束的派遣单，请先核实并取消其中一份再合并。',
      en: 'Both records have a dispatch order that has not ended. Cancel one of them first.',
    },
    { field: 'input.give' },
  );
}

/** The kept record says where the person works; where it says nothing, the other one does. */
function adoptWork(keep: Worker, give: Worker): boolean {
  if (keep.employmentForm != null || give.employmentForm == null) return false;
  keep.takeWorkOf(give);
  return true;
}

/** The pair is decided, and no other one waits for a record that is gone. */
function pairsOf(op: Operation, keep: string, give: string) {
  return sql`update possible_duplicate set decided_at = ${op.now}::timestamptz,
      state = case when ${keep}::uuid in (worker_id, other_id) then 'MERGED' else 'LAPSED' end
    where ${give}::uuid in (worker_id, other_id) and (state = 'OPEN' or (state = 'NOT_THE_SAME' and ${keep}::uuid in (worker_id, other_id)))`;
}
