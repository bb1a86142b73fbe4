import { badInput } from '#kernel/error.js';
import { recognize } from './heading-book.js';
import { WORKER_HEADINGS, type WorkerField } from './worker-headings.js';

/** Which headings of the sheet at hand stand for which field of a person. */
export interface WorkerColumns {
  /** In the order of the sheet; empty where it has none. Of several the first that is filled counts. */
  of(field: WorkerField): readonly string[];
  /** Every field that the sheet has a column for. */
  readonly fields: readonly WorkerField[];
  /** What a field is usually called. */
  nameOf(field: WorkerField): string;
  /** Headings that mean nothing here and are passed over. */
  readonly unknown: readonly string[];
}

/** Whether a row can be the heading of a list of workers: it has a column for the number, and another that we know. */
export function isWorkerHeading(headings: readonly string[]): boolean {
  const { known } = recognize(headings, WORKER_HEADINGS);
  return known.size >= 2 && [...known.values()].includes('idNumber');
}

/**
 * Finds the fields of a list of workers in its headings. Throws BAD_USER_INPUT: COLUMNS_MISSING, naming what must be
 * there (name and ID number), or COLUMNS_AMBIGUOUS, naming two columns for the number or for the name.
 */
export function mapWorkerColumns(headings: readonly string[]): WorkerColumns {
  const { known, unknown, missing, doubled } = recognize<WorkerField>(headings, WORKER_HEADINGS, {
    mandatory: [['name'], ['idNumber']],
  });
  if (missing.length > 0) {
    const names = missing.flat().map(nameOf);
    throw badInput(
      'file',
      'COLUMNS_MISSING',
      {
        zh: `表格缺少必需的列：${names.join('、')}。`,
        en: `The sheet lacks mandatory columns: ${names.join(', ')}.`,
      },
      { allowed: names },
    );
  }
  for (const field of ['idNumber', 'name'] as const) {
    const twins = doubled.get(field);
    if (twins)
      throw badInput('file', 'COLUMNS_AMBIGUOUS', {
        zh: `“${twins[0]}”和“${twins[1]}”两列含义相同，请只保留一列。`,
        en: `The columns ${twins[0]} and ${twins[1]} mean the same; keep one of them.`,
      });
  }
  const columns = Map.groupBy(known.keys(), (heading) => known.get(heading));
  return { fields: [...new Set(known.values())], of: (field) => columns.get(field) ?? [], nameOf, unknown };
}

function nameOf(field: WorkerField): string {
  return WORKER_HEADINGS[field].names[0];
}
