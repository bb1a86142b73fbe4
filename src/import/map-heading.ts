import sql from 'sql-template-tag';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { HeadingMapping } from './heading-mapping.entity.js';
import { readMapping, type SaidOfHeading } from './heading-mapping.rules.js';
import { mustBring } from './must-bring.js';

/** Of one organization and kind of list: more than any sheet has columns. */
const MOST_MAPPINGS = 500;

/**
 * An office says once what a heading of its lists means; every file of its organization and kind is read so from then on, and
 * what it said before of the same heading is replaced. BAD_USER_INPUT: what `readMapping` refuses. CONFLICT/TOO_MANY_HEADINGS.
 */
export async function mapHeading(
  op: Operation,
  input: SaidOfHeading & { readonly kind: string },
): Promise<HeadingMapping> {
  op.must('heading.map');
  const kind = input.kind as SheetKindName;
  mustBring(op, kind);
  const said = readMapping(kind, input);
  const { organizationId, accountId } = op.viewer;
  // Of many at once each sees those before it.
  await op.run(sql`select pg_advisory_xact_lock(hashtextextended(${`headings ${organizationId}`}, 0))`);
  const here = await op.em.find(HeadingMapping, { organizationId, kind, forgottenAt: null });
  const known = here.find(({ headingKey }) => headingKey === said.headingKey);
  if (!known && here.length >= MOST_MAPPINGS)
    throw conflict(
      'TOO_MANY_HEADINGS',
      {
        zh: `每种表格最多保留 ${MOST_MAPPINGS} 个表头对应，请先用 forgetHeading 删去不用的。`,
        en: `At most ${MOST_MAPPINGS} headings are kept for one kind of list. Forget some by forgetHeading first.`,
      },
      { limit: MOST_MAPPINGS },
    );
  const now = { ...said, mappedBy: accountId, mappedAt: op.now };
  const mapping = known
    ? op.em.assign(known, now)
    : op.em.create(HeadingMapping, { id: uuidv7(op.now.getTime()), organizationId, kind, ...now });
  await op.em.flush();
  return mapping;
}
