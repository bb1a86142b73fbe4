import { isErrorMark } from './error-mark.js';

/** What parts skills from each other within a cell. */
const SEPARATOR = /[、，,;；\n]/;

/** Skills as one cell; what could be taken for several, for quotes or for an error stands in quotes, as in a CSV file. */
export function joinSkills(skills: readonly string[]): string {
  return skills.map((skill) => (needsQuotes(skill) ? `"${skill.replaceAll('"', '""')}"` : skill)).join('、');
}

/** The skills of a cell, trimmed, empty ones left out. A quote that is not closed before a separator is a plain sign. */
export function splitSkills(cell: string): string[] {
  const found: string[] = [];
  let rest = cell;
  while (rest !== '') {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?:[、，,;；\n]|$)/.exec(rest);
    const at = quoted ? quoted[0].length : rest.search(SEPARATOR) + 1 || rest.length + 1;
    found.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : rest.slice(0, at - 1));
    rest = rest.slice(at);
  }
  return found.map((skill) => skill.trim()).filter((skill) => skill !== '');
}

function needsQuotes(skill: string): boolean {
  return SEPARATOR.test(skill) || skill.startsWith('"') || isErrorMark(skill);
}
