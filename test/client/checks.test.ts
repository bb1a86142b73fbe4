import { describe, expect, test } from '@jest/globals';
import { applyFrame } from '../../client/src/apply-frame.js';
import { beginStream, emptyState, type ListState } from '../../client/src/list-state.js';
import { type Edit, ListModel, type ModelFrame } from '../support/list-model.js';

const set = (...ids: number[]): Edit[] => ids.map((id) => ({ id, value: id * 10 }));

/** A list of five rows in pages of two, and a client that has everything and is ready. */
function opened(): { model: ListModel; state: ListState<number>; frames: ModelFrame[] } {
  const model = new ListModel(2);
  model.edit(set(1, 2, 3, 4, 5));
  const state = emptyState<number>();
  const frames = model.open(beginStream(state));
  for (const frame of frames) applyFrame(state, frame);
  return { model, state, frames };
}

function changesOf(model: ListModel, ...ids: number[]) {
  const frame = model.edit(set(...ids));
  if (!frame) throw new Error('nothing changed');
  return frame;
}

describe('each check of the contract finds its fault, and leaves the rows as they were', () => {
  /** Frames of which the last is broken, by the check that must say so. */
  const FAULTS: readonly (readonly [
    string,
    string,
    (model: ListModel, frames: ModelFrame[]) => ModelFrame[],
  ])[] = [
    [
      'a batch was lost',
      'CHAIN',
      (model) => {
        changesOf(model, 6);
        return [changesOf(model, 7)];
      },
    ],
    ['a heartbeat was lost', 'CHAIN', (model) => [model.beat(), changesOf(model, 7)].slice(1)],
    ['a batch is shorter than it says', 'COUNT', (model) => [{ ...changesOf(model, 6, 7), changes: [] }]],
    [
      'the server counted more than was told',
      'EVENTS',
      (model) => [{ ...changesOf(model, 6), eventsSoFar: 99 }],
    ],
    [
      'the word that changes were merged was lost',
      'EVENTS',
      (model) => model.merge([...set(6), ...set(6)]).slice(1),
    ],
    [
      'the last batch before a heartbeat was lost',
      'EVENTS',
      (model) => [changesOf(model, 6), model.beat()].slice(1),
    ],
    ['a row came with another version', 'DIGEST', (model) => [spoilt(changesOf(model, 6))]],
    [
      'a batch that proves nothing after READY',
      'DIGEST',
      (model) => [{ ...changesOf(model, 6), digest: null }],
    ],
    [
      'a heartbeat with another digest',
      'DIGEST',
      (model) => [{ ...model.beat(), digest: '0'.repeat(12) } as ModelFrame],
    ],
    [
      'a heartbeat with another number of rows',
      'DIGEST',
      (model) => [{ ...model.beat(), rows: 4 } as ModelFrame],
    ],
    ['a snapshot that nobody asked for', 'ORDER', (model) => [snapshot(model, 'of another time')]],
    [
      'a second READY of another stream',
      'ORDER',
      () => [{ kind: 'Ready', position: 'x', eventsSoFar: 1_000 }],
    ],
  ];

  test.each(FAULTS)('%s: %s', (_what, check, tell) => {
    const { model, state, frames } = opened();
    const told = tell(model, frames);
    for (const frame of told.slice(0, -1)) applyFrame(state, frame);
    const before = new Map(state.rows.shown);
    expect(applyFrame(state, told.at(-1) as ModelFrame)).toEqual({ kind: 'BROKEN', check });
    expect(state.rows.shown).toEqual(before);
  });

  test('what is caught up after a cut must chain too, though it has no digest', () => {
    const { model, state } = opened();
    for (const id of [6, 7, 8]) changesOf(model, id);
    const [first, second, third] = model.open(beginStream(state));
    expect(applyFrame(state, first as ModelFrame)).toMatchObject({ kind: 'APPLIED', proven: false });
    expect(applyFrame(state, third as ModelFrame)).toEqual({ kind: 'BROKEN', check: 'CHAIN' });
    expect(applyFrame(state, second as ModelFrame)).toMatchObject({ kind: 'APPLIED' });
  });

  test('pages may change places before the last one; one that comes after it is a fault', () => {
    const model = new ListModel(2);
    model.edit(set(1, 2, 3, 4, 5));
    const [one, two, three, ready] = model.open(undefined) as [
      ModelFrame,
      ModelFrame,
      ModelFrame,
      ModelFrame,
    ];
    for (const [order, ends] of [
      [[two, one, three, ready], 'APPLIED'],
      [[one, three, two], 'BROKEN'],
      [[one, ready], 'BROKEN'],
      [[ready], 'BROKEN'],
    ] as const) {
      const state = emptyState<number>();
      beginStream(state);
      expect(order.map((frame) => applyFrame(state, frame).kind).at(-1)).toBe(ends);
    }
  });

  test('before a snapshot is whole the rows of before stay, and then change at once', () => {
    const { model, state } = opened();
    changesOf(model, 6);
    model.forget();
    const frames = model.open(beginStream(state));
    const sizes = frames.map((frame) => {
      applyFrame(state, frame);
      return [frame.kind, state.rows.shown.size];
    });
    expect(sizes).toEqual([
      ['Resync', 5],
      ['Snapshot', 5],
      ['Snapshot', 5],
      ['Snapshot', 6],
      ['Ready', 6],
      ['CaughtUp', 6],
    ]);
  });

  test('a row that cannot be read is counted, and not shown', () => {
    const { model, state } = opened();
    const frame = changesOf(model, 1, 6);
    const outcome = applyFrame(state, {
      ...frame,
      changes: frame.changes.map((c) => ({ ...c, node: null })),
    });
    expect(outcome).toEqual({
      kind: 'APPLIED',
      proven: true,
      changes: [{ op: 'LEAVE', id: 'row-1', reason: null, before: 10 }],
    });
    expect([state.rows.shown.size, state.rows.hidden.size]).toEqual([4, 2]);
    expect(applyFrame(state, model.beat())).toMatchObject({ kind: 'APPLIED', proven: true });
    const left = model.edit([{ id: 6, value: null }]) as ModelFrame;
    expect(applyFrame(state, left)).toMatchObject({ proven: true, changes: [] });
  });

  test('a server that is behind says so', () => {
    const { model, state } = opened();
    expect(applyFrame(state, model.beat(true))).toEqual({ kind: 'LAGGING', behindMs: 3_000 });
    expect(applyFrame(state, changesOf(model, 6))).toMatchObject({ kind: 'APPLIED', proven: true });
  });
});

function spoilt(frame: Extract<ModelFrame, { kind: 'Changes' }>): ModelFrame {
  return { ...frame, changes: frame.changes.map((change) => ({ ...change, version: change.version + 1 })) };
}

function snapshot(model: ListModel, position: string): ModelFrame {
  const items = [...model.truth].map(([id, row]) => ({ id, ...row }));
  return { kind: 'Snapshot', position, isLast: true, items };
}
