import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { badInput } from '#kernel/error.js';
import { mustFit } from '#sheet/decode-text.js';
import { importPostings } from '#sheet/import-postings.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { LineFile } from '#sheet/line-file.js';
import { REFUSAL_HEADING, refusalLine } from '#sheet/refusal-lines.js';
import { openAs } from './open-as.js';
import { showProgress } from './progress-bar.js';
import { runCommand } from './run-command.js';
import { summaryText } from './summary-text.js';
import { withStore } from './with-store.js';

interface Options {
  readonly as: string;
  readonly dryRun?: boolean;
  readonly refusals?: string;
}

const STEPS = { READ: { zh: '读取', en: 'reading' }, WRITE: { zh: '导入', en: 'importing' } } as const;

await runCommand('npm run import --', (command) => {
  command
    .command('postings')
    .description('导入岗位表（CSV，UTF-8 或 GBK）· imports a vacancy list (CSV, UTF-8 or GBK)')
    .argument('<file>', '岗位表文件 · the vacancy list')
    .requiredOption('--as <handle>', '以哪个账号导入 · the account that imports, e.g. station@foshan')
    .option('--dry-run', '只检查，不写入 · judges everything and writes nothing')
    .option('--refusals <file>', '把每条拒收原因写入 CSV 文件 · writes every refusal to a CSV file')
    .action(async (file: string, options: Options) => {
      process.stdout.write(summaryText(await importFile(file, options)));
    });
  return command.description('导入表格 · imports sheets');
});

async function importFile(file: string, options: Options): Promise<ImportSummary> {
  const bytes = await sizeOf(file);
  const refusals = options.refusals === undefined ? undefined : await makeRefusals(options.refusals);
  try {
    const summary = await withStore(async (world, config) => {
      mustFit(bytes, config.limits.importBytes);
      const show = showProgress();
      return importPostings(await openAs(world, options.as), {
        source: createReadStream(file),
        fileName: basename(file),
        dryRun: options.dryRun ?? false,
        limits: { maxBytes: config.limits.importBytes },
        onProgress: ({ step, done, total }) => show({ stage: STEPS[step], done, total: total ?? 0 }),
        onRefusal: (refusal) => refusals?.add(refusalLine(refusal)),
      });
    });
    await refusals?.end();
    return summary;
  } catch (fault) {
    // Half a list of refusals would look like all of them.
    await refusals?.discard();
    throw fault;
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return found.size;
  if (found)
    throw badInput('file', 'NOT_A_FILE', {
      zh: found.isDirectory() ? `${file} 是文件夹，请给出其中的表格文件。` : `${file} 不是普通文件。`,
      en: found.isDirectory() ? `${file} is a folder. Name a sheet in it.` : `${file} is no plain file.`,
    });
  throw badInput('file', 'FILE_NOT_FOUND', {
    zh: `找不到文件 ${file}。`,
    en: `There is no file ${file}.`,
  });
}

async function makeRefusals(path: string): Promise<LineFile> {
  const file = await LineFile.make(path).catch(() => {
    throw badInput('refusals', 'FILE_NOT_WRITABLE', {
      zh: `无法新建文件 ${path}，或文件已存在。`,
      en: `The file ${path} cannot be made, or is there already.`,
    });
  });
  await file.add(REFUSAL_HEADING);
  return file;
}
