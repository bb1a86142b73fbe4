import { describe, expect, test } from '@jest/globals';
import {
  VALIDITY_DAYS,
  Willingness,
  WILLINGNESS_STATES,
  WILLINGNESS_STEPS,
  type WillingnessState,
} from '#willingness/willingness.entity.js';

const NOW = new Date('2026-03-01T02:00:00Z');
const TODAY = '2026-03-01';
const willingness = (state: WillingnessState, validTo = '2026-08-28'): Willingness =>
  Object.assign(Object.create(Willingness.prototype) as Willingness, { id: 'a', state, validTo });

describe('a willingness', () => {
  /** Domain 3.3, written down a second time by hand. */
  const ALLOWED = new Set([
    'RECORDED ACTIVE',
    'RECORDED WITHDRAWN',
    'RECORDED EXPIRED',
    'ACTIVE SUPERSEDED',
    'ACTIVE WITHDRAWN',
    'ACTIVE EXPIRED',
    'ACTIVE SATISFIED',
    'SATISFIED ACTIVE',
    // Not the domain's: where two records were taken for one person and are parted again.
    'SUPERSEDED ACTIVE',
  ]);

  test.each(WILLINGNESS_STATES.flatMap((from) => WILLINGNESS_STATES.map((to) => [from, to] as const)))(
    'from %s to %s as the domain has it',
    (from, to) => {
      const one = willingness(from);
      if (ALLOWED.has(`${from} ${to}`)) {
        one.moveTo(to);
        expect(one.state).toBe(to);
      } else {
        expect(() => one.moveTo(to)).toThrow(
          expect.objectContaining({
            code: 'CONFLICT',
            reason: 'WILLINGNESS_STEP_NOT_ALLOWED',
            details: { state: from, allowed: WILLINGNESS_STEPS[from] },
          }),
        );
        expect(one.state).toBe(from);
      }
    },
  );

  test('is active from the moment of its confirmation, by the way in which the person was reached', () => {
    const one = willingness('RECORDED');
    one.confirm(NOW, TODAY, 'PHONE');
    expect(one).toMatchObject({ state: 'ACTIVE', confirmedAt: NOW, method: 'PHONE' });
  });

  test.each(WILLINGNESS_STATES.filter((s) => s !== 'RECORDED'))('that is %s is not confirmed', (state) => {
    expect(() => willingness(state).confirm(NOW, TODAY, 'SELF')).toThrow(
      expect.objectContaining({ reason: 'WILLINGNESS_STEP_NOT_ALLOWED' }),
    );
  });

  test('that has run out is not confirmed, on the day itself and after', () => {
    for (const validTo of [TODAY, '2026-02-28'])
      expect(() => willingness('RECORDED', validTo).confirm(NOW, TODAY, 'SELF')).toThrow(
        expect.objectContaining({ reason: 'VALIDITY_PASSED' }),
      );
  });

  test('of somebody who left the labour base ends on that day, and never later than it would have', () => {
    for (const [validTo, until] of [
      ['2026-08-28', TODAY],
      ['2026-02-28', '2026-02-28'],
    ] as const) {
      const one = willingness('ACTIVE', validTo);
      one.end(TODAY);
      expect(one).toMatchObject({ state: 'EXPIRED', validTo: until });
    }
  });

  test('that gives way knows to which', () => {
    const one = willingness('ACTIVE');
    one.supersededWith({ id: 'b' });
    expect(one).toMatchObject({ state: 'SUPERSEDED', supersededBy: 'b' });
  });

  test('holds 180 days for work and 365 for training', () => {
    expect(VALIDITY_DAYS).toEqual({ WORK: 180, TRAINING: 365 });
  });
});
