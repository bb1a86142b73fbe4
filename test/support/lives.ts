import fc from 'fast-check';

/** Transactions in the order in which they began, each with the moments of its start and its end. */
export const lives = fc
  .array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 12 })
  .map((drawn) =>
    drawn
      .map(([from, lasts]) => ({ from, until: from + lasts }))
      .sort((a, b) => a.from - b.from)
      .map((life, at) => ({ xid: BigInt(at + 3), ...life })),
  );
export type Lives = { xid: bigint; from: number; until: number }[];

/** What PostgreSQL's pg_current_snapshot() would say at a moment. */
export function snapshotAt(transactions: Lives, at: number): string {
  const running = transactions.filter((t) => t.from <= at && t.until > at).map((t) => t.xid);
  const xmax = BigInt(3 + transactions.filter((t) => t.from <= at).length);
  return `${running[0] ?? xmax}:${xmax}:${running.join(',')}`;
}
