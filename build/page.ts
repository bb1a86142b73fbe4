import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { PROJECT } from './stamp.ts';

const DASHBOARD = join(PROJECT, 'dashboard');
const TARGET = join(PROJECT, 'dist', 'dashboard');
/** What is worth compressing; fonts are compressed already. */
const TEXTS = ['.html', '.js', '.css', '.svg', '.md'];

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

/** Builds the wall screen into dist/dashboard. */
export async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  // A folder of its own until it is whole: a server may be serving the one before.
  const growing = `${TARGET}-${process.pid}`;
  await build({
    root: DASHBOARD,
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
}
