import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import type { RowPlace } from '#sheet/import-request.js';
import type { OwnHeadings } from '#sheet/heading-book.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { eraseAll, eraseRefusals } from './erase-import.js';
import { type ImportMode, ImportRun, type ImportState } from './import-run.entity.js';
import { ownHeadingRows, ownHeadings } from './own-headings.js';

/** How often a run is taken up without coming further before it is given up. */
const MOST_TRIES = 5;

/** A run as it is worked on. */
export interface Carried {
  readonly id: string;
  readonly kind: SheetKindName;
  readonly state: ImportState;
  /** It is judged, and nothing is written; otherwise it is applied. */
  readonly isJudging: boolean;
  readonly mode: ImportMode;
  /** Everything was brought before, and only the end was not written down. */
  readonly isFinished: boolean;
  readonly fileName: string;
  readonly sha256: string;
  readonly keyEnc: string | null;
  /** With whose rights. */
  readonly accountId: string;
  readonly reached: RowPlace | undefined;
  /** What its organization calls its columns: as they are mapped while it is judged, and as it was judged afterwards. */
  readonly own: OwnHeadings;
}

/**
 * The system takes up a run of this key (RECEIVED → JUDGING); undefined when there is nothing to do with it. One that was
 * taken up five times without coming further is given up (→ FAILED with GIVEN_UP).
 */
export async function beginCarrying(op: Operation, id: string): Promise<Carried | undefined> {
  op.must('import.carry');
  const run = await op.em.findOne(ImportRun, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!run) return undefined;
  if (run.state === 'RECEIVED') run.moveTo('JUDGING', op.now);
  if (run.state !== 'JUDGING' && run.state !== 'APPLYING') return undefined;
  if (run.tries >= MOST_TRIES) {
    run.moveTo('FAILED', op.now);
    run.fault = GIVEN_UP;
    await eraseAll(op, run);
    return undefined;
  }
  run.tries += 1;
  const isJudging = run.state === 'JUDGING';
  const own = isJudging ? await headingsOf(op, run) : new Map(Object.entries(run.ownHeadings));
  const reached = run.reachedRow == null ? undefined : { sheet: run.reachedSheet ?? '', row: run.reachedRow };
  if (isJudging || !reached) {
    await eraseRefusals(op, id);
    run.hasWorkbook = false;
    run.created = run.corrected = run.unchanged = run.refused = 0;
  }
  return {
    id,
    kind: run.kind,
    state: run.state,
    isJudging,
    mode: run.mode ?? 'ROW_BY_ROW',
    isFinished: !isJudging && reached !== undefined && run.mode === 'ALL_OR_NOTHING',
    fileName: run.fileName,
    sha256: run.sha256,
    keyEnc: run.keyEnc ?? null,
    accountId: (isJudging ? run.judgedBy : run.appliedBy) ?? run.openedBy,
    reached,
    own,
  };
}

/** The headings as they are mapped now, which the run keeps: what is applied is what was judged. */
async function headingsOf(op: Operation, run: ImportRun): Promise<OwnHeadings> {
  const own = ownHeadings(await op.run(ownHeadingRows(run.organizationId, run.kind)));
  run.ownHeadings = Object.fromEntries(own);
  return own;
}

const GIVEN_UP = {
  reason: 'GIVEN_UP',
  zh: '多次处理都没有进展，已停止。文件可能过大或有异常，请拆分后重新上传，或联系系统管理员。',
  en: 'It was taken up several times and came no further. Split the file and send it again, or tell whoever runs this system.',
};
