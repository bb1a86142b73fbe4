import type { Action } from '#access/permissions.js';
import { badInput, type Message } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { recordSources, type SourceFile } from '#worker/record-sources.js';
import { type BatchOutcome, NOTHING_DONE } from './batch-outcome.js';
import { once, type Remark } from './cell-remark.js';
import { errorMark } from './error-mark.js';
import { type OwnHeadings, recognize } from './heading-book.js';
import { importSheet } from './import-sheet.js';
import type { RowRefusal } from './import-summary.js';
import type { ImportedRows, PlannedRow, RowReading } from './imported-rows.js';
import type { ListColumns } from './list-columns.js';
import { type ListToFill, listTemplate } from './list-template.js';
import { onceAHeading } from './read-rows.js';
import { RowUnderReading } from './row-under-reading.js';
import { type SheetColumns, sheetColumns } from './sheet-columns.js';
import type { SheetKind } from './sheet-kinds.js';
import type { SheetRow } from './sheet-row.js';

/** What became of one row, and of whom it is, where it is a person's. */
export interface Fate {
  readonly fate: 'CREATED' | 'CORRECTED' | 'UNCHANGED';
  readonly workerId?: string;
  /** What of the row only the registry shows to be left out. */
  readonly note?: Remark;
}

/**
 * A list each of whose rows is what somebody might have said by a verb: how it is filled in, read and brought. `Said`
 * is set aside as JSON.
 */
export interface VerbList<Field extends string, Said extends object, Met extends object>
  extends ListToFill<Field> {
  readonly word: string;
  readonly says: Message;
  readonly verb: ImportedRows<PlannedRow>['verb'];
  readonly needs: readonly Action[];
  /** The column that is shown where the whole row is meant. */
  readonly keyField: NoInfer<Field>;
  /** What reads the rows of one file. A row of which nothing comes back has said on itself why. */
  reader(op: Operation): (row: RowUnderReading<Field>) => Said | undefined;
  /** Two rows of a file with the same are about the same: the first counts. */
  sameAs(said: Said): string;
  /** Finds inside a transaction what the rows of a batch are about, in their order; what speaks against a row stands in its place. */
  meet(op: Operation, batch: readonly Said[]): Promise<readonly Reading<Met>[]>;
  /** Brings one row, in the transaction that has found what it is about, by the verbs that a person would use. */
  bring(op: Operation, said: Said, met: Met): Promise<Fate>;
}

/** A row that was understood. */
interface PlannedSaid<Said> extends PlannedRow {
  readonly said: Said;
}

/** Rows of one transaction: each costs several statements. */
const BATCH = 100;
const SHIFTED = refused(
  'ROW_SHIFTED',
  '本行的列数多于表头，内容可能错位。',
  'The row has more cells than the heading, so its contents may be shifted.',
);
const TWICE = refused(
  'DUPLICATE_IN_FILE',
  '本文件前面已有相同的一行，只采用第一行。',
  'The same stands in this file before; the first row counts.',
);

/** The kind of list that a `VerbList` is. Thrown by its importer: FORBIDDEN, and what `readSheet` and `sheetColumns` throw. */
export function verbList<Field extends string, Said extends object, Met extends object>(
  list: VerbList<Field, Said, Met>,
): SheetKind {
  const columns: ListColumns<Field> = {
    table: list.table,
    mandatory: list.mandatory.map((field) => [field]),
  };
  const isHeading = (headings: readonly string[], own?: OwnHeadings): boolean => {
    const { known } = recognize(headings, list.table, { own });
    const fields = new Set(known.values());
    return known.size >= 2 && list.mandatory.some((field) => fields.has(field));
  };
  const rows: ImportedRows<PlannedSaid<Said>> = {
    verb: list.verb,
    batch: BATCH,
    atOnce: 1,
    columns,
    isHeading,
    reader: (op, tally, own) =>
      readerOf(list, op, (headings) => {
        const found = sheetColumns(headings, columns, { single: list.fields, own });
        tally.countUnknown(found.unknown);
        return found;
      }),
    sift: (op, batch, refuse) => sift(list, op, batch, refuse),
    bring: (op, batch, file) => bring(list, op, batch, file),
  };
  return {
    word: list.word,
    says: list.says,
    needs: list.needs,
    columns,
    isHeading,
    async bring(op, request) {
      try {
        for (const action of list.needs) op.must(action);
        return await importSheet(op, request, rows);
      } finally {
        request.source.destroy();
      }
    },
    template: () => listTemplate(list),
  };
}

