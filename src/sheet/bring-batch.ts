import type { Operation } from '#kernel/operation.js';
import type { SourceFile } from '#worker/record-sources.js';
import { type BatchOutcome, type Brought, NOTHING_DONE } from './batch-outcome.js';
import { type ImportRequest, refusalOf } from './import-request.js';
import type { ImportTally } from './import-tally.js';
import type { ImportedRows, PlannedRow } from './imported-rows.js';
import { refuseRow } from './read-rows.js';

/** One import while it runs. */
export interface SheetImport<Planned extends PlannedRow> {
  readonly rows: ImportedRows<Planned>;
  readonly request: ImportRequest;
  readonly tally: ImportTally;
  readonly file: SourceFile;
}

/** How a batch is brought: in a transaction, which answers what became of its rows or throws what a row met. */
type Bring = <Planned extends PlannedRow>(
  op: Operation,
  batch: readonly Planned[],
  run: SheetImport<Planned>,
) => Promise<BatchOutcome>;

/** Brings a batch in one transaction; where a row spoils it, in halves, so that only that one is refused. */
export function bringBatch<Planned extends PlannedRow>(
  op: Operation,
  batch: readonly Planned[],
  run: SheetImport<Planned>,
): Promise<void> {
  return inHalves(op, batch, run, written);
}

/** As `bringBatch`, and takes back what it wrote: it finds the rows that nothing but the verbs themselves refuse. */
export function rehearseBatch<Planned extends PlannedRow>(
  op: Operation,
  batch: readonly Planned[],
  run: SheetImport<Planned>,
): Promise<void> {
  return inHalves(op, batch, run, rehearsed);
}

async function inHalves<Planned extends PlannedRow>(
  op: Operation,
  batch: readonly Planned[],
  run: SheetImport<Planned>,
  bring: Bring,
  isAgain = false,
): Promise<void> {
  const lawful = await sift(op, batch, run);
  if (lawful.length === 0) return;
  try {
    run.tally.countOutcome(await bring(op, lawful, run));
  } catch (cause) {
    const { column, reason, text } = refusalOf(cause);
    if (lawful.length > 1) {
      const middle = Math.ceil(lawful.length / 2);
      await inHalves(op, lawful.slice(0, middle), run, bring);
      await inHalves(op, lawful.slice(middle), run, bring);
    } else if (isAgain)
      for (const { keyCell, cells } of lawful)
        await refuseRow(run, [{ ...(cells?.[column] ?? keyCell), reason, text }]);
    // Somebody else wrote the same meanwhile: the second look finds that.
    else await inHalves(op, lawful, run, bring, true);
  }
}

const written: Bring = (op, batch, run) =>
  op.transact(run.rows.verb, async (inside) => {
    const outcome = await run.rows.bring(inside, batch, run.file);
    await tellBrought(inside, run, outcome, batch.at(-1));
    return outcome;
  });

const rehearsed: Bring = async (op, batch, run) => {
  let outcome = NOTHING_DONE;
  const takenBack = new Error('taken back');
  await op
    .transact(run.rows.verb, async (inside) => {
      outcome = await run.rows.bring(inside, batch, run.file);
      throw takenBack;
    })
    .catch((cause: unknown) => {
      if (cause !== takenBack) throw cause;
    });
  return outcome;
};

/** Says, within the transaction that wrote them, up to which row everything has been dealt with. */
export async function tellBrought<Planned extends PlannedRow>(
  inside: Operation,
  { request }: Pick<SheetImport<Planned>, 'request'>,
  brought: Brought,
  last: Planned | undefined,
): Promise<void> {
  if (last) await request.onBrought?.(inside, brought, { sheet: last.sheet, row: last.row });
}

/** Refuses the rows of a batch that only the registry can speak against; answers the others. */
export async function sift<Planned extends PlannedRow>(
  op: Operation,
  batch: readonly Planned[],
  run: SheetImport<Planned>,
): Promise<readonly Planned[]> {
  return (await run.rows.sift?.(op, batch, (refusals) => refuseRow(run, refusals))) ?? batch;
}
