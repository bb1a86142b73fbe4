/**
 * The last net under every log line and every error: whatever looks like the number of a person is cut out of
 * texts, wherever it comes from. It is a net and no permission: nothing that writes a log may count on it.
 */

const REDACTED = '[redacted]';

const DIGIT = '[0-9０-９]';
/** 18 characters (GB 11643), a blank or hyphen allowed before and behind the birth date. */
const ID_18 = `${DIGIT}{6}[ -]?${DIGIT}{8}[ -]?${DIGIT}{3}[0-9０-９XxＸｘ]`;
/** The 15 digits that were issued until 1999: region, birth date without century, number. */
const ID_15 = '[1-8][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}';
/** A mainland mobile number, with or without +86, in one piece or in the usual three. */
const PHONE = `(?:[+＋]?(?:86|８６)[ -]?)?[1１][3-9３-９]${DIGIT}[ -]?${DIGIT}{4}[ -]?${DIGIT}{4}`;
/** Not in the middle of a longer number; a control character written as \u0000 is no digit. */
const BEFORE = '(?:(?<![0-9０-９])|(?<=\\\\u[0-9a-f]{4}))';
const NUMBER_OF_A_PERSON = `${BEFORE}(?:${ID_18}|${ID_15}|${PHONE})(?![0-9０-９])`;
const FIRST = new RegExp(NUMBER_OF_A_PERSON);
const EVERY = new RegExp(NUMBER_OF_A_PERSON, 'g');
/** Texts and numbers of a line of JSON. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** The text with each ID number and phone number replaced by `[redacted]`. */
export function redactText(text: string): string {
  return FIRST.test(text) ? text.replace(EVERY, REDACTED) : text;
}

/** The same for a line of JSON, which stays JSON: a bare number becomes null. */
export function redactJsonLine(line: string): string {
  if (!FIRST.test(line)) return line;
  return line.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return redactText(token);
    return /^-?\d+$/.test(token) && FIRST.test(token) ? 'null' : token;
  });
}

/** A copy of plain data with every text in it redacted, keys included; for what callers are shown. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') return FIRST.test(String(value)) ? null : value;
  if (typeof value === 'bigint') return redactText(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 6) return null;
  if (Array.isArray(value)) return value.map((one) => redactValue(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [redactText(key), redactValue(one, depth + 1)]),
  );
}
