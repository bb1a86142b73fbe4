import { type OwnHeadings, recognize } from './heading-book.js';
import { columnsAmbiguous, columnsMissing } from './heading-faults.js';
import type { ListColumns } from './list-columns.js';

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
 * Finds the fields of a list in the headings of a sheet; what the organization calls its columns goes before the table. Throws BAD_USER_INPUT: COLUMNS_MISSING, naming what must be
 * there, or COLUMNS_AMBIGUOUS, naming two columns of a field that can have one alone.
 */
export function sheetColumns<Field extends string>(
  headings: readonly string[],
  { table, mandatory }: ListColumns<Field>,
  { single, own }: { readonly single: readonly Field[]; readonly own?: OwnHeadings | undefined },
): SheetColumns<Field> {
  const { known, unknown, missing, doubled } = recognize(headings, table, { mandatory, own });
  const nameOf = (field: Field): string => table[field].names[0];
  if (missing.length > 0) throw columnsMissing(missing.flat().map(nameOf), unknown);
  for (const field of single) {
    const twins = doubled.get(field);
    if (twins) throw columnsAmbiguous(twins[0], twins[1], unknown);
  }
  const columns = Map.groupBy(known.keys(), (heading) => known.get(heading));
  return { fields: [...new Set(known.values())], of: (field) => columns.get(field) ?? [], nameOf, unknown };
}
