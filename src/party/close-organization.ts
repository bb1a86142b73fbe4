import sql from 'sql-template-tag';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { Account } from './account.entity.js';
import { organizationBelow } from './may-organization.js';
import { bodyClosed } from './must-stand.js';
import { Organization } from './organization.entity.js';

/**
 * A body is no more. CONFLICT: ORGANIZATION_CLOSED; ORGANIZATION_IN_USE while others stand under it, accounts are open in it, its posts
 * are offered or its station serves, for nobody would answer for them.
 */
export async function closeOrganization(op: Operation, input: { id: string }): Promise<Organization> {
  op.must('organization.close');
  const organization = await organizationBelow(op, 'organization.close', input.id);
  if (organization.status === 'CLOSED') throw bodyClosed('input.id');
  // Whoever is put under it at this moment waits for this one, and finds it closed.
  const below = await op.em.count(Organization, { parentId: organization.id, status: 'ACTIVE' });
  const accounts = await op.em.count(Account, { organizationId: organization.id, status: 'ACTIVE' });
  const { postings, stations } = await offered(op, organization.id);
  if (below + accounts + postings + stations > 0)
    throw conflict(
      'ORGANIZATION_IN_USE',
      {
        zh: `该机构下还有：在用机构 ${below} 个、在用账号 ${accounts} 个、开放或暂停的岗位 ${postings} 个、在用服务站 ${stations} 个。请先调整、停用、撤回或撤站。`,
        en: `It still has: organizations under it ${below}, open accounts ${accounts}, posts open or paused ${postings}, stations that serve ${stations}. Move, close or withdraw them first.`,
      },
      { field: 'input.id' },
    );
  organization.status = 'CLOSED';
  return organization;
}

/** What stands on it in the rooms above: posts that somebody may still be put forward for, and its station. Who adds one meanwhile waits (`mustStand`). */
async function offered(op: Operation, id: string): Promise<{ postings: number; stations: number }> {
  const [row] = await op.run(sql`select
    (select count(*)::int from job_posting p where p.employer_id = ${id} and p.state in ('OPEN', 'PAUSED', 'FILLED')) as postings,
    (select count(*)::int from service_station s where s.organization_id = ${id}
      and (s.closed_on is null or s.closed_on > ${op.today}::date)) as stations`);
  return { postings: Number(row?.['postings']), stations: Number(row?.['stations']) };
}
