import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that the bench started. */
export interface Child {
  readonly pid: number;
  /** The last words it wrote, for when it fails. */
  words(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop, and ends it when it has not within the given time (5 s). Answers how long it took, in ms. */
  stop(withinMs?: number): Promise<number>;
  readonly process: ChildProcess;
}

const KEPT_CHARACTERS = 16_000;
const living = new Set<ChildProcess>();
// Whatever ends the bench ends what it started, and nothing else.
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/**
 * Starts a Node program with the same Node as ours and no flags, so that all are measured alike. Its
 * environment is the given one with only PATH, HOME and TMPDIR of ours.
 */
export function start(
  file: string,
  arguments_: readonly string[],
  environment: Record<string, string>,
): Child {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, [file, ...arguments_], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), NODE_ENV: 'production', ...environment },
  });
  living.add(child);
  let words = '';
  const hear = (piece: Buffer): void => {
    words = (words + piece.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'exit').then(([code]) => {
    living.delete(child);
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    process: child,
    words: () => words,
    ended,
    async stop(withinMs = 5_000) {
      const from = performance.now();
      if (child.connected) child.disconnect();
      child.kill('SIGTERM');
      await Promise.race([ended, delay(withinMs, undefined, { ref: false })]);
      if (living.has(child)) child.kill('SIGKILL');
      await ended;
      return performance.now() - from;
    },
  };
}

/** Waits until `look` answers something; fails with the child's last words when it ends first or takes too long. */
export async function until<T>(
  child: Child,
  withinMs: number,
  look: () => Promise<T | undefined>,
): Promise<T> {
  let gone = false;
  void child.ended.then(() => {
    gone = true;
  });
  for (const from = performance.now(); performance.now() - from < withinMs; await delay(20)) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (gone) throw new Error(`a program ended before it was ready:\n${child.words()}`);
  }
  throw new Error(`a program was not ready within ${withinMs / 1000} s:\n${child.words()}`);
}
