import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** It is told this often at most (ms): each time is a change that everybody who watches is told of. */
const EVERY_MS = 500;

/** How far the work on a run has come: rows read so far, then rows judged or written of those understood. */
export interface ProgressStep {
  readonly step: 'READ' | 'JUDGE' | 'WRITE';
  readonly done: number;
  readonly total: number | null;
}

/** Writes down how far a run has come, now and then, without holding up the work. */
export class ImportProgress {
  private toldAt = Number.NEGATIVE_INFINITY;
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly runId: string,
    private readonly write: (work: (op: Operation) => Promise<void>) => Promise<void>,
  ) {}

  tell({ step, done, total }: ProgressStep): void {
    const now = Date.now();
    if (now - this.toldAt < EVERY_MS) return;
    this.toldAt = now;
    this.telling = this.telling
      .then(() =>
        this.write(async (op) => {
          await op.run(sql`update import_run set step = ${step}, done = ${done}, total = ${total}::integer,
            updated_at = ${op.now}, version = version + 1
            where id = ${this.runId}::uuid and state in ('JUDGING', 'APPLYING')`);
        }),
      )
      // Only news of the work: what stops the work is heard there.
      .catch(() => undefined);
  }

  /** Resolves when nothing more is being written. */
  settled(): Promise<void> {
    return this.telling;
  }
}
