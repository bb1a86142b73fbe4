import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { mustFit } from '#sheet/decode-text.js';
import { importPostings } from '#sheet/import-postings.js';
import type { ImportSummary, RowRefusal } from '#sheet/import-summary.js';
import { importWorkers } from '#sheet/import-workers.js';
import { isPostingHeading } from '#sheet/posting-columns.js';
import { readSheet } from '#sheet/read-sheet.js';
import type { SheetLimits, SkippedSheet } from '#sheet/sheet-row.js';
import { isWorkerHeading } from '#sheet/worker-columns.js';
import type { WorkerImportSummary } from '#sheet/worker-import-summary.js';
import { openAs } from './open-as.js';
import { showProgress } from './progress-bar.js';
import { openRefusalFile } from './refusal-file.js';
import { runCommand } from './run-command.js';
import { skippedText, summaryText, workerSummaryText } from './summary-text.js';
import { withStore } from './with-store.js';

interface Options {
  readonly as: string;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly refusals?: string;
}

const STEPS = {
  READ: { zh: '读取', en: 'reading' },
  JUDGE: { zh: '核对', en: 'judging' },
  WRITE: { zh: '导入', en: 'importing' },
} as const;

await runCommand('npm run import --', (command) => {
  const sheet = (name: string, description: string, file: string, handle: string) =>
    command
      .command(name)
      .description(description)
      .argument('<file>', file)
      .requiredOption('--as <handle>', `以哪个账号导入 · the account that imports, e.g. ${handle}`)
      .option('--dry-run', '只检查，不写入 · judges everything and writes nothing')
      .option(
        '--refusals <file>',
        '写出拒收：.xlsx 为可改正后重新导入的表格，其他为 CSV 清单 · what was refused: to mend and send again (.xlsx), or as a list (CSV)',
      );
  sheet(
    'postings',
    '导入岗位表（XLSX，或 UTF-8、GBK 的 CSV）· imports a vacancy list (XLSX, or CSV in UTF-8 or GBK)',
    '岗位表文件 · the vacancy list',
    'station@foshan',
  ).action(async (file: string, options: Options) => {
    process.stdout.write(summaryText(await importFile(file, options, isPostingHeading, bringPostings)));
  });
  sheet(
    'workers',
    '导入劳动力台账（XLSX，或 UTF-8、GBK 的 CSV，一行一人）· imports a list of workers, one person a row (XLSX or CSV)',
    '台账文件 · the list of workers',
    'county@liping',
  )
    .option('--all-or-nothing', '有一行拒收就全部不导入 · brings nothing where one row is refused')
    .action(async (file: string, options: Options) => {
      const summary = await importFile(file, options, isWorkerHeading, bringWorkers);
      process.stdout.write(workerSummaryText(summary));
      if (summary.outcome === 'REFUSED_WHOLE') process.exitCode = 1;
    });
  return command.description('导入表格 · imports sheets');
});

/** What every import is given. */
interface Common {
  readonly source: Readable;
  readonly fileName: string;
  readonly limits: SheetLimits;
  readonly onProgress: (progress: { step: keyof typeof STEPS; done: number; total: number | null }) => void;
  readonly onRefusal: (refusal: RowRefusal) => Promise<void> | void;
}
type Bring<Summary> = (op: Operation, common: Common, options: Options) => Promise<Summary>;

function bringPostings(op: Operation, common: Common, { dryRun = false }: Options): Promise<ImportSummary> {
  return importPostings(op, { ...common, dryRun });
}

function bringWorkers(
  op: Operation,
  common: Common,
  { dryRun, allOrNothing }: Options,
): Promise<WorkerImportSummary> {
  const apply = allOrNothing ? 'ALL_OR_NOTHING' : 'ROW_BY_ROW';
  return importWorkers(op, { ...common, mode: dryRun ? 'DRY_RUN' : apply });
}

async function importFile<Summary>(
  file: string,
  options: Options,
  isHeading: (headings: readonly string[]) => boolean,
  bring: Bring<Summary>,
): Promise<Summary> {
  const bytes = await sizeOf(file);
  const refusals = options.refusals === undefined ? undefined : await openRefusalFile(options.refusals);
  const skipped: SkippedSheet[] = [];
  try {
    const summary = await withStore(async (world, config) => {
      mustFit(bytes, config.limits.importBytes);
      const limits = { maxBytes: config.limits.importBytes };
      const show = showProgress();
      const common: Common = {
        source: createReadStream(file),
        fileName: basename(file),
        limits: { ...limits, onSkipped: (sheet) => skipped.push(sheet) },
        onProgress: ({ step, done, total }) => show({ stage: STEPS[step], done, total: total ?? 0 }),
        onRefusal: (refusal) => refusals?.add(refusal),
      };
      const done = await bring(await openAs(world, options.as), common, options);
      await refusals?.end(() => readSheet(createReadStream(file), { ...limits, isHeading }));
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
