/** Looks in a row that must agree before anything is refused or let in again; one long turn of the loop is no overload. */
const LOOKS = 6;
/** So many times a bound is far beyond it. */
const FAR = 4;

/** What may be refused, in this order: what can come later first, what changes something last. */
export type Work = 'LINE' | 'SUBSCRIPTION' | 'QUERY' | 'MUTATION';

/** How a process fares. */
export interface Look {
  /** How late the event loop is, in ms: the median of the time since the last look. */
  readonly delayMs: number;
  /** Reads that wait for a connection of the pool. */
  readonly waiting: number;
}

/** 0: fine. 1: overloaded: nothing new is begun but mutations. 2: far beyond: not even those. */
export type Level = 0 | 1 | 2;

/** Whether a process has more to do than it can, judged by its last looks at itself. */
export class Overload {
  level: Level = 0;
  private readonly last: Level[] = [];

  /** `bounds`: what is still fine. */
  constructor(private readonly bounds: Look) {}

  look(seen: Look): void {
    const { last } = this;
    last.push(this.judge(seen));
    if (last.length > LOOKS) last.shift();
    if (last.length < LOOKS) return;
    // It rises as far as all of them say, and falls as far: in between it stays.
    this.level = Math.min(Math.max(this.level, Math.min(...last)), Math.max(...last)) as Level;
  }

  refuses(work: Work): boolean {
    return this.level === 2 || (this.level === 1 && work !== 'MUTATION');
  }

  private judge({ delayMs, waiting }: Look): Level {
    const times = Math.max(delayMs / this.bounds.delayMs, waiting / this.bounds.waiting);
    if (times >= FAR) return 2;
    return times >= 1 ? 1 : 0;
  }
}
