import type { WriteStream } from 'node:tty';
import type { DemoProgress } from '#demo/demo-world.js';

const WIDTH = 24;
/** A bar that is drawn more often than this (milliseconds) only costs time. */
const DRAW_EVERY_MS = 80;

/** What a bar is drawn on: standard error, or something like it. */
export type Terminal = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

/**
 * Shows progress: one bar a stage on a terminal, plain lines (the beginning and the end of each stage)
 * elsewhere, so that a log is not filled with bars. `total` 0 means that nobody knows it yet.
 */
export function showProgress(
  terminal: Terminal = process.stderr,
  clock: () => number = Date.now,
): (progress: DemoProgress) => void {
  let stage = '';
  let drawnAt = 0;
  return ({ stage: { zh, en }, done, total }) => {
    const name = `${zh} · ${en}`;
    const isNew = name !== stage;
    const isDone = total > 0 && done >= total;
    stage = name;
    if (!terminal.isTTY) {
      if (isDone) terminal.write(`${name}: ${total}\n`);
      else if (isNew) terminal.write(`${name} …\n`);
      return;
    }
    if (!isNew && !isDone && clock() - drawnAt < DRAW_EVERY_MS) return;
    drawnAt = clock();
    terminal.write(`\r\u001b[2K${bar(done, total)} ${name}${isDone ? '\n' : ''}`);
  };
}

function bar(done: number, total: number): string {
  if (total === 0) return `[${'·'.repeat(WIDTH)}] ${String(done).padStart(7)}`;
  const full = Math.min(WIDTH, Math.floor((WIDTH * done) / total));
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${String(done).padStart(7)}/${total}`;
}
