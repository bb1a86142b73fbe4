import type { Readable } from 'node:stream';
import type { Viewer } from '#access/viewer.js';
import type { ExportList } from './export-list.js';
import { exportNotice } from './export-notice.js';
import type { ExportRecord } from './export-record.entity.js';
import { type CsvEncoding, writeCsv } from './write-csv.js';
import { writeWorkbook } from '#sheet/write-workbook.js';

/** An export as a file while it is made: a workbook or CSV, with its watermark. A fault of the rows destroys the stream. */
export function exportFile(
  list: ExportList,
  viewer: Viewer,
  record: ExportRecord,
  rows: AsyncIterable<readonly string[]>,
  encoding: CsvEncoding = 'UTF-8',
): Readable {
  const { columns, title } = list;
  const { line, sheet } = exportNotice(list, viewer, record);
  if (record.format === 'CSV')
    return writeCsv({ note: line, headings: columns.map(({ heading }) => heading), rows, encoding });
  return writeWorkbook([sheet, { name: title.zh, columns, rows, footer: line }]);
}
