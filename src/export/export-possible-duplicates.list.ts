import type { Operation } from '#kernel/operation.js';
import { duplicateList, type DuplicateNode } from '#worker/possible-duplicate.list.js';
import type { ExportList } from './export-list.js';
import { personColumns, personRow } from './export-workers.list.js';
import { dayOf } from './said-moment.js';
import { yes } from './words-written.js';

/** By what two records are told apart from door to door. */
const COMPARED = ['name', 'idNumber', 'phone', 'sex', 'birthDate', 'town', 'village', 'site'] as const;

async function cellsOf(op: Operation, pair: DuplicateNode): Promise<readonly string[]> {
  const [worker, other] = await Promise.all([pair.worker, pair.other]);
  return [
    ...personRow(op, worker, {}, COMPARED),
    ...personRow(op, other, {}, COMPARED),
    yes(pair.elsewhere),
    yes(pair.samePhone),
    yes(pair.sameNameAndBirth),
    dayOf(pair.foundAt),
  ];
}

/**
 * The pairs of records that wait for the county's word (疑似重复), oldest first. Two people stand in a row, so that none is
 * taken in full: a record of that counts a person a row.
 */
export const POSSIBLE_DUPLICATES_EXPORT: ExportList = {
  name: 'possible-duplicates',
  title: { zh: '疑似重复人员', en: 'Possible duplicates' },
  action: 'possibleDuplicate.dismiss',
  holdsIdentities: false,
  columns: [
    ...personColumns(COMPARED),
    ...personColumns(COMPARED).map(({ heading, ...rest }) => ({
      ...rest,
      heading: `另一份${heading}`,
    })),
    { heading: '另一份在他县' },
    { heading: '同一手机号' },
    { heading: '同名同生日' },
    { heading: '发现日期' },
  ],
  open(op) {
    const list = duplicateList(op);
    return { ...list, node: (row) => cellsOf(op, list.node(row)) };
  },
};
