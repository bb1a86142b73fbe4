import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { ExportState } from './export-record.entity.js';

/** How an export ended, and how many rows had been handed over until then. */
export interface ExportEnd {
  readonly state: Exclude<ExportState, 'BEGUN'>;
  readonly rows: number;
}

/**
 * Adds to the record of an export how it ended; once, and by the system: whoever exported may have lost the account
 * meanwhile. An end that is there already stays.
 */
export async function endExport(op: Operation, id: string, end: ExportEnd): Promise<void> {
  op.must('export.end');
  await op.transact('export.end', (inside) =>
    inside.run(sql`update export_record set state = ${end.state}, row_count = ${end.rows}::int, ended_at = ${op.now}::timestamptz
      where id = ${id} and state = 'BEGUN'`),
  );
}
