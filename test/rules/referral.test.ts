import { describe, expect, test } from '@jest/globals';
import { Referral, REFERRAL_STATES, REFERRAL_STEPS, type ReferralState } from '#referral/referral.entity.js';
import { fillPlace, giveBackPlace, holdPlace } from '#referral/place.rules.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { reasonOf } from '../support/refusals.js';

/** Written out again from domain 3.3, so that a step added or removed in the code turns red here. */
const DOMAIN: [ReferralState, ReferralState[]][] = [
  ['CREATED', ['SENT', 'CANCELLED']],
  ['SENT', ['VIEWED', 'NO_RESPONSE', 'CANCELLED']],
  ['VIEWED', ['INTERESTED', 'DECLINED', 'CANCELLED']],
  ['NO_RESPONSE', ['CANCELLED']],
  ['INTERESTED', ['SUBMITTED', 'CANCELLED']],
  ['DECLINED', []],
  ['SUBMITTED', ['INTERVIEW', 'OFFERED', 'REJECTED', 'CANCELLED']],
  ['INTERVIEW', ['OFFERED', 'REJECTED', 'CANCELLED']],
  ['OFFERED', ['ACCEPTED', 'OFFER_DECLINED', 'OFFER_EXPIRED', 'CANCELLED']],
  ['REJECTED', []],
  ['ACCEPTED', ['PLACED', 'OFFER_EXPIRED', 'CANCELLED']],
  ['OFFER_DECLINED', []],
  ['OFFER_EXPIRED', []],
  ['PLACED', []],
  ['CANCELLED', []],
];

const TODAY = '2026-11-22';
const NOW = new Date('2026-11-22T02:00:00Z');

function referral(state: ReferralState, more: Partial<Referral> = {}): Referral {
  return Object.assign(new Referral(), { state, stateReason: null, holdUntil: null, ...more });
}

function posting(more: Partial<JobPosting> = {}): JobPosting {
  return Object.assign(new JobPosting(), {
    state: 'OPEN',
    headcount: 2,
    filled: 0,
    held: 0,
    allocations: [],
    validTo: '2026-12-31',
    ...more,
  });
}

describe('a referral', () => {
  test.each(DOMAIN)('from %s may take exactly these steps: %j', (from, allowed) => {
    expect([...REFERRAL_STEPS[from]].sort()).toEqual([...allowed].sort());
    for (const to of REFERRAL_STATES) {
      const it = referral(from);
      if (allowed.includes(to)) {
        it.moveTo(to);
        expect(it.state).toBe(to);
      } else {
        expect(reasonOf(() => it.moveTo(to))).toBe('REFERRAL_STEP_NOT_ALLOWED');
        expect(it.state).toBe(from);
      }
    }
  });

  test('every state of the domain has a line in the table', () => {
    expect(DOMAIN.map(([state]) => state)).toEqual([...REFERRAL_STATES]);
  });

  test('is known to the employer from the moment it is submitted', () => {
    const it = referral('INTERESTED');
    it.submit(NOW);
    expect(it.submittedAt).toBe(NOW);
  });

  test('holds its place for seven days from the acceptance', () => {
    const it = referral('OFFERED');
    it.accept(NOW, TODAY);
    expect(it.holdUntil).toBe('2026-11-29');
    expect(it.isOnTheWay()).toBe(false);
  });

  test('holds its place without end once a journey is planned, and for seven days again when that fails', () => {
    const it = referral('ACCEPTED', { holdUntil: '2026-11-23' });
    it.keepForJourney(TODAY);
    expect(it.isOnTheWay()).toBe(true);
    it.holdAgain(TODAY);
    expect(it.holdUntil).toBe('2026-11-29');
  });

  test('carries no journey after its hold has lapsed, nor before the worker has accepted', () => {
    const late = referral('ACCEPTED', { holdUntil: TODAY });
    expect(reasonOf(() => late.keepForJourney(TODAY))).toBe('HOLD_LAPSED');
    expect(reasonOf(() => referral('OFFERED').keepForJourney(TODAY))).toBe('REFERRAL_NOT_ACCEPTED');
  });

  test('that is no longer accepted gets no hold back', () => {
    const it = referral('CANCELLED');
    it.holdAgain(TODAY);
    expect(it.holdUntil).toBeNull();
  });
});

describe('the places of a posting', () => {
  test('the last place held makes it FILLED, and the next worker is refused', () => {
    const it = posting({ filled: 1 });
    holdPlace(it, '522631');
    expect([it.held, it.filled, it.state]).toEqual([1, 1, 'FILLED']);
    expect(reasonOf(() => holdPlace(it, '522631'))).toBe('POSTING_FULL');
  });

  test('a place given back opens a full posting again, unless its validity has passed', () => {
    const full = posting({ held: 2, state: 'FILLED' });
    giveBackPlace(full, '522631', TODAY);
    expect([full.held, full.state]).toEqual([1, 'OPEN']);
    const old = posting({ held: 2, state: 'FILLED', validTo: TODAY });
    giveBackPlace(old, '522631', TODAY);
    expect([old.held, old.state]).toEqual([1, 'FILLED']);
  });

  test('a filled place is no longer a held one, and none more is left', () => {
    const it = posting({ held: 2, state: 'FILLED' });
    fillPlace(it);
    expect([it.held, it.filled, it.state]).toEqual([1, 1, 'FILLED']);
  });

  test('are counted against the quota of the origin, of which none is another’s', () => {
    const it = posting({
      headcount: 5,
      allocations: [
        { regionCode: '522631', origin: '522631', quota: 1, used: 0 },
        { regionCode: '522633', origin: '522633', quota: 3, used: 0 },
      ],
    });
    holdPlace(it, '522631101');
    expect(it.allocations.map((a) => a.used)).toEqual([1, 0]);
    expect(reasonOf(() => holdPlace(it, '522631102'))).toBe('POSTING_FULL');
    expect(reasonOf(() => holdPlace(it, '530602'))).toBe('POSTING_FULL');
    giveBackPlace(it, '522631101', TODAY);
    expect(it.allocations.map((a) => a.used)).toEqual([0, 0]);
  });

  test('of a paused posting still honour an offer, those of one taken down do not', () => {
    const paused = posting({ state: 'PAUSED' });
    holdPlace(paused, '522631');
    expect([paused.held, paused.state]).toEqual([1, 'PAUSED']);
    for (const state of ['DRAFT', 'SUBMITTED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN'] as const)
      expect(reasonOf(() => holdPlace(posting({ state }), '522631'))).toBe('POSTING_NOT_OPEN');
  });
});