function readerOf<Field extends string, Said extends object, Met extends object>(
  list: VerbList<Field, Said, Met>,
  op: Operation,
  find: (headings: readonly string[]) => SheetColumns<Field>,
): (line: SheetRow) => RowReading<PlannedSaid<Said>> {
  const read = list.reader(op);
  const seen = new Set<string>();
  const columnsOf = onceAHeading(find);
  return (line) => {
    const columns = columnsOf(line.headings);
    const row = new RowUnderReading<Field>(line, columns);
    if (line.surplus > 0) row.refuse(list.keyField, SHIFTED);
    for (const field of columns.fields) {
      const mark = errorMark(row.cell(field));
      if (mark) row.refuse(field, mark);
    }
    const said = row.refusals.length === 0 ? read(row) : undefined;
    if (said && seen.has(list.sameAs(said))) row.refuse(list.keyField, TWICE);
    if (!said || row.refusals.length > 0) return { ok: false, refusals: once(row.refusals) };
    seen.add(list.sameAs(said));
    const cells = Object.fromEntries(columns.fields.map((field) => [field, row.shown(field)]));
    const { sheet, row: number } = line;
    const planned = { sheet, row: number, said, cells, keyCell: row.shown(list.keyField) };
    return { ok: true, planned, notes: once(row.notes) };
  };
}

async function sift<Field extends string, Said extends object, Met extends object>(
  list: VerbList<Field, Said, Met>,
  op: Operation,
  batch: readonly PlannedSaid<Said>[],
  refuse: (refusals: readonly RowRefusal[]) => Promise<void>,
): Promise<PlannedSaid<Said>[]> {
  const met = await op.transact(list.verb, (inside) => list.meet(inside, saidIn(batch)));
  const lawful: PlannedSaid<Said>[] = [];
  for (const [i, planned] of batch.entries()) {
    const found = met[i] as Reading<Met>;
    if (found.ok) lawful.push(planned);
    else await refuse([{ ...planned.keyCell, reason: found.reason, text: found.text }]);
  }
  return lawful;
}

function saidIn<Said>(batch: readonly PlannedSaid<Said>[]): Said[] {
  return batch.map(({ said }) => said);
}

async function bring<Field extends string, Said extends object, Met extends object>(
  list: VerbList<Field, Said, Met>,
  op: Operation,
  batch: readonly PlannedSaid<Said>[],
  file: SourceFile,
): Promise<BatchOutcome> {
  const counts = { CREATED: 0, CORRECTED: 0, UNCHANGED: 0 };
  const notes: Remark[][] = [];
  const sources: { workerId: string; sheet: string; row: number }[] = [];
  // Looked for anew: between the first look and this transaction a person may have moved, or a round have closed.
  const met = await list.meet(op, saidIn(batch));
  for (const [i, { said, sheet, row }] of batch.entries()) {
    const found = met[i] as Reading<Met>;
    if (!found.ok) throw badInput(list.keyField, found.reason, found.text);
    const { fate, workerId, note } = await list.bring(op, said, found);
    counts[fate] += 1;
    notes.push(note ? [note] : []);
    if (workerId !== undefined && fate !== 'UNCHANGED') sources.push({ workerId, sheet, row });
  }
  await op.em.flush();
  if (sources.length > 0) await recordSources(op, file, sources);
  return {
    ...NOTHING_DONE,
    created: counts.CREATED,
    corrected: counts.CORRECTED,
    unchanged: counts.UNCHANGED,
    notes,
  };
}
