import { describe, expect, test } from '@jest/globals';
import type { Batch, Change } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import type { ChangesFrame } from '#journal/list-frames.js';
import type { ListGroup } from '#journal/list-group.js';
import { SharedPast } from '#journal/shared-past.js';
import type { Operation } from '#kernel/operation.js';
import { SmallTurns } from '#kernel/small-turns.js';

const AFTER = { kind: 'AFTER', token: 'from-here', place: { to: '10:10:' } } as const;
const UNTIL = '50:50:';

/** A journal of pages of two hundred changes each, which is enough for a frame, counting who asked for how many of them. */
function journal(pages: number, refuse: (who: string) => boolean = () => false) {
  const asked: string[] = [];
  const follower = {
    epoch: 'e',
    async *replay(who: string, _topic: unknown, after: { to: string; seq?: string }, until: string) {
      for (let seq = Number(after.seq ?? 0) + 1; seq <= pages; seq += 1) {
        if (after.to === UNTIL && after.seq === undefined) return;
        asked.push(who);
        if (refuse(who)) throw new Error(`${who} may not`);
        const changes = Array.from({ length: 200 }, () => ({ seq: String(seq), xid: '20' }) as Change);
        yield { from: '10:10:', to: until, changes, partial: seq < pages } satisfies Batch;
      }
    },
  } as unknown as Follower;
  return { past: new SharedPast(follower, new SmallTurns()), asked };
}

const group = {
  key: 'group',
  replayed: (changes: readonly Change[], from: string, to: string) =>
    ({
      kind: 'CHANGES',
      from,
      to,
      changes: changes.map(({ seq }) => ({ id: seq })),
    }) as unknown as ChangesFrame,
} as ListGroup;

function reader(who: string, signal = new AbortController().signal) {
  const op = { viewer: { accountId: who } } as Operation;
  return { op, group, noun: 'job_posting', signal, stamp: '00000000' };
}

async function read(frames: AsyncIterable<ChangesFrame>): Promise<ChangesFrame[]> {
  const all: ChangesFrame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

describe('what a group missed', () => {
  test('is read once for all who come back from the same place, and chains for each of them', async () => {
    const { past, asked } = journal(4);
    const told = await Promise.all(
      ['a', 'b', 'c'].map((who) => read(past.frames(reader(who), AFTER, UNTIL))),
    );
    expect(asked).toEqual(['a', 'a', 'a', 'a']);
    for (const frames of told) {
      expect(frames.map(({ changes }) => new Set(changes.map(({ id }) => id)))).toEqual(
        ['1', '2', '3', '4'].map((id) => new Set([id])),
      );
      expect(frames[0]?.from).toBe(AFTER.token);
      for (const [at, frame] of frames.entries()) if (at > 0) expect(frame.from).toBe(frames[at - 1]?.to);
      expect(frames).toEqual(told[0]);
    }
  });

  test('is still told to the others when the one who asked for it leaves', async () => {
    const { past } = journal(3);
    const left = new AbortController();
    const leaving = read(past.frames(reader('a', left.signal), AFTER, UNTIL));
    const staying = read(past.frames(reader('b'), AFTER, UNTIL));
    left.abort();
    expect(await leaving).toEqual([]);
    expect(await staying).toHaveLength(3);
  });

  test('fails for the one alone on whose turn it fails', async () => {
    const { past } = journal(3, (who) => who === 'a');
    const refused = read(past.frames(reader('a'), AFTER, UNTIL));
    const other = read(past.frames(reader('b'), AFTER, UNTIL));
    await expect(refused).rejects.toThrow('a may not');
    expect(await other).toHaveLength(3);
  });

  test('is not told further than a reader stands, whatever was read for one ahead of it', async () => {
    const { past } = journal(2);
    const ahead = await read(past.frames(reader('a'), AFTER, '60:60:'));
    const behind = await read(past.frames(reader('b'), AFTER, UNTIL));
    expect(ahead).toHaveLength(2);
    expect(behind.at(-1)?.to).not.toBe(ahead.at(-1)?.to);
  });
});
