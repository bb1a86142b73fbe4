import type { Readable } from 'node:stream';
import type { Action } from '#access/permissions.js';
import type { Message } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { ARRIVAL_LIST } from './arrival-list.js';
import type { ImportRequest } from './import-request.js';
import type { ImportSummary } from './import-summary.js';
import { BRINGS_POSTINGS, importPostings } from './import-postings.js';
import { BRINGS_WORKERS, importWorkers } from './import-workers.js';
import type { OwnHeadings } from './heading-book.js';
import type { ListColumns } from './list-columns.js';
import { ORGANIZATION_LIST } from './organization-list.js';
import { isPostingHeading, POSTING_COLUMNS } from './posting-columns.js';
import { postingTemplate } from './posting-template.js';
import { RETURN_LIST } from './return-list.js';
import type { SheetKindName } from './sheet-kind.js';
import { SURVEY_LIST } from './survey-list.js';
import { isWorkerHeading, WORKER_COLUMNS } from './worker-columns.js';
import { workerTemplate } from './worker-template.js';

/** One kind of list that can be imported: all that the doors and the command line know of it. */
export interface SheetKind {
  /** In addresses and on the command line. */
  readonly word: string;
  readonly says: Message;
  /** What whoever brings it must be allowed to do. */
  readonly needs: readonly Action[];
  readonly columns: ListColumns;
  isHeading(headings: readonly string[], own?: OwnHeadings): boolean;
  bring(op: Operation, request: ImportRequest): Promise<ImportSummary>;
  /** An empty workbook to fill in. */
  template(): Readable;
}

/** The kinds of lists. A new one is its name and its entry here: a `verbList`, or its own rows (`ImportedRows`), headings and template. */
export const SHEET_KINDS: Readonly<Record<SheetKindName, SheetKind>> = {
  WORKERS: {
    word: 'workers',
    says: { zh: '劳动力台账，一行一人', en: 'a list of workers and households, one person a row' },
    needs: BRINGS_WORKERS,
    columns: WORKER_COLUMNS,
    isHeading: isWorkerHeading,
    bring: importWorkers,
    template: workerTemplate,
  },
  POSTINGS: {
    word: 'postings',
    says: { zh: '岗位表，一行一个岗位', en: 'a vacancy list, one post a row' },
    needs: BRINGS_POSTINGS,
    columns: POSTING_COLUMNS,
    isHeading: isPostingHeading,
    bring: importPostings,
    template: postingTemplate,
  },
  RETURNS: RETURN_LIST,
  SURVEY_ANSWERS: SURVEY_LIST,
  ORGANIZATIONS: ORGANIZATION_LIST,
  ARRIVALS: ARRIVAL_LIST,
};
