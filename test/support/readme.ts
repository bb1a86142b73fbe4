import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './other-process.js';

/** The page that a newcomer reads first. */
export const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');

/** The fenced blocks of a language, in the order of the page. */
export function blocksOf(language: string, page = README): string[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, spoken]) => spoken === language)
    .map(([, , text = '']) => text.trim());
}

/** The commands of the table of commands, as they stand there. */
export function tableOfCommands(): string[] {
  return [...README.matchAll(/^\| `(npm [^`]+)` \|/gm)].map(([, command = '']) => command);
}
