import { asRead } from '#kernel/plain-text.js';
import type { RowRefusal } from './import-summary.js';

/** The byte order mark tells Excel that the file is UTF-8; CRLF ends a line (RFC 4180). */
export const REFUSAL_HEADING = '\ufeff行号 row,列 column,内容 value,原因 reason,说明,explanation\r\n';

/** One refusal as a line of a CSV file. */
export function refusalLine({ row, column, value, reason, text }: RowRefusal): string {
  return `${[String(row), column, value ?? '', reason, text.zh, text.en].map(cell).join(',')}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula: what stands in the refused file is somebody else's text, and
 * `=`, `+`, `-`, `@` at its head would be run by whoever opens the list; some programs also take them in full
 * width, and behind blanks or hidden signs.
 */
function cell(text: string): string {
  const harmless = /^\s*[=+\-@−]|^[\t\r]/.test(asRead(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
