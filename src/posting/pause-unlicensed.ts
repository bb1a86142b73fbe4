import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** Shown with the posting, which comes back by resumePosting. */
const WHY = '人力资源服务许可证已到期或注销';

/** The clock: postings of a labour company whose licence no longer holds pause (OPEN → PAUSED), and leave the supply list. Answers how many. */
export async function pauseUnlicensed(op: Operation): Promise<number> {
  op.must('clock.pauseUnlicensed');
  const paused = await op.run(sql`update job_posting p set state = 'PAUSED', state_reason = ${WHY}
    from organization o where o.id = p.employer_id and o.type = 'HR_COMPANY' and p.state = 'OPEN'
      and not exists (select from hr_licence l where l.organization_id = o.id and l.valid_from <= ${op.today}::date
        and l.valid_to >= ${op.today}::date and coalesce(l.revoked_on > ${op.today}::date, true))
    returning p.id`);
  return paused.length;
}
