import { posix } from 'node:path';
import { notAWorkbook, workbookBroken } from './workbook-faults.js';
import type { WorkbookParts } from './workbook-zip.js';
import { attributeOf, hear, isYes } from './xml-feed.js';

/** What a workbook says of itself. */
export interface WorkbookPlan {
  /** Its tabs from left to right; a chart or a macro sheet has no part. */
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden: boolean;
    readonly part: string | undefined;
  }[];
  /** Days are counted from 1904, as old Macintoshes did, and not from 1900. */
  readonly from1904: boolean;
  /** The part with the texts that many cells share. */
  readonly texts: string | undefined;
  readonly styles: string | undefined;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/**
 * Reads which sheets there are and where. What lies outside the package (external links) is never followed.
 * BAD_USER_INPUT: NOT_A_WORKBOOK, WORKBOOK_BROKEN where a part is missing, and what `read` of the parts throws.
 */
export async function readWorkbookPlan(parts: WorkbookParts): Promise<WorkbookPlan> {
  const [main] = await relationsOf(parts, '', 'officeDocument');
  if (!main?.target.endsWith('.xml') || !parts.has(main.target)) throw notAWorkbook();
  const relations = await relationsOf(parts, main.target);
  /** A part that is named and not there was lost: without it the cells would say something else, or nothing. */
  const there = ({ target }: Relation): string => {
    if (!parts.has(target)) throw workbookBroken();
    return target;
  };
  const sheets: WorkbookPlan['sheets'][number][] = [];
  let root = '';
  let from1904 = false;
  await hear(parts.read(main.target), {
    open(name, attributes) {
      root ||= name;
      if (name === 'workbookPr') from1904 = isYes(attributes['date1904']);
      if (name !== 'sheet') return;
      const id = attributeOf(attributes, 'id');
      const relation = relations.find((one) => one.id === id);
      if (!relation) throw workbookBroken();
      sheets.push({
        name: attributes['name'] ?? '',
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
        part: relation.type === 'worksheet' ? there(relation) : undefined,
      });
    },
    text() {},
    close() {},
  });
  if (root !== 'workbook') throw notAWorkbook();
  const partOf = (type: string) => {
    const relation = relations.find((one) => one.type === type);
    return relation && there(relation);
  };
  return { sheets, from1904, texts: partOf('sharedStrings'), styles: partOf('styles') };
}

/** The relations of a part (`''`: of the package), of one type or of all; types by their last word, which every edition shares. */
async function relationsOf(parts: WorkbookParts, part: string, type?: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const page = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(page)) return [];
  const found: Relation[] = [];
  await hear(parts.read(page), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: posix.normalize(target) });
    },
    text() {},
    close() {},
  });
  return type === undefined ? found : found.filter((one) => one.type === type);
}
