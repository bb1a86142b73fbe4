import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, until } from '#bench/children.js';
import type { Measure } from '#bench/measure.js';
import { freePort } from '#bench/servers.js';

const FIRST_WITHIN_MS = 240_000;
const SECOND_MOST_S = 5;
const STOP_MOST_S = 5;
const ENTRY = join(import.meta.dirname, '..', 'dist', 'src', 'main.js');

/**
 * `npm start` on a fresh data folder, with its own PostgreSQL and the demo world, from the start of the
 * process until it says that it is ready; then SIGTERM, and the same again on what it left.
 */
export async function measureBoot(say: (text: string) => void): Promise<Measure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'labor-bridge-boot-'));
  // Started by root, PostgreSQL runs as another user, who must be able to come in: else its data goes elsewhere.
  chmodSync(dataDir, 0o755);
  try {
    const first = await once(dataDir);
    say(`first start ${first.ready.toFixed(1)} s, stop ${first.stop.toFixed(2)} s`);
    const second = await once(dataDir);
    say(`second start ${second.ready.toFixed(2)} s, stop ${second.stop.toFixed(2)} s`);
    const seconds = (name: string, ours: number, most: number | null): Measure => ({
      name: `boot.${name}`,
      unit: 's',
      ours,
      peers: {},
      ratios: {},
      goal: most === null ? '' : `< ${most} s`,
      holds: most === null ? null : ours < most,
    });
    return [
      seconds('first', first.ready, null),
      seconds('second', second.ready, SECOND_MOST_S),
      seconds('stop', Math.max(first.stop, second.stop), STOP_MOST_S),
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One start and one stop: seconds of each. A stop that does not end with code 0 is none. */
async function once(dataDir: string): Promise<{ ready: number; stop: number }> {
  const port = await freePort();
  const from = performance.now();
  const child = start(ENTRY, [], { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir });
  try {
    await until(
      child,
      FIRST_WITHIN_MS,
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok || undefined,
    );
    const ready = (performance.now() - from) / 1000;
    const stop = (await child.stop(10_000)) / 1000;
    const code = await child.ended;
    if (code !== 0) throw new Error(`it stopped with ${code}, not 0:\n${child.words()}`);
    return { ready, stop };
  } catch (fault) {
    await child.stop(10_000);
    throw fault;
  }
}
