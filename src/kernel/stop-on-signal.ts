/** SIGHUP too: it comes when the terminal or the connection to it is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * npm passes a signal on to its script, and a terminal sends Ctrl-C to both: one wish comes twice within
 * milliseconds. Only a signal later than this (milliseconds) is a second wish.
 */
const ECHO_MS = 500;

/** The part of `process` that is used, so that a test can stand in for it. */
export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Ends the process well: at the first SIGINT, SIGTERM or SIGHUP it calls `stop` and then exits with 0 (1 when
 * `stop` failed); at a second one it exits at once with 130, the shells' number for an interrupted program.
 */
export function stopOnSignal(
  stop: (signal: NodeJS.Signals) => Promise<unknown>,
  signals: Signals = process,
  now: () => number = Date.now,
): void {
  let first: number | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    if (first !== undefined) {
      if (now() - first > ECHO_MS) signals.exit(130);
      return;
    }
    first = now();
    stop(signal).then(
      () => signals.exit(0),
      () => signals.exit(1),
    );
  };
  for (const signal of SIGNALS) signals.on(signal, () => hear(signal));
}
