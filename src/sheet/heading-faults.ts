import { badInput, type HouseError } from '#kernel/error.js';

/** Reasons that are no fault of the rows: they go by once somebody has said what a heading means. */
export const HEADING_FAULTS: readonly string[] = ['COLUMNS_MISSING', 'COLUMNS_AMBIGUOUS'];

/**
 * BAD_USER_INPUT/COLUMNS_MISSING: what must be there and is not, by the names of our templates, with the headings that
 * mean nothing here in `details.headings`: one of them may be it.
 */
export function columnsMissing(
  names: readonly string[],
  unknown: readonly string[],
  english: readonly string[] = names,
): HouseError {
  return badInput(
    'file',
    'COLUMNS_MISSING',
    {
      zh: `表格缺少必需的列：${names.join('、')}。表中叫法不同的，用 mapHeading（命令行 --map "表头=列名"）说明一次即可。`,
      en: `The sheet lacks mandatory columns: ${english.join(', ')}. Where it calls them otherwise, say so once by mapHeading (--map "heading=column").`,
    },
    { allowed: names, headings: unknown },
  );
}

/** BAD_USER_INPUT/COLUMNS_AMBIGUOUS: two headings that mean the same; likewise. */
export function columnsAmbiguous(
  one: string | undefined,
  other: string | undefined,
  unknown: readonly string[],
): HouseError {
  return badInput(
    'file',
    'COLUMNS_AMBIGUOUS',
    {
      zh: `“${one}”和“${other}”两列含义相同，请只保留一列，或用 mapHeading（命令行 --map "表头="）将其中一列设为不读取。`,
      en: `The columns ${one} and ${other} mean the same. Keep one of them, or have one passed over by mapHeading (--map "heading=").`,
    },
    { headings: unknown },
  );
}
