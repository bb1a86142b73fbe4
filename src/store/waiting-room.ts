import { HouseError } from '#kernel/error.js';
import { contains, positionFromFuture, type Snapshot } from '#journal/position.js';

/** Somebody who waits for a place in the journal. */
export interface Waiter {
  readonly wanted: Snapshot;
  /** The argument that named the place: a place that a look does not reach lies in the future, and is its fault. */
  readonly field: string | undefined;
  readonly done: () => void;
  readonly failed: (fault: unknown) => void;
}

/** Those who wait until the listeners have been told everything of a place. */
export class WaitingRoom {
  private waiters: Waiter[] = [];

  /** `patienceMs`: how long anybody waits at most. */
  constructor(private readonly patienceMs: number) {}

  /** Who waits now; a look that begins hereafter owes them an answer. */
  get present(): readonly Waiter[] {
    return [...this.waiters];
  }

  get empty(): boolean {
    return this.waiters.length === 0;
  }

  /** @throws HouseError SERVICE_UNAVAILABLE/POSITION_NOT_REACHED when it takes too long; what `release` found. */
  wait(wanted: Snapshot, field: string | undefined): Promise<void> {
    return new Promise((done, failed) => {
      const patience = setTimeout(() => {
        this.waiters = this.waiters.filter((w) => w !== waiter);
        failed(notReached());
      }, this.patienceMs).unref();
      const waiter: Waiter = {
        wanted,
        field,
        done: () => {
          clearTimeout(patience);
          done();
        },
        failed: (fault) => {
          clearTimeout(patience);
          failed(fault);
        },
      };
      this.waiters.push(waiter);
    });
  }

  /** `owed`: who waited when a look began; what it has not reached of a client's own place is not there yet. */
  release(reached: Snapshot, owed: readonly Waiter[] = []): void {
    this.waiters = this.waiters.filter((waiter) => {
      const { wanted, field } = waiter;
      if (contains(reached, wanted)) waiter.done();
      else if (field !== undefined && wanted.xmax > reached.xmax && owed.includes(waiter))
        waiter.failed(positionFromFuture(field));
      else return true;
      return false;
    });
  }
}

/** Whoever asked for a place has waited long enough. */
export function notReached(): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'POSITION_NOT_REACHED',
    {
      zh: '数据尚未同步到该位置，请稍后重试。',
      en: 'This position has not been reached yet. Try again shortly.',
    },
    { retryAfterSeconds: 1 },
  );
}
