import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SaidOfHeading } from '#import/heading-mapping.rules.js';
import { badInput } from '#kernel/error.js';
import { mustFit } from '#sheet/decode-text.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { readSheet } from '#sheet/read-sheet.js';
import { SHEET_KIND_NAMES, type SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';
import { openAs } from './open-as.js';
import { showProgress } from './progress-bar.js';
import { openRefusalFile } from './refusal-file.js';
import { runCommand } from './run-command.js';
import { skippedText, summaryText } from './summary-text.js';
import { oneMoreHeading, toldHeadings } from './told-headings.js';
import { withStore } from './with-store.js';

interface Options {
  readonly as: string;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly refusals?: string;
  readonly map?: readonly SaidOfHeading[];
}

const STEPS = {
  READ: { zh: '读取', en: 'reading' },
  JUDGE: { zh: '核对', en: 'judging' },
  WRITE: { zh: '导入', en: 'importing' },
} as const;

await runCommand('npm run import --', (command) => {
  const sheet = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .argument('<file>', '表格文件 · the file')
      .requiredOption('--as <handle>', '以哪个账号导入 · the account that imports, e.g. county@liping')
      .option('--dry-run', '只检查，不写入 · judges everything and writes nothing')
      .option(
        '--map <heading=column>',
        '表头是哪一列，可多次；本单位以后的表格照此读取（试运行只用一次）· which column a heading is, as often as needed; kept for the organization (in a dry run for this once)',
        oneMoreHeading,
      )
      .option('--all-or-nothing', '有一行拒收就全部不导入 · brings nothing where one row is refused')
      .option(
        '--refusals <file>',
        '写出拒收：.xlsx 为可改正后重新导入的表格，其他为 CSV 清单 · what was refused: to mend and send again (.xlsx), or as a list (CSV)',
      );
  for (const kind of SHEET_KIND_NAMES) {
    const { word, says } = SHEET_KINDS[kind];
    sheet(
      word,
      `导入${says.zh}（XLSX，或 UTF-8、GBK 的 CSV）· imports ${says.en} (XLSX, or CSV in UTF-8 or GBK)`,
    ).action(async (file: string, options: Options) => {
      const summary = await importFile(file, options, kind);
      process.stdout.write(summaryText(summary));
      if (summary.outcome === 'REFUSED_WHOLE') process.exitCode = 1;
    });
  }
  return command.description('导入表格 · imports sheets');
});

async function importFile(file: string, options: Options, kind: SheetKindName): Promise<ImportSummary> {
  const { bring, isHeading } = SHEET_KINDS[kind];
  const bytes = await sizeOf(file);
  const refusals = options.refusals === undefined ? undefined : await openRefusalFile(options.refusals);
  const skipped: SkippedSheet[] = [];
  try {
    const summary = await withStore(async (world, config) => {
      mustFit(bytes, config.limits.importBytes);
      const limits = { maxBytes: config.limits.importBytes };
      const show = showProgress();
      const apply = options.allOrNothing ? 'ALL_OR_NOTHING' : 'ROW_BY_ROW';
      const op = await openAs(world, options.as);
      const own = await toldHeadings(op, kind, options.map ?? [], { isKept: !options.dryRun });
      const done = await bring(op, {
        source: createReadStream(file),
        fileName: basename(file),
        own,
        mode: options.dryRun ? 'DRY_RUN' : apply,
        limits: { ...limits, onSkipped: (sheet) => skipped.push(sheet) },
        onProgress: ({ step, done, total }) => show({ stage: STEPS[step], done, total: total ?? 0 }),
        onRefusal: (refusal) => refusals?.add(refusal),
      });
      const isOurs = (headings: readonly string[]) => isHeading(headings, own);
      await refusals?.end(() => readSheet(createReadStream(file), { ...limits, isHeading: isOurs }));
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
