import { mapHeading } from '#import/map-heading.js';
import { readMapping, type SaidOfHeading } from '#import/heading-mapping.rules.js';
import { ownHeadingRows, ownHeadings } from '#import/own-headings.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { OwnHeadings } from '#sheet/heading-book.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';

/** One `--map heading=column` more; a heading may hold the sign, a column does not. BAD_USER_INPUT/MAP_UNCLEAR. */
export function oneMoreHeading(text: string, before: readonly SaidOfHeading[] = []): SaidOfHeading[] {
  const sign = text.lastIndexOf('=');
  if (sign <= 0)
    throw badInput('map', 'MAP_UNCLEAR', {
      zh: '请写成 --map "表头=列名"；不读取的列写成 --map "表头="。',
      en: 'Write --map "heading=column"; for a column that is passed over, --map "heading=".',
    });
  const column = text.slice(sign + 1).trim();
  return [...before, { heading: text.slice(0, sign), column: column === '' ? null : column }];
}

/**
 * What the account's organization calls its columns, with what is said now. That is kept, as by `mapHeading`; in a dry run it counts
 * for this run alone.
 */
export async function toldHeadings(
  op: Operation,
  kind: SheetKindName,
  told: readonly SaidOfHeading[],
  { isKept }: { readonly isKept: boolean },
): Promise<OwnHeadings> {
  const read = told.map((said) => readMapping(kind, said));
  if (isKept)
    for (const said of told)
      await op.write('heading.map', {}, (inside) => mapHeading(inside, { kind, ...said }));
  const { rows } = await op.read(ownHeadingRows(op.viewer.organizationId, kind));
  return new Map([
    ...ownHeadings(rows[0] ?? []),
    ...read.map(({ headingKey, field }) => [headingKey, field] as const),
  ]);
}
