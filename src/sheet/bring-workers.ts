import sql from 'sql-template-tag';
import { drawFromCorrection } from '#arrival/draw-from-correction.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';
import { correctWorker } from '#worker/correct-worker.js';
import { findWorkerByKey, keepRecord } from '#worker/find-worker.js';
import { recordSources, type SourceFile, type SourceRow } from '#worker/record-sources.js';
import { type NewWorker, registerWorkers } from '#worker/register-worker.js';
import { giveTags } from '#worker/tag-worker.js';
import { WorkerIdentity } from '#worker/worker-identity.entity.js';
import { type NewWorkerRow, Worker } from '#worker/worker.entity.js';
import type { PlannedTag, PlannedWorker } from './planned-worker.js';
import type { Differences } from './worker-differences.js';

/** Somebody known whom a row says something else of. */
export interface ChangedWorker {
  readonly planned: PlannedWorker;
  readonly workerId: string;
  readonly differences: Differences;
}

/**
 * Registers, corrects and tags people by the verbs that an officer would use, under the rights of the operation's
 * viewer, inside its transaction; whoever leaves the labour base by it is taken off the way. The new ones are one
 * insert and one journal batch; where everybody stands is worked out once, at the end. The first refusal
 * refuses all: the transaction is lost.
 */
export async function bringWorkers(
  op: Operation,
  fresh: readonly PlannedWorker[],
  changed: readonly ChangedWorker[],
  file: SourceFile,
): Promise<void> {
  op.em.setFlushMode('commit');
  await op.run(sql`select set_config('app.standing', 'DEFERRED', true)`);
  const sources: SourceRow[] = [];
  const tagged: Parameters<typeof giveTags>[1][number][] = [];
  const made = await registerWorkers(
    op,
    fresh.map((planned) => newWorker(op, planned)),
  );
  const source = file.name.slice(0, 200);
  const bring = (worker: NewWorkerRow, { sheet, row }: PlannedWorker, tags: readonly PlannedTag[]) => {
    for (const { tag, subtype } of tags) tagged.push([worker, { tag, subtype, source }]);
    sources.push({ workerId: worker.id, sheet, row });
  };
  for (const [i, worker] of made.entries()) {
    const planned = fresh[i];
    if (planned) bring(worker, planned, planned.tags);
  }
  await loadChanged(op, changed);
  for (const { planned, workerId, differences } of changed)
    bring(await corrected(op, workerId, differences), planned, differences.tags);
  await op.em.flush();
  await giveTags(op, tagged);
  await recordSources(op, file, sources);
  await op.run(sql`select set_config('app.standing', '', true)`);
  const people = JSON.stringify(sources.map((source) => source.workerId));
  await op.run(
    sql`select refresh_standing(array(select w::uuid from jsonb_array_elements_text(${people}::jsonb) w))`,
  );
}

/** A ledger without a column for the ability lists people who can work: an empty cell of such a column is refused. */
function newWorker(op: Operation, planned: PlannedWorker): NewWorker {
  const { idNumber, name, phone, ethnicity, activity, employment, verifyMethod, education, skills } = planned;
  const serviceRegion = planned.serviceRegion ?? codeOf(op.viewer.path);
  return {
    idNumber,
    name,
    phone: phone ?? null,
    serviceRegion,
    hukouRegion: planned.hukouRegion ?? serviceRegion,
    education: education ?? '',
    workAbility: planned.workAbility ?? 'FULL',
    ...(ethnicity !== undefined && { ethnicity }),
    ...(activity !== undefined && { activity }),
    ...(employment != null && { employment }),
    ...(verifyMethod !== undefined && { verifyMethod }),
    ...(skills !== undefined && { skills }),
  };
}

async function corrected(op: Operation, workerId: string, { correction }: Differences): Promise<Worker> {
  if (Object.keys(correction).length === 0) {
    const worker = await findWorkerByKey(op, workerId);
    await keepRecord(op, worker, 'input.id');
    return worker;
  }
  const made = await correctWorker(op, { id: toGlobalId('Worker', workerId), ...correction });
  await drawFromCorrection(op, made);
  return made.worker;
}

/** All at once, so that each verb finds its person without asking again. */
async function loadChanged(op: Operation, changed: readonly ChangedWorker[]): Promise<void> {
  const keys = changed.map((one) => one.workerId);
  if (keys.length === 0) return;
  await op.em.find(Worker, { id: { $in: keys } });
  await op.em.find(WorkerIdentity, { workerId: { $in: keys } });
}
