import { HouseError } from '#kernel/error.js';

interface Ticket {
  readonly called: (mine: boolean) => void;
}

/**
 * Lets so many pieces of work run at once, of each account one at a time and the accounts in turn: whoever asks
 * for a hundred waits for himself and holds up nobody else.
 */
export class FairLane {
  private readonly busy = new Set<string>();
  /** Who waits, in the order of their turns. */
  private readonly waiting = new Map<string, Ticket[]>();

  /** `width`: how many accounts' work runs at once. `mostWaiting`: how much of one account may wait. */
  constructor(
    private readonly width: number,
    private readonly mostWaiting: number,
  ) {}

  /**
   * Runs `work` when it is the turn of `who`; undefined when `signal` came first.
   * @throws HouseError RATE_LIMITED/TOO_MUCH_WAITING when as much as may wait of this account waits already.
   */
  async run<T>(who: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    if (!(await this.turn(who, signal))) return undefined;
    try {
      return signal?.aborted ? undefined : await work();
    } finally {
      this.busy.delete(who);
      // Behind those who have waited meanwhile.
      const rest = this.waiting.get(who);
      if (rest && this.waiting.delete(who)) this.waiting.set(who, rest);
      this.call();
    }
  }

  private turn(who: string, signal: AbortSignal | undefined): Promise<boolean> {
    const before = this.waiting.get(who) ?? [];
    if (before.length >= this.mostWaiting) return Promise.reject(tooMuchWaiting(this.mostWaiting));
    return new Promise((called) => {
      const leave = (): void => {
        this.leave(who, ticket);
        called(false);
      };
      const ticket: Ticket = {
        called: (mine) => {
          signal?.removeEventListener('abort', leave);
          called(mine);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.set(who, [...before, ticket]);
      if (signal?.aborted) leave();
      this.call();
    });
  }

  private call(): void {
    for (const [who, tickets] of this.waiting) {
      if (this.busy.size >= this.width) return;
      if (this.busy.has(who)) continue;
      const [first, ...rest] = tickets;
      if (!first) continue;
      if (rest.length > 0) this.waiting.set(who, rest);
      else this.waiting.delete(who);
      this.busy.add(who);
      first.called(true);
    }
  }

  private leave(who: string, ticket: Ticket): void {
    const rest = (this.waiting.get(who) ?? []).filter((t) => t !== ticket);
    if (rest.length > 0) this.waiting.set(who, rest);
    else this.waiting.delete(who);
  }
}

function tooMuchWaiting(limit: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'TOO_MUCH_WAITING',
    {
      zh: `您已有 ${limit} 项补读或首次统计在排队，请稍后重试。`,
      en: `${limit} of your resumed streams or first looks at a picture wait already. Try again shortly.`,
    },
    { limit, retryAfterSeconds: 2 },
  );
}
