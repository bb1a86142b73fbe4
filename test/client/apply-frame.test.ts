import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyFrame, type Outcome } from '../../client/src/apply-frame.js';
import { digestText, weightOf } from '../../client/src/digest.js';
import { beginStream, emptyState, startOver } from '../../client/src/list-state.js';
import { digestOf, type Edit, ListModel, type ModelFrame } from '../support/list-model.js';

/** Runs of the model, each over a wire of its own; each check finds something out in one of two hundred at least. */
const RUNS = process.env['LONG'] ? 10_000 : 1_000;

/** What becomes of a frame on the way. `late`: it comes once more, so many frames later. */
type Fate = 'pass' | 'drop' | 'twice' | 'hold' | 'cut' | { readonly late: number };
type Step =
  | { readonly edits: readonly Edit[] }
  | { readonly merged: readonly Edit[] }
  | 'beat'
  | 'lag'
  | 'forget';

const edits = fc.array(fc.record({ id: fc.nat(7), value: fc.option(fc.nat(99), { freq: 3 }) }), {
  minLength: 1,
  maxLength: 4,
});
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: edits.map((some): Step => ({ edits: some })) },
    { weight: 2, arbitrary: edits.map((some): Step => ({ merged: some })) },
    { weight: 3, arbitrary: fc.constant<Step>('beat') },
    { weight: 1, arbitrary: fc.constantFrom<Step>('lag', 'forget') },
  ),
  { maxLength: 25 },
);
const late = fc.integer({ min: 1, max: 12 }).map((n): Fate => ({ late: n }));
const fates = (weight: number) =>
  fc.array(
    fc.oneof(
      { weight, arbitrary: fc.constant<Fate>('pass') },
      { weight: 4, arbitrary: fc.constantFrom<Fate>('drop', 'twice', 'hold', 'cut') },
      { weight: 1, arbitrary: late },
    ),
    { maxLength: 120 },
  );

/** A client of the model, at the other end of a wire on which each frame meets its fate. */
class Harness {
  readonly state = emptyState<number>();
  /** What a listener knows who began with nothing and believed every change. */
  readonly replayed = new Map<string, number>();
  readonly broken: string[] = [];
  proofs = 0;
  private frames: ModelFrame[] = [];
  private held: ModelFrame[] = [];
  private readonly later: { frame: ModelFrame; after: number }[] = [];

  constructor(
    readonly model: ListModel,
    private readonly fates: readonly Fate[],
    private at = 0,
  ) {
    this.reopen();
  }

  do(step: Step): void {
    if (step === 'forget') this.model.forget();
    else if (step === 'beat' || step === 'lag') this.frames.push(this.model.beat(step === 'lag'));
    else if ('edits' in step) this.frames.push(...[this.model.edit(step.edits) ?? []].flat());
    else this.frames.push(...this.model.merge(step.merged));
    this.carry();
  }

  /** Everything that is still on the way comes; then heartbeats, until there is nothing to put right. */
  settle(): void {
    this.at = this.fates.length;
    this.frames.push(...this.held.splice(0));
    for (let round = 0; round < 4; round += 1) {
      this.frames.push(this.model.beat());
      this.carry();
    }
  }

  private reopen(meanwhile: readonly Edit[] = []): void {
    this.held = [];
    this.later.length = 0;
    this.frames = this.model.open(beginStream(this.state), meanwhile);
  }

  private carry(): void {
    for (let frame = this.frames.shift(); frame; frame = this.frames.shift()) {
      const fate = this.fates[this.at] ?? 'pass';
      this.at += 1;
      for (const one of this.later) one.after -= 1;
      const due = this.later.filter((one) => one.after <= 0).map((one) => one.frame);
      this.later.splice(0, this.later.length, ...this.later.filter((one) => one.after > 0));
      if (fate === 'cut') {
        this.reopen([{ id: this.at % 8, value: this.at }]);
        continue;
      }
      const whole =
        this.hold(frame, fate).every((one) => this.take(one)) && due.every((one) => this.take(one));
      if (whole) continue;
      startOver(this.state);
      this.reopen();
    }
  }

  private hold(frame: ModelFrame, fate: Fate): ModelFrame[] {
    if (fate === 'drop') return [];
    if (fate === 'hold') {
      this.held.push(frame);
      return [];
    }
    if (typeof fate === 'object') this.later.push({ frame, after: fate.late });
    return [frame, ...(fate === 'twice' ? [frame] : []), ...this.held.splice(0)];
  }

  /** Is the client still content? */
  private take(frame: ModelFrame): boolean {
    const outcome: Outcome<number> = applyFrame(this.state, frame);
    if (outcome.kind === 'BROKEN') {
      this.broken.push(outcome.check);
      return false;
    }
    if (outcome.kind !== 'APPLIED') return true;
    for (const change of outcome.changes)
      if (change.op === 'LEAVE') this.replayed.delete(change.id);
      else this.replayed.set(change.id, change.node);
    expect(digestText(this.state.rows.sum)).toBe(digestOf(this.state.rows.shown));
    if (!outcome.proven) return true;
    this.proofs += 1;
    // What is called proven is what the server had at that position, whatever happened on the way.
    expect([...this.state.rows.shown].toSorted()).toEqual(
      [...(this.model.truthAt(this.state.position) ?? [])].toSorted(),
    );
    return true;
  }
}

function held(harness: Harness): unknown[] {
  return [...harness.state.rows.shown].toSorted();
}

function run(
  pageRows: number,
  begin: readonly Edit[],
  script: readonly Step[],
  fated: readonly Fate[],
): Harness {
  const model = new ListModel(pageRows);
  model.edit(begin);
  const harness = new Harness(model, fated);
  for (const step of script) harness.do(step);
  harness.settle();
  expect(held(harness)).toEqual([...model.truth].toSorted());
  expect([...harness.replayed].toSorted()).toEqual(
    [...model.truth].map(([id, { node }]) => [id, node]).toSorted(),
  );
  expect(harness.proofs).toBeGreaterThan(0);
  return harness;
}

describe('what a client makes of the frames of a list', () => {
  test('a row weighs what the contract says: the first 12 hex digits of SHA-256 over id:version', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (id, version) => {
        expect(digestText(weightOf(id, version))).toBe(digestOf(new Map([[id, { version }]])));
      }),
    );
  });

  test('on a good wire it ends with the truth and has nothing to put right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), edits, steps, (pageRows, begin, script) => {
        expect(run(pageRows, begin, script, []).broken).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('frames that come again, at once or later, have no effect', () => {
    const repeats = fc.array(fc.oneof(fc.constantFrom<Fate>('pass', 'twice', 'cut'), late), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), edits, steps, repeats, (pageRows, begin, script, fated) => {
        const kept = script.filter((step) => step !== 'forget');
        expect(run(pageRows, begin, kept, fated).broken).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('on a wire that drops, repeats, reorders and cuts, nothing is called proven that is wrong, and it ends with the truth', () => {
    const found = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        edits,
        steps,
        fc.oneof(fates(30), fates(6), fates(1)),
        (pageRows, begin, script, fated) => {
          for (const check of run(pageRows, begin, script, fated).broken)
            found.set(check, (found.get(check) ?? 0) + 1);
        },
      ),
      { numRuns: RUNS },
    );
    // Whole frames are lost and reordered, so that each of them counts right.
    const seldom = (['ORDER', 'CHAIN', 'EVENTS', 'DIGEST'] as const).filter(
      (check) => (found.get(check) ?? 0) < RUNS / 200,
    );
    expect([seldom, found.get('COUNT')]).toEqual([[], undefined]);
  }, 300_000);
});
