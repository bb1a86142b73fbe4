import type { Operation } from '#kernel/operation.js';
import { plainName } from '#party/same-name.js';
import { refused } from '#kernel/reading.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { writeContent } from '#posting/posting.rules.js';
import { type CellRemark, remarkOn } from './cell-remark.js';
import { refusalOf } from './import-request.js';
import type { RowRefusal } from './import-summary.js';
import type { ImportTally } from './import-tally.js';
import type { RowReading } from './imported-rows.js';
import { type PlannedPosting, planPosting } from './planned-posting.js';
import { mapPostingColumns, type PostingColumns, unknownPostingHeadings } from './posting-columns.js';
import { readPostingRow } from './read-posting-row.js';
import { onceAHeading } from './read-rows.js';
import { regionNames } from './region-names.js';
import type { OwnHeadings } from './heading-book.js';
import { cellAddress, type SheetRow } from './sheet-row.js';

const NOT_YOUR_CITY = refused(
  'NOT_YOUR_CITY',
  '工作地不在本站负责的地区，只能导入本地区的岗位。',
  'The work is not in your region; you import posts of your own region only.',
);
const NOT_YOUR_EMPLOYER = refused(
  'NOT_YOUR_EMPLOYER',
  '该行的用人单位不是本单位，企业账号只能导入本单位的岗位；请核对名称，或由当地工作站导入。',
  'The employer of this row is not yours; you import your own posts only. Compare the name, or let the station import it.',
);
const DUPLICATE = refused(
  'DUPLICATE_IN_FILE',
  '本表已有来源、单位、岗位、城市和发布日期都相同的一行。',
  'Another row of this sheet has the same source, employer, title, city and date.',
);

/** Reads the rows of one vacancy list; of the same row twice the first counts. */
export function readPostings(
  op: Operation,
  tally: ImportTally,
  own?: OwnHeadings,
): (line: SheetRow) => RowReading<PlannedPosting> {
  const resolveRegion = regionNames(op.regions);
  const columnsOf = onceAHeading((headings) => {
    tally.countUnknown(unknownPostingHeadings(headings, own));
    return mapPostingColumns(headings, own);
  });
  const seen = new Set<string>();
  return (line) => {
    const columns = columnsOf(line.headings);
    const reading = readPostingRow(line, { columns, resolveRegion, today: op.today });
    if (!reading.ok) return { ok: false, refusals: reading.refusals.map((remark) => placed(line, remark)) };
    const on = (field: 'city' | 'employer') => columns.get(field) ?? field;
    const planned = {
      ...planPosting(reading.posting, line.cells[on('city')] ?? '', op.today),
      keyCell: keyCellOf(line, on('employer')),
    };
    const fault = faultOf(op, planned, line, columns, seen);
    if (fault) return { ok: false, refusals: [placed(line, fault)] };
    seen.add(planned.externalId);
    return { ok: true, planned, notes: reading.notes };
  };
}

function placed(line: SheetRow, remark: CellRemark): RowRefusal {
  return { sheet: line.sheet, row: line.row, cell: cellAddress(line, remark.column), ...remark };
}

/** Only the database knows of a row what its employer brings with it: a licence, who else has the same post. */
function keyCellOf(line: SheetRow, column: string): PlannedPosting['keyCell'] {
  const {
    reason: _reason,
    text: _text,
    ...cell
  } = placed(line, remarkOn(column, line.cells[column] ?? '', DUPLICATE));
  return cell;
}

/** What stands against a row that was understood, before the database is asked. */
function faultOf(
  op: Operation,
  { content, employer, externalId }: PlannedPosting,
  line: SheetRow,
  columns: PostingColumns,
  seen: ReadonlySet<string>,
): CellRemark | undefined {
  const on = (field: 'city' | 'employer', refusal: typeof DUPLICATE) => {
    const column = columns.get(field) ?? field;
    return remarkOn(column, line.cells[column] ?? '', refusal);
  };
  if (op.viewer.role === 'EMPLOYER') {
    if (plainName(employer) !== plainName(op.viewer.organizationName))
      return on('employer', NOT_YOUR_EMPLOYER);
  } else {
    const { path } = op.regions.must(content.workRegion, 'workRegion');
    const mine = (['posting.draft', 'posting.open'] as const).every((verb) =>
      op.may(verb, { destination: path }),
    );
    if (!mine) return on('city', NOT_YOUR_CITY);
  }
  if (seen.has(externalId)) return on('employer', DUPLICATE);
  try {
    writeContent(op, new JobPosting(), content);
    return undefined;
  } catch (cause) {
    return refusalOf(cause);
  }
}
