import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { ImportSummary } from '#sheet/import-summary.js';
import { summaryText } from './summary-text.js';

/** What is counted, in the order of the summary. */
const COUNTED = {
  regions: '区划 regions',
  organizations: '机构 organizations',
  accounts: '账号 accounts',
  pairings: '结对 pairings',
  invented_postings: '虚构岗位 invented',
  real_postings: '真实岗位 real',
  workers: '劳动者 workers',
  willingness: '意愿 willingness',
  referrals: '推荐 referrals',
  arrivals: '到岗 arrivals',
} as const;

/**
 * What the demo world holds and how the import of the real postings ended, for the person at the terminal, in
 * both languages. `op` is the system's.
 */
export async function demoSummary(op: Operation, real: ImportSummary): Promise<string> {
  const { rows } = await op.read(sql`
    select (select count(*)::int from region) as regions, (select count(*)::int from organization) as organizations,
      (select count(*)::int from account) as accounts, (select count(*)::int from pairing) as pairings,
      (select count(*)::int from job_posting where invented) as invented_postings,
      (select count(*)::int from job_posting where not invented) as real_postings,
      (select count(*)::int from worker) as workers, (select count(*)::int from willingness) as willingness,
      (select count(*)::int from referral) as referrals, (select count(*)::int from arrival) as arrivals`);
  const [found = {}] = rows[0] ?? [];
  const lines = Object.entries(COUNTED).map(
    ([name, words]) => `  ${words.padEnd(20 - wideIn(words))} ${String(found[name]).padStart(8)}`,
  );
  return `\n演示数据 · the demo world\n${lines.join('\n')}\n\n${summaryText(real)}`;
}

/** Han characters take two columns of a terminal. */
function wideIn(words: string): number {
  return words.match(/\p{Script=Han}/gu)?.length ?? 0;
}
