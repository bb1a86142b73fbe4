import type { Readable } from 'node:stream';
import type { SheetLimits } from './sheet-row.js';
import type { RowRefusal } from './import-summary.js';

/** What an import of workers is asked to do. */
export interface WorkerImportRequest {
  readonly source: Readable;
  /** The name alone, without a folder. */
  readonly fileName: string;
  /**
   * DRY_RUN judges everything and writes nothing. ROW_BY_ROW brings every row that can be brought. ALL_OR_NOTHING
   * brings them in one transaction, or none where one is refused.
   */
  readonly mode: 'DRY_RUN' | 'ROW_BY_ROW' | 'ALL_OR_NOTHING';
  readonly limits?: SheetLimits;
  /** Told now and then: rows read so far, then rows judged and written of those understood. */
  readonly onProgress?: (progress: {
    step: 'READ' | 'JUDGE' | 'WRITE';
    done: number;
    total: number | null;
  }) => void;
  /** Given every refusal, one a cell. */
  readonly onRefusal?: (refusal: RowRefusal) => Promise<void> | void;
}
