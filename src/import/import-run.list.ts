import sql, { type Sql } from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import type { ImportRunFilter } from './import-run.type.js';
import { missingPieces, piecesOf } from './piece-ledger.rules.js';

/** Missing pieces that are named at once: whoever has sent them asks again. */
const MOST_MISSING = 1_000;

const COLUMNS = sql`r.id, r.opened_by, r.kind, r.file_name, r.bytes, r.sha256, r.piece_bytes, r.state, r.mode, r.rows,
  r.created, r.corrected, r.unchanged, r.refused, r.noted, r.refusals, r.notes, r.unknown_headings, r.skipped_sheets, r.step, r.done,
  r.total, r.fault, r.has_workbook, r.opened_at, r.judged_at, r.ended_at, r.version`;

/** Whose runs the viewer may know of, over `import_run r`: the first wall; the policies are the second. */
export function importStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  return op.may('import.read') ? sql`r.organization_id = ${op.viewer.organizationId}::uuid` : sql`false`;
}

/** A row, or an image of the journal, as the face reads it. */
export function importNode(row: Row) {
  const key = String(row['id']);
  const id = toGlobalId('ImportRun', key);
  const cut = { bytes: Number(row['bytes']), pieceBytes: Number(row['piece_bytes']) };
  return {
    key,
    openedByKey: String(row['opened_by']),
    cut,
    id,
    kind: row['kind'],
    fileName: row['file_name'],
    bytes: row['bytes'],
    sha256: row['sha256'],
    pieceBytes: row['piece_bytes'],
    pieces: piecesOf(cut),
    state: row['state'],
    mode: row['mode'],
    rows: row['rows'],
    created: row['created'],
    corrected: row['corrected'],
    unchanged: row['unchanged'],
    refused: row['refused'],
    noted: row['noted'],
    refusals: row['refusals'],
    notes: row['notes'],
    unknownHeadings: row['unknown_headings'],
    skippedSheets: row['skipped_sheets'],
    progress: row['step'] == null ? null : { step: row['step'], done: row['done'], total: row['total'] },
    fault: row['fault'],
    refusedRows: row['has_workbook'] ? `/import/${id}/refused.xlsx` : null,
    openedAt: row['opened_at'],
    judgedAt: row['judged_at'],
    endedAt: row['ended_at'],
    version: row['version'],
  };
}
export type ImportNode = ReturnType<typeof importNode>;

const KEYS = [sql`r.id`];

/** The runs that the viewer may know of and that match a filter, as rows of `import_run r`. */
export function importRows(op: Operation, { states }: ImportRunFilter): Sql {
  const asked = states == null ? sql`true` : sql`r.state = any(${[...states]}::text[])`;
  return sql`from import_run r where ${importStake(op)} and ${asked}`;
}

/** Runs of the viewer's organization, newest first. */
export function importList(op: Operation, filter: ImportRunFilter): ListQuery<ImportNode> {
  return {
    name: 'import-run',
    columns: COLUMNS,
    from: importRows(op, filter),
    keys: KEYS,
    descending: true,
    node: importNode,
  };
}

/** Runs by key, under the viewer's rights. */
export const loadImports: BatchFunction<string, ImportNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), importNode(r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A run just written, and the position of the snapshot in which it was read back. */
export async function importPayload(
  op: Operation,
  key: string,
): Promise<{ run: ImportNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound({ zh: '导入', en: 'import' });
  return { run: importNode(row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from import_run r where ${importStake(op)} and r.id = any(${[...keys]}::uuid[])`;
}

/** The pieces of a file that are still to come, the first thousand of them; none once it is there. */
export async function missingOf(op: Operation, { state, key, cut }: ImportNode): Promise<number[]> {
  if (state !== 'RECEIVING') return [];
  return missingPieces(cut, (await op.batch(loadReceived).load(key)) ?? [], MOST_MISSING);
}

/** The numbers of the pieces of files that have come. */
const loadReceived: BatchFunction<string, readonly number[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select p.run_id, array_agg(p.number) as here
    from import_piece p join import_run r on r.id = p.run_id
    where ${importStake(op)} and p.part = 'FILE' and p.run_id = any(${[...keys]}::uuid[]) group by p.run_id`);
  const found = new Map((rows[0] ?? []).map((r) => [String(r['run_id']), r['here'] as number[]]));
  return keys.map((k) => found.get(k) ?? null);
};

/** The handles of accounts, for whoever may know of what they did. */
export const loadHandles: BatchFunction<string, string> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select a.id, a.handle from account a where a.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), String(r['handle'])]));
  return keys.map((k) => found.get(k) ?? null);
};
