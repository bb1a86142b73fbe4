import sql from 'sql-template-tag';
import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { underPath } from '#access/stake-condition.js';
import { askedPlace } from '#worker/asked-place.js';
import {
  FROM_OF_WORKER,
  WILLINGNESS_COLUMNS,
  willingnessNode,
  type WillingnessNode,
  willingnessStake,
} from './willingness.list.js';

/** The warning comes so many days before (domain 4.5). */
export const WARNED_DAYS = 14;
const MOST_DAYS = 366;

const KEYS = [sql`x.valid_to::text`, sql`x.id`];

/**
 * Active wishes that end within so many days from today, the first to end first. BAD_USER_INPUT/DAYS_AHEAD naming
 * `days` outside 1 to 366.
 */
export function expiringList(
  op: Operation,
  asked: { readonly days?: number | null; readonly place?: string | null; readonly kind?: string | null },
): ListQuery<WillingnessNode> {
  const days = asked.days ?? WARNED_DAYS;
  if (days < 1 || days > MOST_DAYS)
    throw badInput(
      'days',
      'DAYS_AHEAD',
      { zh: `天数应在 1 到 ${MOST_DAYS} 之间。`, en: `From 1 to ${MOST_DAYS} days ahead.` },
      { limit: MOST_DAYS },
    );
  const place =
    asked.place == null ? sql`true` : underPath(sql`x.origin`, askedPlace(op, asked.place, 'place').path);
  const kind = asked.kind == null ? sql`true` : sql`x.kind = ${asked.kind}`;
  const ending = sql`x.state = 'ACTIVE' and x.valid_to <= ${addDays(op.today, days)}::date
    and ${willingnessStake(op)} and ${place} and ${kind}`;
  return {
    name: 'willingness-expiring',
    columns: WILLINGNESS_COLUMNS,
    from: sql`from willingness x ${FROM_OF_WORKER} where ${ending}`,
    keys: KEYS,
    descending: false,
    node: (row) => willingnessNode(op, row),
  };
}
