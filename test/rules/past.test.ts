import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Batch, Change } from '#journal/change.js';
import { type Listener, placeOf } from '#journal/follower.js';
import { contains, parseSnapshot, type Place, shows } from '#journal/position.js';
import { RecentPast } from '#journal/recent-past.js';
import type { Aside } from '#store/aside.js';
import { Past } from '#store/past.js';
import { type Lives, lives, snapshotAt } from '../support/lives.js';

const NOUN = 'job_posting';
const ENDED = 110;
const never = new AbortController().signal;

/**
 * Each transaction writes rows at some moments of its life; numbers are drawn in the order of those moments. What it has
 * written is locked until it ends: whoever else wanted to write it then is left out.
 */
function entriesOf(transactions: Lives, writes: readonly (readonly [number, number])[]): Change[] {
  const locked = new Map<string, Lives[number]>();
  return writes
    .map(([which, when]) => {
      const life = transactions[which % transactions.length] as Lives[number];
      return { life, at: life.from + (when % (life.until - life.from)), row: String(when % 4) };
    })
    .sort((a, b) => a.at - b.at)
    .filter(({ life, at, row }) => {
      const holder = locked.get(row) ?? life;
      if (holder !== life && holder.until > at) return false;
      locked.set(row, life);
      return true;
    })
    .map(
      ({ life, row }, at) =>
        ({ seq: String(at + 1), xid: String(life.xid), noun: NOUN, nounId: row }) as Change,
    );
}

/** What one snapshot shows and another does not, as the database would say. */
const missed = (entries: readonly Change[], from: string, to: string): Change[] =>
  entries.filter(
    ({ xid }) => !shows(parseSnapshot(from), BigInt(xid)) && shows(parseSnapshot(to), BigInt(xid)),
  );

/** A journal of these entries that is followed from a moment on, and how often the database is asked for pages of it. */
function journalOf(transactions: Lives, entries: readonly Change[], begins: number, most: number) {
  const listeners = new Set<Listener>();
  const present = {
    position: snapshotAt(transactions, begins),
    listen(listener: Listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const asked: string[] = [];
  const aside = {
    async *pages(who, { from, to, after }) {
      asked.push(who);
      const found = missed(entries, from, to).filter(({ seq }) => Number(seq) > Number(after));
      for (let at = 0; at < found.length; at += 3)
        yield { changes: found.slice(at, at + 3), more: at + 3 < found.length };
    },
    hasMoreThan: (_who, { from, to }, most) => Promise.resolve(missed(entries, from, to).length > most),
    mustReachBack: () => Promise.resolve(),
  } as Pick<Aside, 'pages' | 'hasMoreThan' | 'mustReachBack'> as Aside;
  const past = new Past(aside, present, 2n, (from) => new RecentPast(from, most));
  const goOnTo = (moment: number): void => {
    const from = present.position;
    const to = snapshotAt(transactions, moment);
    for (const { take } of listeners) take({ from, to, changes: missed(entries, from, to) });
    present.position = to;
  };
  const replay = (after: Place, until: string) =>
    past.replay('anybody', { noun: NOUN }, after, until, never) as AsyncIterable<Batch>;
  return { present, asked, goOnTo, replay };
}

/** A reader, and where it stands. */
interface Reader {
  place: Place;
  readonly told: Change[];
}

/** Reads on to the end, or until `pages` pages have come and of the last some changes more: then it leaves. */
async function readOn(
  replay: (after: Place, until: string) => AsyncIterable<Batch>,
  reader: Reader,
  until: string,
  [pages, some]: readonly [number, number] = [Number.POSITIVE_INFINITY, 0],
): Promise<void> {
  let left = pages;
  for await (const batch of replay(reader.place, until)) {
    const heard = left > 0 ? batch.changes : batch.changes.slice(0, some);
    reader.told.push(...heard);
    const last = heard.at(-1);
    if (last) reader.place = placeOf(batch, last);
    left -= 1;
    if (left < 0) return;
  }
  reader.place = { to: until };
}

const readerAt = (to: string): Reader => ({ place: { to }, told: [] });

const histories = fc.record({
  transactions: lives,
  writes: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 5, maxLength: 40 }),
  begins: fc.nat(ENDED),
  looks: fc.array(fc.nat(ENDED), { maxLength: 12 }),
  from: fc.array(fc.nat(ENDED), { minLength: 1, maxLength: 6 }),
  leaves: fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { minLength: 1, maxLength: 30 }),
  most: fc.constantFrom(0, 3, 6, 1_000),
});

