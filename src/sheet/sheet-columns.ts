import { badInput } from '#kernel/error.js';
import { type HeadingTable, recognize } from './heading-book.js';

/** Which headings of the sheet at hand stand for which field of its kind of list. */
export interface SheetColumns<Field extends string> {
  /** In the order of the sheet; empty where it has none. Of several the first that is filled counts. */
  of(field: Field): readonly string[];
  /** Every field that the sheet has a column for. */
  readonly fields: readonly Field[];
  /** What a field is usually called. */
  nameOf(field: Field): string;
  /** Headings that mean nothing here and are passed over. */
  readonly unknown: readonly string[];
}

/**
 * Finds the fields of a table in the headings of a sheet. Throws BAD_USER_INPUT: COLUMNS_MISSING, naming what must be
 * there, or COLUMNS_AMBIGUOUS, naming two columns of a field that can have one alone.
 */
export function sheetColumns<Field extends string>(
  headings: readonly string[],
  table: HeadingTable<Field>,
  { mandatory, single }: { readonly mandatory: readonly Field[]; readonly single: readonly Field[] },
): SheetColumns<Field> {
  const { known, unknown, missing, doubled } = recognize(headings, table, {
    mandatory: mandatory.map((field) => [field]),
  });
  const nameOf = (field: Field): string => table[field].names[0];
  if (missing.length > 0) {
    const names = missing.flat().map(nameOf);
    throw badInput(
      'file',
      'COLUMNS_MISSING',
      {
        zh: `表格缺少必需的列：${names.join('、')}。`,
        en: `The sheet lacks mandatory columns: ${names.join(', ')}.`,
      },
      { allowed: names },
    );
  }
  for (const field of single) {
    const twins = doubled.get(field);
    if (twins)
      throw badInput('file', 'COLUMNS_AMBIGUOUS', {
        zh: `“${twins[0]}”和“${twins[1]}”两列含义相同，请只保留一列。`,
        en: `The columns ${twins[0]} and ${twins[1]} mean the same; keep one of them.`,
      });
  }
  const columns = Map.groupBy(known.keys(), (heading) => known.get(heading));
  return { fields: [...new Set(known.values())], of: (field) => columns.get(field) ?? [], nameOf, unknown };
}
