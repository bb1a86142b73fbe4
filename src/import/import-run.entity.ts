import { defineEntity, p } from '@mikro-orm/core';
import type { Message } from '#kernel/error.js';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';

/** ALL_OR_NOTHING: in one transaction, or not at all. ROW_BY_ROW: whatever is not refused. */
export const IMPORT_MODES = ['ALL_OR_NOTHING', 'ROW_BY_ROW'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const IMPORT_STATES = [
  'RECEIVING',
  'RECEIVED',
  'JUDGING',
  'JUDGED',
  'APPLYING',
  'APPLIED',
  'CANCELLED',
  'FAILED',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** States in which a run waits for the system to go on with it. */
export const BUSY_STATES: readonly ImportState[] = ['RECEIVED', 'JUDGING', 'APPLYING'];
/** States from which nothing follows. */
export const ENDED_STATES: readonly ImportState[] = ['APPLIED', 'CANCELLED', 'FAILED'];

/** A run and its states in sentences. */
export const IMPORT_WORDS: Stepping<ImportState> = {
  zh: '导入',
  en: 'import',
  states: {
    RECEIVING: '上传中',
    RECEIVED: '已收齐',
    JUDGING: '核对中',
    JUDGED: '已核对',
    APPLYING: '写入中',
    APPLIED: '已写入',
    CANCELLED: '已取消',
    FAILED: '失败',
  },
};

/**
 * Allowed steps. JUDGED goes back to RECEIVED to be judged anew, APPLYING to JUDGED when a whole file met a refusal that
 * the dry run had not.
 */
export const IMPORT_STEPS: Steps<ImportState> = {
  RECEIVING: ['RECEIVED', 'CANCELLED'],
  RECEIVED: ['JUDGING', 'CANCELLED'],
  JUDGING: ['JUDGED', 'CANCELLED', 'FAILED'],
  JUDGED: ['APPLYING', 'RECEIVED', 'CANCELLED'],
  APPLYING: ['APPLIED', 'JUDGED', 'FAILED'],
  APPLIED: [],
  CANCELLED: [],
  FAILED: [],
};

/** A reason of refusals or notes, and how many rows it met. */
export interface CountedReason extends Message {
  readonly reason: string;
  readonly rows: number;
}

/** Why a run ended without being asked to, or went back. */
export interface ImportFault extends Message {
  readonly reason: string;
}

const schema = defineEntity({
  name: 'ImportRun',
  tableName: 'import_run',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    openedBy: p.uuid(),
    judgedBy: p.uuid().nullable(),
    appliedBy: p.uuid().nullable(),
    kind: p.string().$type<SheetKindName>(),
    fileName: p.string(),
    bytes: p.integer(),
    sha256: p.string().name('sha256'),
    pieceBytes: p.integer(),
    state: p.string().$type<ImportState>(),
    mode: p.string().$type<ImportMode>().nullable(),
    rows: p.integer().default(0),
    created: p.integer().default(0),
    corrected: p.integer().default(0),
    unchanged: p.integer().default(0),
    refused: p.integer().default(0),
    noted: p.integer().default(0),
    refusals: p.json().$type<readonly CountedReason[]>(),
    notes: p.json().$type<readonly CountedReason[]>(),
    unknownHeadings: p.array(),
    ownHeadings: p.json().$type<Readonly<Record<string, string | null>>>(),
    skippedSheets: p.json().$type<readonly SkippedSheet[]>(),
    step: p.string().nullable(),
    done: p.integer().nullable(),
    total: p.integer().nullable(),
    reachedSheet: p.string().nullable(),
    reachedRow: p.integer().nullable(),
    tries: p.integer().default(0),
    fault: p.json().$type<ImportFault>().nullable(),
    hasWorkbook: p.boolean().default(false),
    keyEnc: p.string().nullable(),
    openedAt: p.datetime(),
    judgedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A file that somebody brings over the API: received in pieces, judged, and applied when they say so (导入). */
export class ImportRun extends schema.class {
  /** Takes the step to `to`, or refuses with IMPORT_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: ImportState, now: Date): void {
    this.state = step(IMPORT_WORDS, IMPORT_STEPS, this.state, to, 'IMPORT_STEP_NOT_ALLOWED');
    if (to === 'JUDGED') this.judgedAt = now;
    if (ENDED_STATES.includes(to)) this.endedAt = now;
    if (!BUSY_STATES.includes(to)) this.step = this.done = this.total = null;
    this.tries = 0;
    this.updatedAt = now;
  }

  /**
   * JUDGED → RECEIVED, with nothing said of it any more, to be judged with the rights of this account. A file that is still being
   * sent is refused as any step.
   */
  judgeAgain(by: string, now: Date): void {
    if (this.state === 'RECEIVING')
      throw inAnotherState(IMPORT_WORDS, IMPORT_STEPS, this.state, 'IMPORT_STEP_NOT_ALLOWED', {
        zh: '收齐后才能核对',
        en: 'and is judged when it is whole',
      });
    this.moveTo('RECEIVED', now);
    this.judgedBy = by;
    this.fault = null;
    this.judgedAt = null;
  }

  /** CONFLICT/IMPORT_STEP_NOT_ALLOWED naming `field`: no piece is taken any more. */
  refusePieces(field: string): never {
    throw inAnotherState(
      IMPORT_WORDS,
      IMPORT_STEPS,
      this.state,
      'IMPORT_STEP_NOT_ALLOWED',
      { zh: '不再接收分片', en: 'and takes no more pieces' },
      field,
    );
  }
}
schema.setClass(ImportRun);
