import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { RowRefusal } from '#sheet/import-summary.js';
import type { PieceSeal } from './piece-seal.js';

/** Refusals that wait to be written at most. */
const MOST_WAITING = 500;

/** Under which place a refused value is sealed. */
export const REFUSED_VALUE = 'refused value';

/**
 * The refusals of a run as they are told: in a few statements, each once however often it is told, so that whoever goes
 * on after another server has ended may tell them again.
 */
export class RefusalLedger {
  private waiting: RowRefusal[] = [];

  /** `write` opens a transaction of the system. */
  constructor(
    private readonly runId: string,
    private readonly seal: PieceSeal,
    private readonly write: (work: (op: Operation) => Promise<void>) => Promise<void>,
  ) {}

  async add(refusal: RowRefusal): Promise<void> {
    this.waiting.push(refusal);
    if (this.waiting.length >= MOST_WAITING) await this.flush();
  }

  /** Writes whatever waits in a transaction of somebody else's: it stands or falls with what they write. */
  async writeIn(op: Operation): Promise<void> {
    if (this.waiting.length > 0) await op.run(this.insert(this.waiting));
  }

  /** Writes whatever waits, in a transaction of its own. */
  async flush(): Promise<void> {
    const told = this.waiting;
    if (told.length === 0) return;
    await this.write(async (op) => {
      await op.run(this.insert(told));
    });
    this.waiting = [];
  }

  private insert(refusals: readonly RowRefusal[]) {
    const rows = refusals.map(({ sheet, row, cell, column, value, reason, text }) => ({
      sheet,
      row,
      cell,
      column,
      reason,
      ...text,
      sealed:
        value === undefined ? null : this.seal.seal(REFUSED_VALUE, Buffer.from(value)).toString('base64'),
    }));
    // Of a run that was cancelled meanwhile everything was erased, and nothing comes after it.
    return sql`with run as (
        select id from import_run where id = ${this.runId}::uuid and state in ('JUDGING', 'APPLYING') for update)
      insert into import_refusal (run_id, sheet, row, cell, heading, reason, zh, en, value_enc)
      select run.id, f.sheet, f.row, f.cell, f."column", f.reason, f.zh, f.en, decode(f.sealed, 'base64')
      from run, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as f (sheet text, row integer, cell text, "column" text, reason text, zh text, en text, sealed text)
      on conflict do nothing`;
  }
}
