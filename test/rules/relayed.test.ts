import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeal, type Relayed } from '#store/relayed.js';

const EPOCH = '019a0000-0000-7000-8000-000000000001';
const SECRET = Buffer.alloc(32, 'a secret of the tests');
const TOLD: Relayed = {
  from: '10:10:',
  to: '11:11:',
  at: 1_700_000_000_000.5,
  nouns: ['job_posting'],
  changes: [
    {
      seq: '7',
      xid: '10',
      at: '2026-01-01T00:00:00Z',
      actor: 'system:test',
      verb: 'posting.open',
      noun: 'job_posting',
      nounId: 'a',
      before: null,
      after: { title: '装配工' },
    },
  ],
};

describe('what the relay tells by way of the broker', () => {
  const seal = createSeal(SECRET, EPOCH);

  test('is read by the processes of the same database, whatever it is', () => {
    expect(seal.open(seal.close(TOLD))).toEqual(TOLD);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const told = { ...TOLD, nouns: [title] };
        expect(seal.open(seal.close(told))).toEqual(told);
      }),
    );
  });

  test('is readable to nobody else, and looks different each time', () => {
    const [one, two] = [seal.close(TOLD), seal.close(TOLD)];
    expect(one.includes('装配工')).toBe(false);
    expect(one.subarray(0, 16)).not.toEqual(two.subarray(0, 16));
    expect(one.subarray(32)).not.toEqual(two.subarray(32));
  });

  test('opens neither with another secret nor for another database', () => {
    expect(createSeal(Buffer.alloc(32, 'another secret'), EPOCH).open(seal.close(TOLD))).toBeUndefined();
    expect(createSeal(SECRET, EPOCH.replace('1', '2')).open(seal.close(TOLD))).toBeUndefined();
  });

  test('does not open when a single bit was changed, when it was cut, or when it is none', () => {
    const told = seal.close(TOLD);
    fc.assert(
      fc.property(fc.nat(told.length * 8 - 1), (bit) => {
        const bytes = Buffer.from(told);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(seal.open(bytes)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.nat(told.length - 1), (length) => {
        expect(seal.open(told.subarray(0, length))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(seal.open(bytes)).toBeUndefined();
      }),
    );
  });
});
