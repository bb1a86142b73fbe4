import { harmless } from './cell-text.js';
import type { RowRefusal } from './import-summary.js';

/** The byte order mark tells Excel that the file is UTF-8; CRLF ends a line (RFC 4180). */
export const REFUSAL_HEADING = '\ufeff行号 row,列 column,内容 value,原因 reason,说明,explanation\r\n';

/** One refusal as a line of a CSV file; of a workbook with sheet and cell (`Sheet1!C12`) in the place of the row. */
export function refusalLine({ sheet, row, cell: at, column, value, reason, text }: RowRefusal): string {
  const place = sheet === '' ? String(row) : at;
  return `${[place, column, value ?? '', reason, text.zh, text.en].map(cell).join(',')}\r\n`;
}

/** What stands in the refused file is somebody else's text: no spreadsheet that opens the list shall run it. */
function cell(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
