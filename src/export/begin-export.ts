import sql from 'sql-template-tag';
import { badInput, HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { type ExportChoice, type ExportList, mustBeFor } from './export-list.js';
import type { CsvEncoding } from './write-csv.js';
import { type ExportFormat, ExportRecord } from './export-record.entity.js';

/** What somebody wants to take away. */
export interface ExportRequest extends ExportChoice {
  readonly list: ExportList;
  readonly format: ExportFormat;
  /** For what, in the words of whoever exports. */
  readonly purpose: string | undefined;
  /** Of a CSV file; UTF-8 where it is not said. */
  readonly encoding?: CsvEncoding;
}

/** How much may leave. */
export interface ExportLimits {
  /** Rows of one export at most. */
  readonly rows: number;
  /** Exports in full that one account may begin in 24 hours. */
  readonly inFullPerDay: number;
}

const DAY_SECONDS = 86_400;

/**
 * Writes down that a list is about to leave as a file, before the first row does. FORBIDDEN for whose role the list is not,
 * or who reads nobody in full. BAD_USER_INPUT: PURPOSE_MISSING, TEXT_LENGTH, CONTROL_CHARACTER, NOTHING_IN_FULL,
 * EXPORT_TOO_LARGE, and what the list's filter refuses. RATE_LIMITED/FULL_EXPORTS_SPENT.
 */
export async function beginExport(
  op: Operation,
  request: ExportRequest,
  limits: ExportLimits,
): Promise<ExportRecord> {
  const { list, format, filter, inFull } = request;
  mustBeFor(op, list);
  if (inFull) mustReadInFull(op, list);
  const purpose = purposeOf(request.purpose);
  await mustFit(op, request, limits.rows);
  return op.transact('export.begin', async (inside) => {
    if (inFull) await mustHaveFullOnes(inside, limits.inFullPerDay);
    const id = uuidv7(op.now.getTime());
    return inside.em.create(ExportRecord, {
      id,
      number: `${op.today.replaceAll('-', '')}-${id.slice(-12)}`,
      accountId: op.viewer.accountId,
      organizationId: op.viewer.organizationId,
      role: op.viewer.role,
      list: list.name,
      filter: JSON.stringify({ ...filter, ...(filter['idNumber'] != null && { idNumber: '***' }) }),
      purpose,
      format,
      inFull,
      state: 'BEGUN',
      rowCount: null,
      beganAt: op.now,
      endedAt: null,
    });
  });
}

function mustReadInFull(op: Operation, list: ExportList): void {
  if (!list.holdsIdentities)
    throw badInput('full', 'NOTHING_IN_FULL', {
      zh: '该清单不含身份证号，无需 full=true。',
      en: 'This list holds no ID numbers; leave out full=true.',
    });
  op.must('export.inFull');
}

function purposeOf(text: string | undefined): string {
  if (text === undefined || text.trim() === '')
    throw badInput('purpose', 'PURPOSE_MISSING', {
      zh: '请说明导出用途（purpose，2 至 200 字），用途会写入文件和导出记录。',
      en: 'Say for what you export (purpose, 2 to 200 characters): it stands in the file and in the record.',
    });
  return textOf('purpose', text, { least: 2, most: 200 });
}

async function mustFit(op: Operation, { list, filter, inFull }: ExportRequest, limit: number): Promise<void> {
  const query = list.open(op, { filter, inFull });
  const { rows } = await op.read(query.count ?? sql`select count(*)::int as total ${query.from}`);
  const total = Number(rows[0]?.[0]?.['total']);
  if (total > limit) throw tooLarge(total, limit);
}

/** BAD_USER_INPUT/EXPORT_TOO_LARGE: a list of so many rows, or of more. */
export function tooLarge(total: number, limit: number): HouseError {
  return badInput(
    'filter',
    'EXPORT_TOO_LARGE',
    {
      zh: `清单有 ${total} 行，一次最多导出 ${limit} 行，请用 filter 分次导出。`,
      en: `The list has ${total} rows; an export has ${limit} at most. Narrow it by a filter.`,
    },
    { limit },
  );
}

/** One after the other of an account, so that of many at once each is counted. */
async function mustHaveFullOnes(op: Operation, limit: number): Promise<void> {
  const { accountId } = op.viewer;
  await op.run(sql`select pg_advisory_xact_lock(hashtextextended(${`export ${accountId}`}, 0))`);
  const [row] = await op.run(sql`select count(*)::int as begun from export_record
    where account_id = ${accountId} and in_full and began_at > ${op.now}::timestamptz - make_interval(secs => ${DAY_SECONDS}::int)`);
  if (Number(row?.['begun']) < limit) return;
  throw new HouseError(
    'RATE_LIMITED',
    'FULL_EXPORTS_SPENT',
    {
      zh: `24 小时内最多导出 ${limit} 次完整身份证号。`,
      en: `Within 24 hours ID numbers are exported in full ${limit} times at most.`,
    },
    { limit, retryAfterSeconds: DAY_SECONDS },
  );
}
