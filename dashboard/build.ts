import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/*
 * Builds the wall screen into dist/dashboard, if what it is made of has changed: every command of ours begins with
 * a build, and most of them have nothing to do with the page.
 */

const HERE = import.meta.dirname;
const PROJECT = join(HERE, '..');
const TARGET = join(PROJECT, 'dist', 'dashboard');
const STAMP = join(PROJECT, 'dist', 'dashboard.stamp');
/** Everything that the page is made of; versions of packages are exact in package.json. */
const SOURCES = [HERE, join(PROJECT, 'client', 'src'), join(PROJECT, 'package.json')];
/** What is worth compressing; fonts are compressed already. */
const TEXTS = ['.html', '.js', '.css', '.svg', '.md'];

async function stampOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const names = extname(path)
      ? ['']
      : (await readdir(path, { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(path.length));
    for (const name of names.toSorted())
      hash
        .update(name)
        .update('\0')
        .update(await readFile(path + name));
  }
  return hash.digest('hex');
}

/** Beside each text its .gz and .br, so that no request waits for a compressor. */
async function compress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries.filter((entry) => entry.isFile() && TEXTS.includes(extname(entry.name)));
  await Promise.all(
    texts.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const plain = await readFile(path);
      // Quality 11 takes ten times as long for two parts in a hundred.
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      const [gz, br] = await Promise.all([
        promisify(gzip)(plain, { level: 9 }),
        promisify(brotliCompress)(plain, { params }),
      ]);
      await Promise.all([writeFile(`${path}.gz`, gz), writeFile(`${path}.br`, br)]);
    }),
  );
}

const stamp = await stampOf(SOURCES);
const built = existsSync(join(TARGET, 'index.html')) ? await readFile(STAMP, 'utf8').catch(() => '') : '';
if (built !== stamp) {
  const { build } = await import('vite');
  // A folder of its own until it is whole: a server may be serving the one before.
  const growing = `${TARGET}-${process.pid}`;
  await build({
    root: HERE,
    configFile: false,
    // Relative, so that the page also works below a path of a proxy.
    base: './',
    logLevel: 'warn',
    resolve: { alias: { 'labor-bridge-client': join(PROJECT, 'client', 'src', 'index.ts') } },
    build: {
      outDir: growing,
      emptyOutDir: true,
      // Chromium 107 and its peers, of the end of 2022: what the computers of bureaus run.
      target: ['es2022', 'chrome107', 'firefox104', 'safari16'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_000,
      license: { fileName: 'licenses.md' },
    },
  });
  await compress(growing);
  await mkdir(join(PROJECT, 'dist'), { recursive: true });
  await rm(TARGET, { recursive: true, force: true });
  await rename(growing, TARGET);
  await writeFile(STAMP, stamp);
}
