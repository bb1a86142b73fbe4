import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placeOf } from '#journal/follower.js';
import type { Batch, Change } from '#journal/change.js';
import {
  contains,
  decodePosition,
  encodePosition,
  parseSnapshot,
  type Place,
  shows,
} from '#journal/position.js';
import { mayContinue, mustBeKept, oldestKept } from '#journal/retention.js';
import { type Lives, lives, snapshotAt } from '../support/lives.js';
import { reasonOf } from '../support/refusals.js';

const EPOCH = '0193a6d0-0000-7000-8000-000000000001';

const moments = fc.tuple(lives, fc.nat(110), fc.nat(110));

describe('a position', () => {
  test('comes back from its token as it was', () => {
    fc.assert(
      fc.property(moments, fc.bigInt({ min: 1n, max: 10n ** 18n }), ([transactions, a, b], seq) => {
        const to = snapshotAt(transactions, Math.max(a, b));
        const from = snapshotAt(transactions, Math.min(a, b));
        const whole: Place = { to };
        const inside: Place = { to, from, seq: String(seq) };
        expect(decodePosition(EPOCH, encodePosition(EPOCH, to))).toEqual(whole);
        expect(decodePosition(EPOCH, encodePosition(EPOCH, inside))).toEqual(inside);
      }),
    );
  });

  test('of a later moment contains one of an earlier, and not the other way once anything has ended between', () => {
    fc.assert(
      fc.property(moments, ([transactions, a, b]) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const earlier = parseSnapshot(snapshotAt(transactions, first));
        const later = parseSnapshot(snapshotAt(transactions, last));
        expect(contains(later, earlier)).toBe(true);
        const ended = transactions.some((t) => t.until > first && t.until <= last);
        if (ended) expect(contains(earlier, later)).toBe(false);
        expect(contains(earlier, earlier)).toBe(true);
      }),
    );
  });

  test('that contains another shows every transaction that the other shows', () => {
    fc.assert(
      fc.property(moments, ([transactions, a, b]) => {
        const one = parseSnapshot(snapshotAt(transactions, a));
        const other = parseSnapshot(snapshotAt(transactions, b));
        if (!contains(one, other)) return;
        for (const { xid } of transactions) if (shows(other, xid)) expect(shows(one, xid)).toBe(true);
      }),
    );
  });

  test('of another database is refused as such', () => {
    const token = encodePosition('0193a6d0-0000-7000-8000-000000000002', '5:7:5');
    expect(reasonOf(() => decodePosition(EPOCH, token))).toBe('EPOCH_CHANGED');
  });

  test('is never taken from anything that the database would not understand', () => {
    const odd = [
      '',
      '5:7',
      '7:5:',
      '5:7:9',
      '5:7:6,5',
      '5:7:5,5',
      '5:7:4',
      '0:7:',
      '-1:7:',
      '5:7:5;drop table worker',
      `5:${'9'.repeat(20)}:`,
      `5:9999:${Array.from({ length: 2000 }, (_, i) => i + 5).join(',')}`,
    ];
    const good = '5:7:5';
    const said = (token: string) => reasonOf(() => decodePosition(EPOCH, token));
    for (const snapshot of odd) {
      expect([snapshot, said(encodePosition(EPOCH, snapshot))]).toEqual([snapshot, 'NOT_A_POSITION']);
      expect(said(encodePosition(EPOCH, { to: good, from: snapshot, seq: '1' }))).toBe('NOT_A_POSITION');
    }
    // The beginning of a part lies behind its end, or transactions that still run would be taken for ended.
    for (const from of ['9:9:', '5:7:', '6:7:6'])
      expect([from, said(encodePosition(EPOCH, { to: good, from, seq: '1' }))]).toEqual([
        from,
        'NOT_A_POSITION',
      ]);
    for (const seq of ['', '-1', '1e9', 'x', '9'.repeat(19), '9'.repeat(20)])
      expect(said(encodePosition(EPOCH, { to: good, from: good, seq }))).toBe('NOT_A_POSITION');
    expect(said(encodePosition(EPOCH, `${good}.${good}.1.2`))).toBe('NOT_A_POSITION');
  });

  test('is read from any text at all without anything but a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(reasonOf(() => decodePosition(EPOCH, text))).toBe('NOT_A_POSITION');
      }),
    );
  });
});

describe('a position since which the journal has been forgotten in part', () => {
  const forgetting = fc.tuple(lives, fc.nat(110), fc.nat(110), fc.nat(110));
  /** Up to which transaction the journal is forgotten at a moment: below it all had ended. */
  const forgottenAt = (transactions: Lives, at: number) => parseSnapshot(snapshotAt(transactions, at)).xmin;

  test('is continued exactly when nothing is forgotten of what it does not show', () => {
    fc.assert(
      fc.property(forgetting, ([transactions, a, b, erased]) => {
        const forgotten = forgottenAt(transactions, erased);
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => snapshotAt(transactions, at));
        for (const place of [{ to: String(to) }, { to: String(to), from: String(from), seq: '5' }]) {
          const oldest = parseSnapshot(place.from ?? place.to);
          const missing = transactions.some(({ xid }) => xid < forgotten && !shows(oldest, xid));
          expect(mayContinue(place, forgotten)).toBe(!missing);
        }
      }),
    );
  });

  test('is continued when it is no older than the forgetting, however long a transaction lasts', () => {
    fc.assert(
      fc.property(moments, ([transactions, a, b]) => {
        const forgotten = forgottenAt(transactions, Math.min(a, b));
        expect(mayContinue({ to: snapshotAt(transactions, Math.max(a, b)) }, forgotten)).toBe(true);
      }),
    );
  });

  test('is refused just before the oldest that is kept, and continued from that one, whatever else a token claims', () => {
    const oldest = oldestKept(900n);
    expect(oldest).toBe('900:900:');
    expect(mayContinue({ to: oldest }, 900n)).toBe(true);
    expect(decodePosition(EPOCH, encodePosition(EPOCH, oldest))).toEqual({ to: oldest });
    // Whoever makes one up may name any xmin; what counts is what would be told.
    for (const to of ['899:899:', '899:900:899', '900:905:899', '900:899:', '1:899:'])
      expect([to, mayContinue({ to }, 900n)]).toEqual([to, false]);
    for (const to of ['1:900:', '1:905:901,903']) expect([to, mayContinue({ to }, 900n)]).toEqual([to, true]);
    expect(mayContinue({ to: oldest, from: '899:899:', seq: '7' }, 900n)).toBe(false);
    expect(reasonOf(() => mustBeKept(EPOCH, { to: '899:899:' }, 900n))).toBe('TOO_OLD');
  });
});

describe('the place of a change', () => {
  const change = (seq: string): Change => ({
    seq,
    xid: '5',
    at: '',
    actor: '',
    verb: '',
    noun: '',
    nounId: '',
    before: null,
    after: null,
  });
  const [first, last] = [change('1'), change('2')] as const;
  const batch: Batch = { from: '5:5:', to: '6:6:', changes: [first, last] };

  test('inside its batch names the entry, so that the rest can be told', () => {
    expect(placeOf(batch, first)).toEqual({ to: '6:6:', from: '5:5:', seq: '1' });
  });

  test('at the end of its batch is the batch’s own, unless more of the batch follows', () => {
    expect(placeOf(batch, last)).toEqual({ to: '6:6:' });
    expect(placeOf({ ...batch, partial: true }, last)).toEqual({ to: '6:6:', from: '5:5:', seq: '2' });
  });
});
