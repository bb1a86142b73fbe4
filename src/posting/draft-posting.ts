import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { bodyClosed } from '#party/must-stand.js';
import { Organization } from '#party/organization.entity.js';
import { JobPosting } from './job-posting.entity.js';
import { writeContent } from './posting.rules.js';
import type { PostingContent } from './posting.type.js';

/** Where a posting came from, when a sheet brought it. */
export interface PostingOrigin {
  readonly externalSource?: string;
  readonly externalId?: string;
  readonly sourceFile?: string;
  readonly sourceRow?: number;
  readonly invented?: boolean;
}

/** An employer, or its city's station on its behalf, writes a posting down (– → DRAFT). */
export async function draftPosting(
  op: Operation,
  input: { employer?: string | null; content: PostingContent },
  from: PostingOrigin = {},
): Promise<JobPosting> {
  op.must('posting.draft');
  const employerId =
    input.employer != null
      ? keyOf('Organization', input.employer, 'input.employer')
      : op.viewer.organizationId;
  const employer = await op.em.findOne(Organization, { id: employerId });
  if (!employer) throw notFound({ zh: '用人单位', en: 'employer' }, 'input.employer');
  if (employer.type !== 'EMPLOYER' && employer.type !== 'HR_COMPANY')
    throw badInput('input.employer', 'NOT_AN_EMPLOYER', {
      zh: '请指明用人单位：只有企业或人力资源公司可以发布岗位。',
      en: 'Name the employer: only an employer or a labour company offers posts.',
    });
  if (employer.status === 'CLOSED') throw bodyClosed('input.employer');
  await mustBeLicensed(op, employer.id, 'input.employer');
  const posting = op.em.create(JobPosting, {
    id: uuidv7(op.now.getTime()),
    employerId: employer.id,
    title: '',
    workRegion: '',
    destination: '',
    headcount: 1,
    skills: [],
    allocations: [],
    state: 'DRAFT',
    validTo: op.today,
    freshAt: op.now,
    ...from,
  });
  writeContent(op, posting, input.content);
  const field = op.viewer.role === 'EMPLOYER' ? 'input.employer' : 'input.content.workRegion';
  op.must('posting.draft', { destination: posting.destination, employerId: posting.employerId }, field);
  return posting;
}
