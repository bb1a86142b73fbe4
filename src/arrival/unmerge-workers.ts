import sql from 'sql-template-tag';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { restoreWishes } from '#willingness/settle-wishes.js';
import { carryBack } from '#worker/carry-rows.js';
import { outsideLabourBase } from '#worker/eligible.rules.js';
import { holdWorker } from '#worker/find-life-event.js';
import { WORKER } from '#worker/find-worker.js';
import { worksAs } from '#worker/worker-facts.js';
import { Worker } from '#worker/worker.entity.js';
import { WorkerMerge } from '#worker/worker-merge.entity.js';
import { endWayOf } from './end-way-of.js';

/**
 * It was a mistake: the record that was merged away is a person of its own again, with what came from it and what has
 * grown out of that since; what was written of the kept record since stays there. A wish that had given way stands again. The pair is
 * remembered as NOT_THE_SAME. CONFLICT/NOT_MERGED when the record is none that was merged.
 */
export async function unmergeWorkers(op: Operation, input: { id: string; reason: string }): Promise<Worker> {
  op.must('worker.unmerge');
  const because = reasonText(input.reason);
  const key = keyOf('Worker', input.id, 'input.id');
  const peeked = await op.em.findOne(Worker, { id: key });
  if (!peeked) throw notFound(WORKER, 'input.id');
  const into = peeked.mergedInto ?? key;
  // Held in the order of their keys, as when they were merged.
  const held = new Map<string, Worker | null>();
  for (const one of [key, into].toSorted()) held.set(one, await holdWorker(op, one));
  const [given, keep] = [held.get(key), held.get(into)];
  if (!given || !keep) throw notFound(WORKER, 'input.id');
  op.must('worker.unmerge', { origin: given.origin });
  const merge = await op.em.findOne(WorkerMerge, { givenId: key, state: 'MERGED' });
  if (!merge || given.mergedInto !== into || into === key) throw notMerged();
  await op.asSystem(async () => {
    // Before its rows come back: a standing is worked out with them.
    given.mergedInto = null;
    giveBackWork(merge, keep, given);
    merge.part(op.now, because);
    await op.em.flush();
    await carryBack(op, merge.carried, into, key);
    await restoreWishes(op, merge.superseded);
    await op.run(sql`update possible_duplicate set state = 'NOT_THE_SAME', decided_at = ${op.now}::timestamptz, reason = ${because}
      where state = 'MERGED' and ${key}::uuid in (worker_id, other_id) and ${into}::uuid in (worker_id, other_id)`);
    await op.run(sql`insert into uncompared_identity values (${key}) on conflict do nothing`);
    await op.run(sql`select refresh_standing(array[${key}, ${into}]::uuid[])`);
    // The household went with the person, and the officer of its area with it.
    await op.run(sql`select refresh_responsibility(array[${key}, ${into}]::uuid[])`);
  });
  // Who has left the labour base meanwhile wants nothing that gave way to the other's wish before.
  for (const one of [given, keep]) if (outsideLabourBase(one, op.today)) await endWayOf(op, one.id);
  return given;
}

/** What the kept record had only from the other one, of its work and of its last season, goes back; what came since stays. */
function giveBackWork(merge: WorkerMerge, keep: Worker, given: Worker): void {
  const hasItsWork = merge.adoptedWork && keep.worksLike(given);
  if (hasItsWork) worksAs(keep, null, null);
  const hasItsSeason = keep.seasonEndedOn != null && keep.seasonEndedOn === given.seasonEndedOn;
  if (hasItsWork || hasItsSeason) keep.seasonEndedOn = merge.seasonBefore ?? null;
}

function notMerged() {
  return conflict('NOT_MERGED', {
    zh: '该档案没有被合并，无需拆分。',
    en: 'This record was not merged into another one.',
  });
}
