import { describe, expect, test } from '@jest/globals';
import {
  type Allocation,
  JobPosting,
  POSTING_STATES,
  POSTING_STEPS,
  type PostingState,
  remainingFor,
} from '#posting/job-posting.entity.js';
import { reasonOf } from '../support/refusals.js';

/** Written out again from domain 3.3, so that a step added or removed in the code turns red here. */
const STEPS: [PostingState, PostingState[]][] = [
  ['DRAFT', ['SUBMITTED', 'WITHDRAWN', 'TAKEN_DOWN']],
  ['SUBMITTED', ['OPEN', 'REJECTED', 'WITHDRAWN', 'TAKEN_DOWN']],
  ['REJECTED', ['TAKEN_DOWN']],
  ['OPEN', ['PAUSED', 'FILLED', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN']],
  ['PAUSED', ['OPEN', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN']],
  ['FILLED', ['OPEN', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN']],
  ['EXPIRED', ['OPEN', 'TAKEN_DOWN']],
  ['WITHDRAWN', ['TAKEN_DOWN']],
  ['TAKEN_DOWN', []],
];

const NOW = new Date('2026-11-22T02:00:00Z');
const TODAY = '2026-11-22';

function posting(state: PostingState, more: Partial<JobPosting> = {}): JobPosting {
  const plain = {
    state,
    validTo: '2027-01-31',
    headcount: 10,
    filled: 0,
    held: 0,
    allocations: [],
    suitable: false,
  };
  return Object.assign(Object.create(JobPosting.prototype) as JobPosting, plain, more);
}

function allocation(origin: string, quota: number, used: number): Allocation {
  return { regionCode: origin, origin, quota, used };
}

describe('a posting', () => {
  test('has these states and no other', () => {
    expect(STEPS.map(([state]) => state)).toEqual([...POSTING_STATES]);
  });

  test.each(STEPS)('that is %s goes on to these alone: %j', (from, allowed) => {
    expect([...POSTING_STEPS[from]].toSorted()).toEqual(allowed.toSorted());
    for (const to of POSTING_STATES) {
      const one = posting(from);
      if (allowed.includes(to)) {
        one.moveTo(to);
        expect(one.state).toBe(to);
      } else {
        expect(() => one.moveTo(to)).toThrow(
          expect.objectContaining({
            code: 'CONFLICT',
            reason: 'POSTING_STEP_NOT_ALLOWED',
            details: { state: from, allowed: POSTING_STEPS[from] },
          }),
        );
        expect(one.state).toBe(from);
      }
    }
  });

  test.each(POSTING_STATES)(
    'that is %s is opened only after its check, or again after it expired',
    (state) => {
      const open = () => posting(state).open(NOW, TODAY, true);
      if (state === 'SUBMITTED' || state === 'EXPIRED') expect(open).not.toThrow();
      else expect(reasonOf(open)).toBe('POSTING_STEP_NOT_ALLOWED');
    },
  );

  test('is opened with a validity that lies ahead, not on its last day', () => {
    expect(reasonOf(() => posting('SUBMITTED', { validTo: TODAY }).open(NOW, TODAY, true))).toBe(
      'VALIDITY_PASSED',
    );
    expect(reasonOf(() => posting('EXPIRED', { validTo: '2026-11-21' }).open(NOW, TODAY, true))).toBe(
      'VALIDITY_PASSED',
    );
    const one = posting('SUBMITTED', { validTo: '2026-11-23' });
    one.open(NOW, TODAY, true);
    expect(one).toMatchObject({
      state: 'OPEN',
      openedAt: NOW,
      freshAt: NOW,
      suitable: true,
      suitableOn: TODAY,
    });
  });

  test('that does not suit the target population is opened without a day of that finding', () => {
    const one = posting('SUBMITTED');
    one.open(NOW, TODAY, false);
    expect(one).toMatchObject({ state: 'OPEN', suitable: false, suitableOn: null });
  });

  test.each(POSTING_STATES)('that is %s is judged anew only while it is offered', (state) => {
    const one = posting(state);
    if (['OPEN', 'PAUSED', 'FILLED'].includes(state)) {
      one.judge(true, TODAY);
      expect(one).toMatchObject({ state, suitable: true, suitableOn: TODAY });
      one.judge(false, TODAY);
      expect(one).toMatchObject({ state, suitable: false, suitableOn: null });
    } else expect(reasonOf(() => one.judge(true, TODAY))).toBe('POSTING_STEP_NOT_ALLOWED');
  });

  test('keeps the reason of its state, and loses it with the next', () => {
    const one = posting('SUBMITTED');
    one.moveTo('OPEN', '核验通过');
    expect(one.stateReason).toBe('核验通过');
    one.moveTo('PAUSED');
    expect(one.stateReason).toBeNull();
  });

  test.each(POSTING_STATES.filter((state) => state !== 'OPEN'))('that is %s takes no referral', (state) => {
    expect(reasonOf(() => posting(state).mustHavePlace('522631'))).toBe(
      state === 'FILLED' ? 'POSTING_FULL' : 'POSTING_NOT_OPEN',
    );
  });

  test('that is open takes a referral while a place is neither filled nor held', () => {
    expect(() => posting('OPEN', { filled: 4, held: 5 }).mustHavePlace('522631')).not.toThrow();
    expect(reasonOf(() => posting('OPEN', { filled: 5, held: 5 }).mustHavePlace('522631'))).toBe(
      'POSTING_FULL',
    );
  });

  test('with places promised to one origin has none for another', () => {
    const one = posting('OPEN', { allocations: [allocation('522631', 3, 1)] });
    expect(remainingFor(one, '522631')).toBe(2);
    expect(remainingFor(one, '522633')).toBe(0);
    expect(reasonOf(() => one.mustHavePlace('522633'))).toBe('POSTING_FULL');
  });

  test('counts for a prefecture what is promised to its counties, and for a county what is promised above it', () => {
    const one = posting('OPEN', { allocations: [allocation('522631', 3, 0), allocation('522633', 2, 0)] });
    expect(remainingFor(one, '5226')).toBe(5);
    expect(remainingFor(posting('OPEN', { allocations: [allocation('5226', 4, 1)] }), '522631')).toBe(3);
  });

  test('never has more places than it has, nor fewer than none', () => {
    expect(
      remainingFor(posting('OPEN', { filled: 9, allocations: [allocation('522631', 5, 0)] }), '522631'),
    ).toBe(1);
    expect(remainingFor(posting('OPEN', { headcount: 2, filled: 3 }), '522631')).toBe(0);
  });
});
