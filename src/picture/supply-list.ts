import sql from 'sql-template-tag';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { PostingNode, postingSource } from '#posting/posting.list.js';
import { inSupply } from './four-counts.js';
import type { Pair } from './pair.js';

/*
 * The supply list (岗位供给清单, domain 4.3 B): one row per posting that is open, in the destination, found
 * suitable, offered to the origin, and still has a place for it.
 */

export interface SupplyRow {
  readonly posting: PostingNode;
  /** Places left for this origin. */
  readonly remaining: number;
}

/** The list of a pair; its rows are open postings, which every signed-in side may see. */
export function supplyList(op: Operation, pair: Pair): ListQuery<SupplyRow> {
  const { columns, from } = postingSource();
  return {
    name: `supply:${pair.key}`,
    columns: sql`${columns}, posting_remaining(p, ${pair.origin.path}) as remaining`,
    from: sql`${from} where ${inSupply(pair)}`,
    keys: [sql`p.id`],
    descending: false,
    node: (row: Row) => ({ posting: new PostingNode(op, row), remaining: Number(row['remaining']) }),
    count: sql`select count(*)::int as total from job_posting p where ${inSupply(pair)}`,
  };
}
