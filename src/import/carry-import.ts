import sql from 'sql-template-tag';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { Brought } from '#sheet/batch-outcome.js';
import type { RowPlace } from '#sheet/import-request.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';
import { beginCarrying, type Carried } from './begin-carrying.js';
import { endCarrying, failCarrying, HELD_ALREADY } from './end-carrying.js';
import { pieceStream, sha256OfPieces } from './import-pieces.js';
import { ImportProgress } from './import-progress.js';
import { type PieceSeal, sealOf } from './piece-seal.js';
import { RefusalLedger } from './refusal-ledger.js';
import { keepRefusedRows } from './refused-part.js';

/** What whoever carries imports lends to this room: the ways to the database, and the word to stop. */
export interface Ways {
  /** A fresh operation of the system. */
  system(): Operation;
  /** A fresh operation with the rights that this account has now; UNAUTHENTICATED when it was closed. */
  as(accountId: string): Promise<Operation>;
  /** Somebody else goes on, or nobody does: nothing may be begun any more. */
  readonly signal: AbortSignal;
  /** Of a file, in bytes. */
  readonly fileBytes: number;
}

/** Sheets that were passed over, told at most. */
const MOST_SKIPPED = 50;
/** Codes that are no verdict on the file: the run stays as it is, and is taken up again. */
const PASSING: readonly string[] = ['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'];

/**
 * Goes on with a run of this key: judges a file that was received, or writes one that is to be applied, from the row
 * behind the last one that was brought. Nothing happens when there is nothing to do. What is wrong with the file, or
 * with the rights of whoever asked, ends the run as FAILED with the reason; whatever passes by itself is thrown, and
 * the run stays for the next try.
 */
export async function carryImport(ways: Ways, id: string): Promise<void> {
  const run = await ways.system().transact('import.carry', (op) => beginCarrying(op, id));
  if (!run) return;
  try {
    await (run.isFinished ? endCarrying(ways, run, HELD_ALREADY) : carry(ways, run));
  } catch (fault) {
    if (!(fault instanceof HouseError) || PASSING.includes(fault.code) || ways.signal.aborted) throw fault;
    await ways.system().transact('import.carry', (op) => failCarrying(op, run, fault));
  }
}

async function carry(ways: Ways, run: Carried): Promise<void> {
  const seal = sealOf(ways.system().vault, run);
  const file = () => pieceStream(ways.system, run.id, 'FILE', seal);
  if (run.isJudging) await mustBeWhole(ways, run, seal);
  const write = (work: (op: Operation) => Promise<void>) => ways.system().transact('import.carry', work);
  const ledger = new RefusalLedger(run.id, seal, write);
  const progress = new ImportProgress(run.id, write);
  const op = await ways.as(run.accountId);
  const skipped: SkippedSheet[] = [];
  let summary: ImportSummary;
  try {
    summary = await SHEET_KINDS[run.kind].bring(op, {
      source: file(),
      fileName: run.fileName,
      mode: run.isJudging ? 'DRY_RUN' : run.mode,
      limits: {
        maxBytes: ways.fileBytes,
        onSkipped: (sheet) => void (skipped.length < MOST_SKIPPED && skipped.push(sheet)),
      },
      own: run.own,
      after: run.reached,
      onRefusal: (refusal) => ledger.add(refusal),
      onBrought: async (inside, outcome, last) => {
        ways.signal.throwIfAborted();
        await ledger.writeIn(inside);
        await note(inside, run.id, outcome, last);
      },
      onProgress: (step) => {
        ways.signal.throwIfAborted();
        progress.tell(step);
      },
    });
  } finally {
    await progress.settled();
  }
  await ledger.flush();
  const hasWorkbook = await keepRefusedRows({
    runId: run.id,
    kind: run.kind,
    own: run.own,
    seal,
    file,
    system: ways.system,
    write,
  });
  await endCarrying(ways, run, { summary, skipped, hasWorkbook });
}

/** What was sent is what was announced; BAD_USER_INPUT/FILE_DIFFERS otherwise. */
async function mustBeWhole(ways: Ways, run: Carried, seal: PieceSeal): Promise<void> {
  if ((await sha256OfPieces(ways.system, run.id, 'FILE', seal)) === run.sha256) return;
  throw new HouseError(
    'BAD_USER_INPUT',
    'FILE_DIFFERS',
    {
      zh: '收齐的文件与申报的 SHA-256 不一致，未作任何更改。请核对文件后重新上传。',
      en: 'What came is not the file whose SHA-256 was announced, and nothing was changed. Look at the file and send it again.',
    },
    { field: 'sha256' },
  );
}

/** Up to which row everything is brought, in the transaction that brings it. */
async function note(inside: Operation, id: string, outcome: Brought, last: RowPlace): Promise<void> {
  const { created, corrected } = outcome;
  await inside.run(sql`update import_run set created = created + ${created}, corrected = corrected + ${corrected},
    reached_sheet = ${last.sheet}, reached_row = ${last.row}, tries = 0, updated_at = ${inside.now}, version = version + 1
    where id = ${id}::uuid and state = 'APPLYING'`);
}
