import { unwrapCell } from '#kernel/half-width.js';
import { asRead } from '#kernel/plain-text.js';

/** What a spreadsheet, or a CSV that it opens, takes for a formula; some also in full width, and behind blanks or hidden signs. */
const FORMULA = /^\s*[=+\-@−]|^[\t\r]/;
const QUOTES = /^'+/;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe before `=`, `+`, `-`, `@`, a tab or a carriage
 * return, and before a text that has such apostrophes already, so that `cellText` gives back what was written.
 */
export function harmless(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** A cell as it is read: trimmed, without the `="…"` wrapper, and without the apostrophe of `harmless`. */
export function cellText(written: string): string {
  const text = unwrapCell(written);
  return text.startsWith("'") && isFormula(text) ? text.slice(1).trim() : text;
}

function isFormula(text: string): boolean {
  return FORMULA.test(asRead(text).replace(QUOTES, ''));
}
