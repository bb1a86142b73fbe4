import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OperationDefinitionNode, parse } from 'graphql';
import { PROJECT } from './other-process.js';
import { inDays } from './people.js';

const FOLDER = join(PROJECT, 'docs', 'examples');

/** One file of docs/examples with its operations: a tab of the playground. */
export interface Example {
  readonly file: string;
  readonly text: string;
  readonly operations: readonly OperationDefinitionNode[];
  /** Its variables, with what a reader would paste (by the variable's name), and the days that the page fills in. */
  variables(pasted?: Readonly<Record<string, string>>): Record<string, unknown>;
}

/** What an example says where an id of an earlier answer belongs. */
export const PASTE = /^在此粘贴\p{Script=Han}+ · paste the \w+'s id here$/u;

export const EXAMPLES: readonly Example[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return {
      file,
      text,
      operations: parse(text).definitions.filter((one) => one.kind === 'OperationDefinition'),
      variables: (pasted = {}) => fill(file, pasted),
    };
  });

/** The example that holds the operation of this name. */
export function exampleOf(operation: string): Example {
  const found = EXAMPLES.find(({ operations }) => operations.some(({ name }) => name?.value === operation));
  if (!found) throw new Error(`no example holds ${operation}`);
  return found;
}

function fill(file: string, pasted: Readonly<Record<string, string>>): Record<string, unknown> {
  const beside = join(FOLDER, file.replace(/\.graphql$/, '.variables.json'));
  if (!existsSync(beside)) return {};
  const text = readFileSync(beside, 'utf8')
    .replaceAll('{{today}}', inDays(0))
    .replaceAll('{{inSixtyDays}}', inDays(60));
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && PASTE.test(value) ? (pasted[key] ?? value) : value,
  ) as Record<string, unknown>;
}
