import type { ImportSummary, ReasonCount } from '#sheet/import-summary.js';

/** An import's summary for a person at a terminal, in both languages. */
export function summaryText(summary: ImportSummary): string {
  const { fileName, dryRun, read, created, unchanged, refused, places, suitable, employers } = summary;
  const mode = dryRun ? '（试运行，未写入 · dry run, nothing written）' : '';
  return [
    `${fileName}${mode}`,
    `  读取 read            ${read}`,
    `  新增 created         ${created}  （${places} 个岗位 places，适合 suitable ${suitable}，新登记单位 new employers ${employers}）`,
    `  已导入过 unchanged   ${unchanged}`,
    `  拒收 refused         ${refused}`,
    ...listed('拒收原因 · why refused', summary.refusals),
    ...listed('说明 · notes', summary.notes),
    '',
  ].join('\n');
}

function listed(title: string, counts: readonly ReasonCount[]): string[] {
  if (counts.length === 0) return [];
  return [
    title,
    ...counts.map(
      ({ reason, text, rows }) =>
        `  ${String(rows).padStart(6)}  ${reason}\n          ${text.zh} · ${text.en}`,
    ),
  ];
}
