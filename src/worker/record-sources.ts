import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** The file in which something of a person was brought. */
export interface SourceFile {
  /** Of all its bytes: the same file has the same one under any name. */
  readonly sha256: Buffer;
  /** 1 to 255 letters, without a folder. */
  readonly name: string;
}

/** The row that somebody was registered or corrected by. */
export interface SourceRow {
  readonly workerId: string;
  /** At most 255 letters; empty for a CSV file. */
  readonly sheet: string;
  /** Counted as a spreadsheet counts: the first is 1. */
  readonly row: number;
}

/** Writes down from which rows of a file the people were brought, in the transaction that brings them. */
export async function recordSources(
  op: Operation,
  { sha256, name }: SourceFile,
  rows: readonly SourceRow[],
): Promise<void> {
  await op.run(sql`
    insert into worker_source (worker_id, file_sha256, file_name, sheet, row, brought_at)
    select s."workerId", decode(${sha256.toString('hex')}, 'hex'), ${name}, s.sheet, s.row, ${op.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s ("workerId" uuid, sheet text, row integer)`);
}
