import { toHalfWidth, unwrapCell } from '#kernel/half-width.js';

/**
 * A cell made plain for the readers: half width, no blanks, every dash and wave a single `-`, also the
 * Chinese 一, 至 and 到 between two numbers (`16一45岁`, `2300元----3200元`). Cells beyond `limit` letters
 * are cut to nothing readable (undefined), so that no pattern runs over an unbounded text.
 */
export function plainText(cell: string, limit = 500): string | undefined {
  if (cell.length > limit) return undefined;
  return unwrapCell(toHalfWidth(cell))
    .replace(/\s/g, '')
    .replace(/[-‐-―−﹣~〜∼～]{1,9}/g, '-')
    .replace(/(?<=[\d岁元k千万])[一至到](?=\d)/gi, '-');
}