/** Transactions one after the other, each with one entry. */
const TWELVE = (() => {
  const transactions = Array.from({ length: 12 }, (_, i) => ({ xid: BigInt(i + 3), from: i, until: i + 1 }));
  return {
    transactions,
    entries: entriesOf(
      transactions,
      transactions.map((_, which) => [which, 0]),
    ),
  };
})();

describe('whoever comes back', () => {
  test('is told exactly what it missed, each row’s changes in their order, wherever it stood and however often it leaves', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ transactions, writes, begins, looks, from, leaves, most }) => {
        const entries = entriesOf(transactions, writes);
        const { present, goOnTo, replay } = journalOf(transactions, entries, begins, most);
        const starts = from.map((at) => snapshotAt(transactions, Math.min(at, begins)));
        const readers = starts.map(readerAt);
        let left = 0;
        for (const moment of looks.filter((at) => at >= begins).sort((a, b) => a - b)) {
          const before = present.position;
          goOnTo(moment);
          for (const [at, reader] of readers.entries()) {
            // A list may stand where its last change was told.
            const until = at % 2 === 0 ? present.position : before;
            if (!contains(parseSnapshot(until), parseSnapshot(reader.place.to))) continue;
            await readOn(replay, reader, until, leaves[(left += 1) % leaves.length]);
          }
        }
        goOnTo(ENDED);
        for (const [at, reader] of readers.entries()) {
          await readOn(replay, reader, present.position);
          const numbers = reader.told.map(({ seq }) => Number(seq));
          expect(numbers.toSorted((a, b) => a - b)).toEqual(
            missed(entries, starts[at] as string, present.position).map(({ seq }) => Number(seq)),
          );
          for (const row of new Set(reader.told.map(({ nounId }) => nounId))) {
            const ofRow = reader.told.filter(({ nounId }) => nounId === row).map(({ seq }) => Number(seq));
            expect(ofRow).toEqual(ofRow.toSorted((a, b) => a - b));
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('from many places asks the database once, for all of them', async () => {
    const { transactions, entries } = TWELVE;
    const { present, asked, goOnTo, replay } = journalOf(transactions, entries, 8, 1_000);
    goOnTo(ENDED);
    const readers = [7, 5, 6, 7, 10].map((at) => readerAt(snapshotAt(transactions, at)));
    await Promise.all(readers.map((reader) => readOn(replay, reader, present.position)));
    expect(readers.map(({ told }) => told.length)).toEqual([5, 7, 6, 5, 2]);
    expect(asked).toEqual(['recent past']);
  });

  test('from further behind than is kept asks the database for what lies between alone', async () => {
    const { transactions, entries } = TWELVE;
    const { present, asked, goOnTo, replay } = journalOf(transactions, entries, 4, 8);
    for await (const _ of replay({ to: present.position }, present.position)) void _;
    for (let at = 5; at <= 12; at += 1) goOnTo(at);
    const pages: Batch[] = [];
    for await (const batch of replay({ to: snapshotAt(transactions, 0) }, present.position))
      pages.push(batch);
    expect(pages.flatMap(({ changes }) => changes.map(({ seq }) => seq))).toEqual(
      entries.map(({ seq }) => seq),
    );
    // It is too much to be kept: nothing is read for that, and what is not kept is asked for.
    expect(asked).toEqual(['anybody']);
    const [older] = pages;
    expect(older?.to).toBe(snapshotAt(transactions, 4));
  });
});
