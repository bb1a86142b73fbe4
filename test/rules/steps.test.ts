import { expect, test } from '@jest/globals';
import { JobPosting } from '#posting/job-posting.entity.js';

const posting = (state: string): JobPosting => Object.assign(Object.create(JobPosting.prototype), { state });
const saying = (zh: string, allowed: readonly string[]) =>
  expect.objectContaining({
    reason: 'POSTING_STEP_NOT_ALLOWED',
    text: expect.objectContaining({ zh }),
    details: expect.objectContaining({ allowed }),
  });

test('a step that does not go is refused in words of the office, with what goes now', () => {
  const next = ['OPEN', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN'];
  const now = '现在可以变为：开放、已过期、已撤回、已下架';
  expect(() => posting('PAUSED').moveTo('FILLED')).toThrow(
    saying(`该岗位现为“暂停”，不能变为“已满”；${now}。`, next),
  );
  expect(() => posting('PAUSED').mustBe('SUBMITTED')).toThrow(
    saying(`该岗位现为“暂停”，此操作只适用于“待审核”的岗位；${now}。`, next),
  );
  expect(() => posting('TAKEN_DOWN').moveTo('OPEN')).toThrow(
    saying('该岗位现为“已下架”，不能变为“开放”；已经结束，不再变化。', []),
  );
});
