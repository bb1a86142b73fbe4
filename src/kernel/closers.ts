/** What went wrong while stopping: which part, and why. */
export interface CloseFault {
  part: string;
  cause: unknown;
}

/**
 * Everything that was opened, so that it can be closed in reverse: what was opened last leans on what was
 * opened before. A part that does not close in time is left behind and named; the rest is still closed.
 */
export interface Closers {
  /**
   * Puts a part on the list. `limitMs` is its own time limit in milliseconds (default 2000); the limit of the
   * whole also binds it. A part that comes when stopping has begun is closed at once.
   */
  add(part: string, close: () => Promise<void> | void, limitMs?: number): void;
  /** Closes everything; the same promise however often it is called. Never fails: it tells the faults. */
  stop(): Promise<readonly CloseFault[]>;
}

const WHOLE_LIMIT_MS = 5000;
const PART_LIMIT_MS = 2000;

/** An empty list, whose `stop` takes at most `wholeLimitMs` milliseconds (default 5000). */
export function makeClosers(wholeLimitMs: number = WHOLE_LIMIT_MS): Closers {
  const parts: { part: string; close: () => Promise<void> | void; limitMs: number }[] = [];
  const faults: CloseFault[] = [];
  let until = 0;
  let stopped: Promise<readonly CloseFault[]> | undefined;

  const closeAll = async (): Promise<readonly CloseFault[]> => {
    for (let next = parts.pop(); next; next = parts.pop()) {
      const limitMs = Math.max(0, Math.min(next.limitMs, until - Date.now()));
      await within(limitMs, next.close).catch((cause: unknown) => faults.push({ part: next.part, cause }));
    }
    return faults;
  };

  return {
    add: (part, close, limitMs = PART_LIMIT_MS) => {
      parts.push({ part, close, limitMs });
      if (stopped) stopped = stopped.then(closeAll);
    },
    stop: () => {
      if (!stopped) {
        until = Date.now() + wholeLimitMs;
        stopped = closeAll();
      }
      return stopped;
    },
  };
}

async function within(limitMs: number, close: () => Promise<void> | void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not closed within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([(async () => close())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
