import type { ImportSummary } from '#sheet/import-summary.js';
import type { ReasonCount } from '#sheet/reason-counts.js';
import type { SkippedSheet } from '#sheet/sheet-row.js';

const WHY_SKIPPED: Readonly<Record<SkippedSheet['why'], string>> = {
  HIDDEN: '已隐藏 · hidden',
  EXAMPLE: '示例 · an example',
  NO_TABLE: '没有内容 · nothing in it',
  NO_HEADING: '没有可识别的表头 · no heading that is known',
  OTHER_HEADING: '表头与已读取的工作表不同 · its heading is another',
};
/** What a terminal would obey, and what turns a line around. */
export const UNSHOWABLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** The sheets of a workbook that were not read, a line each; empty when there is none. */
export function skippedText(skipped: readonly SkippedSheet[]): string {
  return skipped
    .map(({ sheet, why }) => `未读取 not read: ${sheet.replace(UNSHOWABLE, '\uFFFD')}  ${WHY_SKIPPED[why]}\n`)
    .join('');
}

/** An import's summary for a person at a terminal, in both languages. */
export function summaryText(summary: ImportSummary): string {
  const { fileName, read, created, corrected, unchanged, refused, unknownHeadings } = summary;
  return [
    `${fileName}${MODES[summary.outcome]}`,
    `  读取 read            ${read}`,
    `  新增 created         ${created}${postsText(summary)}`,
    `  更正 corrected       ${corrected}`,
    `  无变化 unchanged     ${unchanged}`,
    `  拒收 refused         ${refused}`,
    ...listed('拒收原因 · why refused', summary.refusals),
    ...listed('说明与提醒 · notes and warnings', summary.notes),
    ...(unknownHeadings.length > 0
      ? [`未使用的列 · columns passed over\n  ${unknownHeadings.join('、').replace(UNSHOWABLE, '\uFFFD')}`]
      : []),
    '',
  ].join('\n');
}

/** What the created ones offer, where they are posts. */
function postsText({ places, suitable, employers }: ImportSummary): string {
  return places === 0
    ? ''
    : `  （${places} 个岗位 places，适合 suitable ${suitable}，新登记单位 new employers ${employers}）`;
}

const MODES = {
  APPLIED: '',
  JUDGED: '（试运行，未写入 · dry run, nothing written）',
  REFUSED_WHOLE: '（整批拒收，未写入 · refused as a whole, nothing written）',
} as const satisfies Record<ImportSummary['outcome'], string>;

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
