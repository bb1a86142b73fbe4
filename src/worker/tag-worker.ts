import { badInput } from '#kernel/error.js';
import { insertRows } from '#kernel/insert-rows.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { findWorker, keepRecord } from './find-worker.js';
import { mustBeTagPeriod } from './tag-period.rules.js';
import { type NewTagRow, type Tag, type TagSubtype, WorkerTag } from './worker-tag.entity.js';
import type { Worker } from './worker.entity.js';

/** A tag to give: which, since when and until when, and where that is written. */
export interface TagToGive {
  readonly tag: string;
  readonly subtype?: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly source: string;
}

/** What is asked of a person to be tagged. */
type Tagged = Pick<Worker, 'id' | 'birthDate' | 'origin'>;

/**
 * The county says that a person belongs to a population from a day on, and where that is written.
 * CONFLICT/TAG_OVERLAPS when the person already carries the tag in that period.
 */
export async function tagWorker(op: Operation, input: TagToGive & { id: string }): Promise<Worker> {
  op.must('worker.tag');
  const worker = await findWorker(op, input.id);
  op.must('worker.tag', { origin: worker.origin });
  await keepRecord(op, worker, 'input.id');
  giveTag(op, worker, input);
  return worker;
}

/** As `tagWorker`, for whoever has the person at hand. */
export function giveTag(op: Operation, worker: Tagged, input: TagToGive): void {
  op.em.create(WorkerTag, tagOf(op, worker, input));
}

/** As `giveTag`, of many people at once: one insert for all their tags. The first refusal refuses all. */
export async function giveTags(
  op: Operation,
  tags: readonly (readonly [worker: Tagged, input: TagToGive])[],
): Promise<void> {
  await insertRows(
    op,
    WorkerTag,
    tags.map(([worker, input]) => tagOf(op, worker, input)),
  );
}

function tagOf(op: Operation, worker: Tagged, input: TagToGive): NewTagRow {
  op.must('worker.tag', { origin: worker.origin });
  const validFrom = input.validFrom ?? op.today;
  const source = textOf('input.source', input.source, { least: 1, most: 200 });
  mustBeTagPeriod(op.today, worker.birthDate, validFrom, input.validTo ?? null);
  if ((input.tag === 'MONITORED') !== (input.subtype != null))
    throw badInput('input.subtype', 'TAG_SUBTYPE', {
      zh: '监测对象须注明类型，其他标签不填类型。',
      en: 'A monitored person has a subtype; no other tag has one.',
    });
  return {
    id: uuidv7(op.now.getTime()),
    workerId: worker.id,
    tag: input.tag as Tag,
    subtype: (input.subtype ?? null) as TagSubtype | null,
    validFrom,
    validTo: input.validTo ?? null,
    source,
    origin: worker.origin,
  };
}
