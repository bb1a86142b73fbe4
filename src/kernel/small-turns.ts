import { performance } from 'node:perf_hooks';

/** Work that may wait runs for so long in one turn of the event loop, in ms; then whatever else has come gets its turn. */
const OF_A_TURN_MS = 2;
/** Pieces of work in one turn, however small they are. */
const MOST_OF_A_TURN = 64;

/** One turn of the event loop: how many calls are booked in it, and when its time is over. */
interface Turn {
  booked: number;
  until: number;
}

/**
 * Work that may wait, in the order in which it came and a little in each turn of the event loop. When thousands come
 * back at once, what they want takes seconds altogether; a request that takes ten turns of the loop (each answer of
 * the database is one) must not meet a long one every time. A whole turn is measured, with all that a piece has called
 * forth by promises: Node runs that before the next call (`setImmediate`).
 */
export class SmallTurns {
  private readonly waiting: (() => void)[] = [];
  /** Those who come now are booked in it. */
  private coming: Turn = { booked: 0, until: 0 };

  /** `now`: a clock in ms. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How much work waits. */
  get size(): number {
    return this.waiting.length;
  }

  /** Does `work`, which never throws, when it is its turn. */
  push(work: () => void): void {
    this.waiting.push(work);
    this.book();
  }

  /** Settles when it is its turn; what follows, up to the next wait for something, is one piece of work. */
  next(): Promise<void> {
    return new Promise((called) => this.push(called));
  }

  private book(): void {
    const turn = this.coming;
    while (turn.booked < Math.min(this.waiting.length, MOST_OF_A_TURN)) {
      turn.booked += 1;
      setImmediate(() => this.call(turn));
    }
  }

  private call(turn: Turn): void {
    if (turn === this.coming) {
      this.coming = { booked: 0, until: 0 };
      turn.until = this.now() + OF_A_TURN_MS;
    }
    if (this.now() < turn.until) this.waiting.shift()?.();
    turn.booked -= 1;
    if (turn.booked === 0) this.book();
  }
}
