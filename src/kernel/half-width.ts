/**
 * Full-width letters, digits and signs (U+FF01 to U+FF5E) and the ideographic space to their ASCII
 * twins. Not NFKC: that would also turn ² and ① into digits, which nobody who typed an identifier meant.
 * Linear in the length; the caller caps the length first.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** Byte order marks and zero-width signs, which come with copied cells and cannot be seen. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g;

/** A cell written as `="…"`, the way spreadsheets are told to keep long numbers as text. */
export function unwrapCell(text: string): string {
  const trimmed = text.replace(INVISIBLE, '').trim();
  const wrapped = trimmed.length >= 3 && trimmed.startsWith('="') && trimmed.endsWith('"');
  return wrapped ? trimmed.slice(2, -1).trim() : trimmed;
}

/**
 * An identifier as people and spreadsheets write it: half-width, without blanks, line breaks, the
 * `="…"` wrapper or the leading apostrophe of a text cell. Undefined when longer than `limit`
 * characters, so that no rule ever runs over a text of unbounded length.
 */
export function compactIdentifier(text: string, limit = 200): string | undefined {
  if (text.length > limit) return undefined;
  return unwrapCell(toHalfWidth(text)).replace(/^'/, '').replace(/\s/g, '');
}

/** `5.22631E+17`: a spreadsheet has turned the identifier into a number and lost its last digits. */
export function isScientificNotation(compact: string): boolean {
  return /^\d(\.\d+)?[eE]\+?\d{1,3}$/.test(compact);
}
