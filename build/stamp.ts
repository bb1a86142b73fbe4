import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the project. */
export const PROJECT = join(import.meta.dirname, '..');

/** One thing that is built. */
export interface Built {
  /** Of its stamp: dist/NAME.stamp. */
  readonly name: string;
  /** Files and folders that it is made of, from the project's folder; versions of packages are exact in package.json. */
  readonly sources: readonly string[];
  /** Folders in dist that hold it, and nothing else. */
  readonly results: readonly string[];
  build(): Promise<void>;
}

/** All files of folders and files of the project, in order. */
async function filesOf(project: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const whole = join(project, path);
      if (!existsSync(whole)) return [];
      if ((await stat(whole)).isFile()) return [path];
      const entries = await readdir(whole, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1));
    }),
  );
  return found.flat().toSorted();
}

/** A digest of all the files there: their names and what is in them. */
async function digestOf(project: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await filesOf(project, paths))
    hash
      .update(name)
      .update('\0')
      // What another build has just replaced is met at its next look.
      .update(await readFile(join(project, name)).catch(() => ''));
  return hash.digest('hex');
}

/**
 * Builds it if what it is made of has changed, or what was made: every command of ours begins with a build, and most need
 * none. A build that fails or is killed leaves no stamp.
 */
export async function buildIfChanged(
  { name, sources, results, build }: Built,
  project = PROJECT,
): Promise<void> {
  const at = join(project, 'dist', `${name}.stamp`);
  const made = results.map((result) => join('dist', result));
  // Of the sources as they were before: what is changed meanwhile is built the next time.
  const from = await digestOf(project, sources);
  const before = await readFile(at, 'utf8').catch(() => '');
  if (before === `${from} ${await digestOf(project, made)}`) return;
  await rm(at, { force: true });
  await build();
  await mkdir(join(project, 'dist'), { recursive: true });
  await writeFile(at, `${from} ${await digestOf(project, made)}`);
}

/** Removes what lies in a folder of dist and has no source any more: `src/a.js`, where `src/a.ts` is gone. */
export async function sweep(folder: string, project = PROJECT): Promise<void> {
  for (const name of await filesOf(project, [join('dist', folder)])) {
    const source = name.slice('dist/'.length).replace(/\.js(?:\.map)?$/, '.ts');
    if (!existsSync(join(project, source))) await rm(join(project, name), { force: true });
  }
}
