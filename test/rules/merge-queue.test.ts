import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Digest, weightOf } from '#journal/digest.js';
import type { ListFrame, RowChange } from '#journal/list-frames.js';
import { MergeQueue } from '#journal/merge-queue.js';
import { type Frame, ListMirror } from '../support/list-mirror.js';

/** A list of rows that is edited, and the frames that tell of it. */
class Truth {
  readonly rows = new Map<string, number>();
  private readonly digest = new Digest();
  private events = 0;
  private place = 0;
  private next = 1;

  begin(): ListFrame[] {
    return [{ kind: 'READY', position: 'p0', eventsSoFar: 0, retainedUntil: null }, this.beat()];
  }

  beat(): ListFrame {
    const { events, digest } = this;
    this.place += 1;
    return {
      kind: 'CAUGHT_UP',
      position: `p${this.place}`,
      eventsSoFar: events,
      digest: digest.text,
      rows: digest.rows,
    };
  }

  edit(ids: readonly string[]): ListFrame {
    const from = `p${this.place}`;
    const changes = ids.map((id) => this.change(id));
    this.events += changes.length;
    this.place += 1;
    const { events, digest } = this;
    return { kind: 'CHANGES', from, to: `p${this.place}`, digest: digest.text, eventsSoFar: events, changes };
  }

  private change(id: string): RowChange {
    const held = this.rows.get(id);
    const version = (this.next += 1);
    const leaves = held !== undefined && version % 3 === 0;
    if (held !== undefined) this.digest.remove(weightOf(id, held));
    if (leaves) this.rows.delete(id);
    else {
      this.rows.set(id, version);
      this.digest.add(weightOf(id, version));
    }
    const op = leaves ? 'LEAVE' : held === undefined ? 'ENTER' : 'UPDATE';
    return { op, reason: leaves ? 'MOVED' : null, id, version, image: leaves ? null : { id } };
  }
}

const TYPENAMES = {
  READY: 'Ready',
  CAUGHT_UP: 'CaughtUp',
  LAGGING: 'Lagging',
  RESYNC: 'Resync',
  CHANGES: 'Changes',
  SNAPSHOT: 'Snapshot',
};

function told(frame: ListFrame): Frame {
  if (frame.kind !== 'CHANGES') return { ...frame, __typename: TYPENAMES[frame.kind] } as Frame;
  const changes = frame.changes.map((c) => ({ ...c, node: c.image as Record<string, unknown> | null }));
  return { ...frame, __typename: 'Changes', count: changes.length, changes };
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant('beat' as const) },
  { weight: 3, arbitrary: fc.constant('read' as const) },
);

describe('a reader that is slow', () => {
  test('misses nothing in effect, in an unbroken chain, however its frames are merged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        async (steps, limit) => {
          const truth = new Truth();
          const mirror = new ListMirror();
          const queue = new MergeQueue(limit, () => undefined);
          let waits = false;
          // It asks for one frame at a time, and may have to wait for it.
          const read = (): void => {
            if (waits) return;
            waits = true;
            void queue.next().then(({ value }) => {
              waits = false;
              if (value) mirror.take(told(value));
            });
          };
          const settle = () => new Promise((done) => setImmediate(done));
          for (const frame of truth.begin()) queue.push(frame);
          for (const one of ['read', 'read', ...steps] as const) {
            if (one === 'read') read();
            else queue.push(one === 'beat' ? truth.beat() : truth.edit(one));
            await settle();
          }
          for (; queue.size > 0; await settle()) read();
          read();
          queue.push(truth.beat());
          await settle();
          expect(mirror.breaches).toEqual([]);
          expect(new Map([...mirror.rows].map(([id, { version }]) => [id, version]))).toEqual(truth.rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is told to start again when more rows moved than are kept for it', async () => {
    const queue = new MergeQueue(1, () => undefined);
    const truth = new Truth();
    queue.push(truth.edit(Array.from({ length: 5_001 }, (_, i) => `row ${i}`)));
    expect((await queue.next()).value).toEqual({
      kind: 'RESYNC',
      reason: 'TOO_FAR_BEHIND',
      oldestAvailable: null,
    });
    expect((await queue.next()).done).toBe(true);
  });
});

describe('a digest', () => {
  test('is the same for the same rows in the same versions, whatever the order and the way', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ id: fc.string(), version: fc.nat() }), { selector: (r) => r.id }),
        fc.array(fc.record({ id: fc.string(), version: fc.nat() })),
        (rows, passing) => {
          const one = new Digest();
          for (const { id, version } of rows) one.add(weightOf(id, version));
          const other = new Digest();
          for (const { id, version } of passing) other.add(weightOf(id, version));
          for (const { id, version } of rows.toReversed()) other.add(weightOf(id, version));
          for (const { id, version } of passing) other.remove(weightOf(id, version));
          expect([other.text, other.rows]).toEqual([one.text, rows.length]);
        },
      ),
    );
  });

  test('is what the contract says of it: the sum of the first 12 hex digits of SHA-256 over id:version', () => {
    const digest = new Digest();
    expect(digest.text).toBe('000000000000');
    digest.add(weightOf('a', 1));
    digest.add(weightOf('b', 2));
    // printf a:1 | sha256sum, printf b:2 | sha256sum
    expect(digest.text).toBe(((0x2b2c40a6706d + 0xe4716373c302) % 2 ** 48).toString(16).padStart(12, '0'));
  });
});
