import { describe, expect, test } from '@jest/globals';
import type { IdentityVault } from '#kernel/operation.js';
import {
  DUPLICATE_STATES,
  DUPLICATE_STEPS,
  type DuplicateState,
  PossibleDuplicate,
} from '#worker/possible-duplicate.entity.js';
import { nameAndBirth } from '#worker/worker-identity.entity.js';
import { reasonOf } from '../support/refusals.js';

const NOW = new Date('2026-11-22T04:00:00Z');
const pair = (otherOrigin: string, state: DuplicateState = 'OPEN') =>
  Object.assign(Object.create(PossibleDuplicate.prototype) as PossibleDuplicate, {
    origin: '522631003',
    otherOrigin,
    state,
    toldApartBy: [],
  });

describe('a possible duplicate', () => {
  test('goes these steps and no others', () => {
    const allowed = ['OPEN LAPSED', 'OPEN NOT_THE_SAME', 'OPEN MERGED', 'LAPSED OPEN'];
    allowed.push('NOT_THE_SAME MERGED', 'MERGED NOT_THE_SAME');
    for (const from of DUPLICATE_STATES)
      for (const to of DUPLICATE_STATES)
        expect([from, to, DUPLICATE_STEPS[from].includes(to)]).toEqual([
          from,
          to,
          allowed.includes(`${from} ${to}`),
        ]);
  });

  test('within one county is told apart by it', () => {
    const one = pair('522631R01');
    one.tellApart('522631', '两个人', NOW);
    expect([one.state, one.decidedAt]).toEqual(['NOT_THE_SAME', NOW]);
  });

  test('over two counties when both have said so', () => {
    const one = pair('522633100');
    one.tellApart('522631', '两个人', NOW);
    expect(one.state).toBe('OPEN');
    one.tellApart('522633', '两个人', NOW);
    expect(one.state).toBe('NOT_THE_SAME');
  });

  test('that was decided is not told apart again', () => {
    for (const state of ['LAPSED', 'NOT_THE_SAME'] as const)
      expect(reasonOf(() => pair('522631R01', state).tellApart('522631', '两个人', NOW))).toBe(
        'DUPLICATE_DECIDED',
      );
  });

  test('is known by the name however it is spaced, with the birth date', () => {
    const vault = { fingerprint: (text: string) => Buffer.from(text) } as unknown as IdentityVault;
    const of = (name: string, birthDate = '1990-01-01') => nameAndBirth(vault, name, birthDate).toString();
    expect(of('阿卜杜·热合曼')).toBe(of('阿卜杜 热合曼'));
    expect(of('Ａｂ')).toBe(of('ab'));
    expect(of('石同名')).not.toBe(of('石同明'));
    expect(of('石同名')).not.toBe(of('石同名', '1990-01-02'));
  });
});
