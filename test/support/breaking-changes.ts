import { execFileSync } from 'node:child_process';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { PROJECT } from './other-process.js';

/** One way in which a client of the older schema could fail, with the place by which it is listed. */
export interface Breaking {
  readonly path: string;
  readonly message: string;
}

/** What breaks from an older schema to a newer one, both as text. */
export async function breakingChanges(older: string, newer: string): Promise<Breaking[]> {
  const changes = await diff(buildSchema(older), buildSchema(newer));
  return changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ path: path ?? '', message }));
}

/** The reasons of schema/breaking.md: a line `- \`Type.field\` (day): why` for each place. */
export function reasonsGiven(page: string): Map<string, string> {
  return new Map(
    [...page.matchAll(/^- `([^`]+)` \((20\d\d-\d\d-\d\d)\): (.{20,})$/gm)].map(
      ([, path = '', , why = '']) => [path, why],
    ),
  );
}

/** A file as the last commit has it; undefined where there is none, or no history at all. */
export function committed(path: string): string | undefined {
  try {
    return execFileSync('git', ['show', `HEAD:${path}`], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 20_000_000,
    });
  } catch {
    return undefined;
  }
}

/** The version of a file before its last change in history, where the clone goes back so far. */
export function beforeLastChange(path: string): string | undefined {
  try {
    const [, earlier] = execFileSync('git', ['log', '-2', '--format=%H', '--', path], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n');
    if (!earlier) return undefined;
    return execFileSync('git', ['show', `${earlier}:${path}`], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 20_000_000,
    });
  } catch {
    return undefined;
  }
}
