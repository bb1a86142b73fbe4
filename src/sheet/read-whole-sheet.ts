import type { Operation } from '#kernel/operation.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { writeContent } from '#posting/posting.rules.js';
import { type CellRemark, remarkOn } from './cell-remark.js';
import { type ImportRequest, operationFor, refusalOf, refuse } from './import-request.js';
import type { ImportTally } from './import-summary.js';
import { type PlannedPosting, planPosting } from './planned-posting.js';
import { isPostingHeading, mapPostingColumns, type PostingColumns } from './posting-columns.js';
import { readSheet } from './read-sheet.js';
import { readPostingRow } from './read-posting-row.js';
import { regionNames } from './region-names.js';
import type { SheetRow } from './sheet-row.js';
import type { Spool } from './spool.js';

/** Progress is told every so many rows. */
const TELL_EVERY = 200;

/** Reads the whole file; sets aside what may be brought, answers how many rows that are. */
export async function readWholeSheet(
  op: Operation,
  request: ImportRequest,
  tally: ImportTally,
  spool: Spool<PlannedPosting>,
): Promise<number> {
  const resolveRegion = regionNames(op.regions);
  const seen = new Map<string, number>();
  let columns: PostingColumns | undefined;
  for await (const line of readSheet(request.source, { ...request.limits, isHeading: isPostingHeading })) {
    columns ??= mapPostingColumns(line.headings);
    const read = tally.countRead();
    if (read % TELL_EVERY === 0) request.onProgress?.({ step: 'READ', done: read, total: null });
    const reading = readPostingRow(line, { columns, resolveRegion, today: op.today });
    if (!reading.ok) {
      await refuse(request, tally, line, reading.refusals);
      continue;
    }
    const city = line.cells[columns.get('city') ?? ''] ?? '';
    const planned = planPosting(reading.posting, city, op.today);
    const fault = faultOf(
      operationFor(op, request, planned.content.workRegion),
      planned,
      line,
      columns,
      seen,
    );
    if (fault) {
      await refuse(request, tally, line, [fault]);
      continue;
    }
    seen.set(planned.externalId, line.row);
    tally.countNotes(reading.notes);
    await spool.add(planned);
  }
  return seen.size;
}

/** What stands against a row that was understood, before the database is asked. */
function faultOf(
  op: Operation,
  planned: PlannedPosting,
  line: SheetRow,
  columns: PostingColumns,
  seen: ReadonlyMap<string, number>,
): CellRemark | undefined {
  const on = (field: 'city' | 'employer') => columns.get(field) ?? field;
  const { path } = op.regions.must(planned.content.workRegion, 'workRegion');
  if (!op.may('posting.draft', { destination: path }) || !op.may('posting.open', { destination: path }))
    return remarkOn(on('city'), line.cells[on('city')] ?? '', {
      reason: 'NOT_YOUR_CITY',
      text: {
        zh: '工作地不在本站负责的地区，只能导入本地区的岗位。',
        en: 'The work is not in your region; you import posts of your own region only.',
      },
    });
  const twin = seen.get(planned.externalId);
  if (twin !== undefined)
    return remarkOn(on('employer'), line.cells[on('employer')] ?? '', {
      reason: 'DUPLICATE_IN_FILE',
      text: {
        zh: '本表已有来源、单位、岗位、城市和发布日期都相同的一行。',
        en: 'Another row of this sheet has the same source, employer, title, city and date.',
      },
    });
  try {
    writeContent(op, new JobPosting(), planned.content);
    return undefined;
  } catch (cause) {
    return refusalOf(cause);
  }
}
