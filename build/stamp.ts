import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the project. */
export const PROJECT = join(import.meta.dirname, '..');

/** One thing that is built. */
export interface Built {
  /** Of its stamp: dist/NAME.stamp. */
  readonly name: string;
  /** Files and folders that it is made of, from the project's folder; versions of packages are exact in package.json. */
  readonly sources: readonly string[];
  /** A file in dist without which it is not there. */
  readonly sign: string;
  build(): Promise<void>;
}

/** A digest of all the files there: their names and what is in them. */
async function stampOf(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const entries = (await stat(join(PROJECT, source))).isFile()
      ? [source]
      : (await readdir(join(PROJECT, source), { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length + 1));
    for (const name of entries.toSorted())
      hash
        .update(name)
        .update('\0')
        .update(await readFile(join(PROJECT, name)));
  }
  return hash.digest('hex');
}

/** Builds it if what it is made of has changed: every command of ours begins with a build, and most need none. */
export async function buildIfChanged({ name, sources, sign, build }: Built): Promise<void> {
  const dist = join(PROJECT, 'dist');
  const at = join(dist, `${name}.stamp`);
  // Of the sources as they were before: what is changed meanwhile is built the next time.
  const stamp = await stampOf(sources);
  const before = existsSync(join(dist, sign)) ? await readFile(at, 'utf8').catch(() => '') : '';
  if (before === stamp) return;
  await build();
  await mkdir(dist, { recursive: true });
  await writeFile(at, stamp);
}
