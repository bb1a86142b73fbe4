import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { badInput } from '#kernel/error.js';
import { mustFit } from '#sheet/decode-text.js';
import { importPostings } from '#sheet/import-postings.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { isPostingHeading } from '#sheet/posting-columns.js';
import { readSheet } from '#sheet/read-sheet.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';
import { openAs } from './open-as.js';
import { showProgress } from './progress-bar.js';
import { openRefusalFile } from './refusal-file.js';
import { runCommand } from './run-command.js';
import { skippedText, summaryText } from './summary-text.js';
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
    .description(
      '导入岗位表（XLSX，或 UTF-8、GBK 的 CSV）· imports a vacancy list (XLSX, or CSV in UTF-8 or GBK)',
    )
    .argument('<file>', '岗位表文件 · the vacancy list')
    .requiredOption('--as <handle>', '以哪个账号导入 · the account that imports, e.g. station@foshan')
    .option('--dry-run', '只检查，不写入 · judges everything and writes nothing')
    .option(
      '--refusals <file>',
      '写出拒收：.xlsx 为可改正后重新导入的表格，其他为 CSV 清单 · what was refused: to mend and send again (.xlsx), or as a list (CSV)',
    )
    .action(async (file: string, options: Options) => {
      process.stdout.write(summaryText(await importFile(file, options)));
    });
  return command.description('导入表格 · imports sheets');
});

async function importFile(file: string, options: Options): Promise<ImportSummary> {
  const bytes = await sizeOf(file);
  const refusals = options.refusals === undefined ? undefined : await openRefusalFile(options.refusals);
  const skipped: SkippedSheet[] = [];
  try {
    const summary = await withStore(async (world, config) => {
      mustFit(bytes, config.limits.importBytes);
      const limits = { maxBytes: config.limits.importBytes };
      const show = showProgress();
      const done = await importPostings(await openAs(world, options.as), {
        source: createReadStream(file),
        fileName: basename(file),
        dryRun: options.dryRun ?? false,
        limits: { ...limits, onSkipped: (sheet) => skipped.push(sheet) },
        onProgress: ({ step, done, total }) => show({ stage: STEPS[step], done, total: total ?? 0 }),
        onRefusal: (refusal) => refusals?.add(refusal),
      });
      await refusals?.end(() =>
        readSheet(createReadStream(file), { ...limits, isHeading: isPostingHeading }),
      );
      return done;
    });
    process.stderr.write(skippedText(skipped));
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
