import type { Operation } from '#kernel/operation.js';
import type { Pair } from './pair.js';
import type { PictureFold, PictureState } from './picture-fold.js';
import { shownText, sightOf } from './sight.rules.js';

/** Pictures that stand still at one time; the one that was taken first leaves first. */
const MOST_HELD = 10_000;

interface Held {
  readonly interval: number;
  readonly state: PictureState;
}

/**
 * The pictures of the fold as a viewer is to follow them: told when what this viewer is shown has changed, and
 * nothing of what else moved. For whoever sees aggregates only a picture stands still for a whole interval, for
 * the stream and for every question alike: a picture that moved with each person would tell of each person.
 */
export class ShownPictures {
  private readonly held = new Map<string, Held>();
  private readonly every: number;

  /**
   * `seconds`: how long a picture stands still; `now`: the clock, in epoch milliseconds. Intervals are the clock's
   * own, so that nobody can begin one.
   */
  constructor(
    private readonly fold: PictureFold,
    seconds: number,
    private readonly now: () => number,
  ) {
    this.every = seconds * 1_000;
  }

  /** For how long a picture stands still at most, in ms. */
  get oldestMs(): number {
    return this.every;
  }

  /** Does this viewer's picture stand still? Then it is not taken in the snapshot of the lists beside it. */
  standsStill(op: Operation): boolean {
    return sightOf(op.viewer.role) === 'AGGREGATES';
  }

  /** The picture that this viewer may have now; refuses as the fold does. */
  async read(op: Operation, pair: Pair): Promise<PictureState> {
    if (!this.standsStill(op)) return this.fold.read(pair, op.viewer.accountId);
    const held = this.heldNow(pair);
    if (held) return held;
    const now = await this.copy(op, pair);
    return this.heldNow(pair) ?? this.hold(now);
  }

  /** Calls back with each picture that looks otherwise to this viewer than the one before, until left. */
  async watch(op: Operation, pair: Pair, told: (state: PictureState) => void): Promise<() => void> {
    const sight = sightOf(op.viewer.role);
    if (sight === 'EVERYTHING') return this.fold.watch(pair, op.viewer.accountId, told);
    let last = shownText(sight, (await this.frozen(op, pair)).figures);
    const tell = (state: PictureState): void => {
      const text = shownText(sight, state.figures);
      if (text === last) return;
      last = text;
      told(state);
    };
    if (sight === 'OF_ITS_CITY') {
      const leave = await this.fold.watch(pair, op.viewer.accountId, tell);
      // What moved between the two.
      tell(await this.copy(op, pair));
      return leave;
    }
    let latest: PictureState;
    let timer: NodeJS.Timeout | undefined;
    const later = (state: PictureState): void => {
      latest = state;
      timer ??= setTimeout(
        () => {
          timer = undefined;
          tell(this.hold(latest));
        },
        this.every - (this.now() % this.every),
      ).unref();
    };
    const leave = await this.fold.watch(pair, op.viewer.accountId, later);
    later(await this.copy(op, pair));
    return () => {
      leave();
      clearTimeout(timer);
    };
  }

  /** What this viewer is shown now, in figures that change no more. */
  private frozen(op: Operation, pair: Pair): Promise<PictureState> {
    return this.standsStill(op) ? this.read(op, pair) : this.copy(op, pair);
  }

  private async copy(op: Operation, pair: Pair): Promise<PictureState> {
    const now = await this.fold.read(pair, op.viewer.accountId);
    return { ...now, figures: structuredClone(now.figures) };
  }

  private heldNow({ key }: Pair): PictureState | undefined {
    const held = this.held.get(key);
    return held?.interval === this.interval() ? held.state : undefined;
  }

  private hold(state: PictureState): PictureState {
    this.held.delete(state.pair.key);
    this.held.set(state.pair.key, { interval: this.interval(), state });
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_HELD && oldest !== undefined) this.held.delete(oldest);
    return state;
  }

  private interval(): number {
    return Math.floor(this.now() / this.every);
  }
}
