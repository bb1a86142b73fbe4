import { LockMode } from '@mikro-orm/core';
import sql from 'sql-template-tag';
import type { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { HEADING_FAULTS } from '#sheet/heading-faults.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import type { ReasonCount } from '#sheet/reason-counts.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';
import type { Carried } from './begin-carrying.js';
import type { Ways } from './carry-import.js';
import { eraseAll, eraseFile } from './erase-import.js';
import { type CountedReason, ImportRun } from './import-run.entity.js';

/** What came of a run's work. */
export interface Work {
  readonly summary: ImportSummary;
  /** Sheets of the workbook that were passed over. */
  readonly skipped: readonly SkippedSheet[];
  /** Whether the refused rows were kept as a workbook. */
  readonly hasWorkbook: boolean;
}
/** Everything was brought by a server that ended before it could say so: its counts stand in the run. */
export const HELD_ALREADY = undefined;

/**
 * Writes down what came of it: → JUDGED, → APPLIED with the file erased, or back to JUDGED where a whole file met a
 * refusal that the dry run had not. Nothing when somebody cancelled it meanwhile.
 */
export async function endCarrying(ways: Ways, carried: Carried, work: Work | undefined): Promise<void> {
  await ways.system().transact('import.carry', async (op) => {
    const run = await stillOf(op, carried);
    if (!run) return;
    if (work) {
      await count(op, run, carried, work);
      run.hasWorkbook = work.hasWorkbook;
    } else run.unchanged = run.rows - run.created - run.corrected;
    if (carried.isJudging || work?.summary.outcome === 'REFUSED_WHOLE') {
      run.moveTo('JUDGED', op.now);
      run.fault = carried.isJudging ? null : REFUSED_WHOLE;
      return;
    }
    run.moveTo('APPLIED', op.now);
    await eraseFile(op, run.id);
  });
}

/**
 * Ends a run because of its file, or of the rights of whoever asked; everything it held of people is erased. Where only
 * a heading was not understood it stays (→ JUDGED, with no row judged): somebody says what it means, and has it judged anew.
 */
export async function failCarrying(op: Operation, carried: Carried, fault: HouseError): Promise<void> {
  op.must('import.carry');
  const run = await stillOf(op, carried);
  if (!run) return;
  const { reason, text, details } = fault;
  if (carried.isJudging && HEADING_FAULTS.includes(reason)) {
    run.moveTo('JUDGED', op.now);
    run.fault = { reason, ...text };
    run.unknownHeadings = [...((details['headings'] as readonly string[] | undefined) ?? [])];
    run.rows = run.noted = 0;
    run.refusals = run.notes = run.skippedSheets = [];
    return;
  }
  run.moveTo('FAILED', op.now);
  run.fault = { reason, ...text };
  await eraseAll(op, run);
}

async function stillOf(op: Operation, { id, state }: Carried): Promise<ImportRun | null> {
  return op.em.findOne(ImportRun, { id, state }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

async function count(
  op: Operation,
  run: ImportRun,
  { isJudging }: Carried,
  { summary, skipped }: Work,
): Promise<void> {
  const [told] = await op.run(sql`select count(*)::int as n from (
    select distinct sheet, row from import_refusal where run_id = ${run.id}::uuid) refused`);
  run.rows = summary.read;
  run.refused = Number(told?.['n']);
  if (isJudging || summary.outcome !== 'APPLIED') {
    run.created = summary.created;
    run.corrected = summary.corrected;
  }
  run.unchanged = run.rows - run.created - run.corrected - run.refused;
  run.refusals = await countReasons(op, run.id);
  if (!isJudging) return;
  run.noted = summary.noted;
  run.notes = summary.notes.map(countedReason);
  run.unknownHeadings = [...summary.unknownHeadings];
  run.skippedSheets = skipped;
}

async function countReasons(op: Operation, id: string): Promise<CountedReason[]> {
  const rows =
    await op.run(sql`select reason, min(zh) as zh, min(en) as en, count(distinct (sheet, row))::int as rows
    from import_refusal where run_id = ${id}::uuid group by reason order by 4 desc, 1`);
  return rows.map(({ reason, zh, en, rows }) => ({
    reason: String(reason),
    zh: String(zh),
    en: String(en),
    rows: Number(rows),
  }));
}

function countedReason({ reason, text, rows }: ReasonCount): CountedReason {
  return { reason, ...text, rows };
}

const REFUSED_WHOLE = {
  reason: 'REFUSED_WHOLE',
  zh: '核对之后情况有变，有行被拒收，整份没有写入。请查看拒收明细。',
  en: 'Since it was judged something has changed: rows are refused, and nothing was written. See the refusals.',
};
