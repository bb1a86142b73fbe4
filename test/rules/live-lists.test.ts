import { describe, expect, test } from '@jest/globals';
import type { Batch, Change } from '#journal/change.js';
import type { Follower, Listener } from '#journal/follower.js';
import type { ListFrame } from '#journal/list-frames.js';
import type { ListWatch } from '#journal/list-watch.js';
import { LiveLists } from '#journal/live-lists.js';
import { encodePosition, type Place } from '#journal/position.js';
import { tooOld } from '#journal/retention.js';
import type { Operation, Row } from '#kernel/operation.js';
import { SmallTurns } from '#kernel/small-turns.js';
import sql from 'sql-template-tag';
import { type Frame, ListMirror } from '../support/list-mirror.js';

const EPOCH = '0193a6d0-0000-7000-8000-000000000001';
const UNTIL = new Date('2026-12-01T00:00:00Z');

const watch: ListWatch = {
  field: 'watchPostings',
  name: 'Posting',
  noun: 'job_posting',
  type: 'JobPosting',
  key: 'id',
  admit: () => undefined,
  rows: () => sql`select image`,
  holds: () => true,
  reason: () => 'CLOSED',
  node: (_op, _args, image) => image,
};

const entered = (seq: number, xid: number): Change => ({
  seq: String(seq),
  xid: String(xid),
  at: '',
  actor: '',
  verb: '',
  noun: 'job_posting',
  nounId: String(seq),
  before: null,
  after: { id: String(seq), version: 1 },
});

/** A journal of which one page of the past can still be read, and a table that holds everything. */
function world() {
  const rows: Row[] = [];
  let listener: Listener | undefined;
  const state = { position: '50:50:', forgetting: (): void => undefined };
  const write = (seq: number, xid: number): void => {
    const [from, to, change] = [state.position, `${xid + 1}:${xid + 1}:`, entered(seq, xid)];
    rows.push(change.after ?? {});
    state.position = to;
    listener?.take({ from, to, changes: [change] });
  };
  for (let seq = 1; seq <= 200; seq += 1) rows.push(entered(seq, 20).after ?? {});
  const follower = {
    epoch: EPOCH,
    lagMs: 0,
    get position() {
      return state.position;
    },
    listen: (one: Listener) => {
      listener = one;
      return () => undefined;
    },
    reach: async () => undefined,
    async *replay(_who: string, _topic: unknown, after: Place): AsyncIterable<Batch> {
      if (after.from !== undefined) {
        state.forgetting();
        throw tooOld(EPOCH, 40n, 'after');
      }
      const changes = Array.from({ length: 200 }, (_, i) => entered(i + 1, 20));
      yield { from: '10:10:', to: '50:50:', changes, partial: true };
    },
  } as unknown as Follower;
  const op = {
    viewer: { accountId: 'a' },
    read: async () => ({
      position: encodePosition(EPOCH, state.position),
      rows: [rows.map((image) => ({ image }))],
    }),
  } as unknown as Operation;
  const lists = new LiveLists({
    follower,
    nouns: ['job_posting'],
    queueLimit: 100,
    heartbeatMs: 60_000,
    maxLagMs: 2_000,
    audience: () => 'all',
    retainedUntil: () => UNTIL,
    turns: new SmallTurns(),
  });
  return { lists, op, write, state, rows };
}

/** A frame as a reader takes it. */
function told(frame: ListFrame): Frame {
  const { kind } = frame;
  const name = { SNAPSHOT: 'PostingSnapshot', CHANGES: 'PostingChanges', READY: 'Ready' } as const;
  const typename =
    kind in name
      ? name[kind as keyof typeof name]
      : { CAUGHT_UP: 'CaughtUp', RESYNC: 'Resync' }[kind as 'RESYNC'];
  const count = kind === 'CHANGES' ? { count: frame.changes.length } : {};
  return { ...frame, ...count, __typename: typename } as unknown as Frame;
}

describe('a watched list whose past is forgotten while it is being told', () => {
  test('says so and comes whole, and what happened meanwhile is in it once', async () => {
    const { lists, op, write, state, rows } = world();
    // Told live while the reader still reads the past; it waits in its queue.
    state.forgetting = () => write(201, 60);
    const stream = await lists.open(op, watch, { after: encodePosition(EPOCH, '10:10:') });
    const mirror = new ListMirror();
    const kinds: string[] = [];
    const next = async (): Promise<ListFrame> => {
      const { value } = await stream.next();
      if (!value) throw new Error('it has ended');
      kinds.push(value.kind);
      // It begins where the reader stood.
      if (kinds.length === 1 && value.kind === 'CHANGES') mirror.position = value.from;
      mirror.take(told(value));
      return value;
    };
    await next();
    expect(await next()).toEqual({
      kind: 'RESYNC',
      reason: 'TOO_OLD',
      oldestAvailable: expect.stringMatching(/./),
    });
    while (kinds.at(-1) !== 'CAUGHT_UP') await next();
    expect(kinds).toEqual(['CHANGES', 'RESYNC', 'SNAPSHOT', 'SNAPSHOT', 'READY', 'CAUGHT_UP']);
    write(202, 70);
    expect(await next()).toMatchObject({ kind: 'CHANGES', changes: [{ op: 'ENTER', version: 1 }] });
    expect([mirror.breaches, mirror.rows.size]).toEqual([[], rows.length]);
    await stream.return();
    lists.close();
  });

  test('ends after saying so where no rows are wanted', async () => {
    const { lists, op } = world();
    const after = encodePosition(EPOCH, '10:10:');
    const kinds: string[] = [];
    for await (const frame of await lists.open(op, watch, { after, snapshot: 'NEVER' })) {
      kinds.push(frame.kind);
      if (frame.kind === 'RESYNC')
        expect(Buffer.from(frame.oldestAvailable ?? '', 'base64url').toString()).toMatch(/\.40:40:$/);
    }
    expect(kinds).toEqual(['CHANGES', 'RESYNC']);
    lists.close();
  });

  test('is told until when its position is kept', async () => {
    const { lists, op } = world();
    const stream = await lists.open(op, watch, {});
    for (let frame = await stream.next(); ; frame = await stream.next())
      if (frame.value?.kind === 'READY') {
        expect(frame.value.retainedUntil).toBe(UNTIL);
        break;
      }
    await stream.return();
    lists.close();
  });
});
