import { readNumberShapes } from './number-shapes.js';
import { readSharedTexts } from './shared-texts.js';
import { fileEmpty, headingNotFound } from './sheet-faults.js';
import { type FoundHeading, HEADING_WITHIN, HeadingFinder } from './sheet-heading.js';
import type { SheetLimits, SheetRow, SkippedSheet } from './sheet-row.js';
import { underHeading } from './under-heading.js';
import { readWorkbookPlan } from './workbook-plan.js';
import { openWorkbookZip, type WorkbookParts } from './workbook-zip.js';
import type { WorkbookBooks } from './worksheet-cells.js';
import { worksheetRows } from './worksheet-rows.js';

const MB = 1024 * 1024;
/** What templates call the sheet that shows how rows look; nobody in it is anybody. */
const EXAMPLE = /示例|样例|范例|example/i;

/** Why a sheet is not read, or the heading it was read under. */
type Outcome = { readonly heading: FoundHeading } | { readonly why: SkippedSheet['why'] };

/**
 * Reads a workbook (.xlsx, .xlsm) of this path, row by row in flat memory: its first visible sheet with a heading
 * that is looked for, then every other with the same headings. Formulas are not run and macros not opened; rows
 * and columns that a filter or a person hides are read, hidden sheets are not. Throws BAD_USER_INPUT: what
 * `openWorkbookZip`, `readWorkbookPlan`, `readSharedTexts` and `worksheetRows` throw, HEADING_NOT_FOUND, FILE_EMPTY.
 */
export async function* readXlsx(
  path: string,
  limits: SheetLimits = {},
): AsyncGenerator<SheetRow, void, void> {
  const parts = await openWorkbookZip(path, limits.maxUnpackedBytes ?? 100 * MB);
  try {
    const plan = await readWorkbookPlan(parts);
    const books: WorkbookBooks = {
      texts: plan.texts ? await readSharedTexts(parts.read(plan.texts)) : [],
      shapes: plan.styles ? await readNumberShapes(parts.read(plan.styles)) : [],
      from1904: plan.from1904,
    };
    let first: FoundHeading | undefined;
    let isBlank = true;
    for (const { name: sheet, hidden, part } of plan.sheets) {
      let outcome: Outcome = { why: 'NO_TABLE' };
      if (hidden) outcome = { why: 'HIDDEN' };
      else if (EXAMPLE.test(sheet)) outcome = { why: 'EXAMPLE' };
      else if (part) outcome = yield* readTable(parts, part, books, sheet, first, limits);
      if ('heading' in outcome) first ??= outcome.heading;
      else {
        isBlank &&= outcome.why === 'NO_TABLE';
        limits.onSkipped?.({ sheet, why: outcome.why });
      }
    }
    if (!first) throw isBlank ? fileEmpty() : headingNotFound();
  } finally {
    parts.close();
  }
}

/** The rows of one sheet, if its heading is looked for and, after the first sheet, the same as that one's. */
async function* readTable(
  parts: WorkbookParts,
  part: string,
  books: WorkbookBooks,
  sheet: string,
  first: FoundHeading | undefined,
  limits: SheetLimits,
): AsyncGenerator<SheetRow, Outcome, void> {
  const { maxColumns = 200, maxRecordBytes = 64 * 1024 } = limits;
  const finder = new HeadingFinder(limits.isHeading ?? (() => true));
  const isOther = (found: FoundHeading) => first !== undefined && !sameHeadings(first, found);
  let heading: FoundHeading | undefined;
  let isBlank = true;
  for await (const { row, cells } of worksheetRows(parts.read(part), books, {
    sheet,
    maxColumns,
    maxRecordBytes,
  })) {
    isBlank = false;
    if (!heading) {
      const found = finder.take(row, cells);
      heading = found?.heading;
      if (heading && isOther(heading)) return { why: 'OTHER_HEADING' };
      if (found?.at !== 'FOUND') {
        if (!finder.hasCandidate && row >= HEADING_WITHIN) return { why: 'NO_HEADING' };
        continue;
      }
    }
    if (heading) yield underHeading(heading, sheet, row, cells);
  }
  if (isBlank) return { why: 'NO_TABLE' };
  if (!heading && !finder.hasCandidate) return { why: 'NO_HEADING' };
  const found = heading ?? finder.only();
  return isOther(found) ? { why: 'OTHER_HEADING' } : { heading: found };
}

/** In any order; blank ones do not count. */
function sameHeadings(one: FoundHeading, other: FoundHeading): boolean {
  const filled = ({ headings }: FoundHeading) =>
    headings.filter((heading) => heading.trim() !== '').toSorted();
  return filled(one).join('\n') === filled(other).join('\n');
}
