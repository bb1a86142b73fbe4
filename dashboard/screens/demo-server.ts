import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A demo world of its own, in a folder that is removed again. */
export interface DemoServer {
  readonly url: string;
  stop(): Promise<void>;
}

const PROJECT = join(import.meta.dirname, '..', '..');
/** Enough that every list is longer than a page, and quick to make. */
const WORKERS = '3000';
const PATIENCE_MS = 180_000;

/** Starts the program as `npm start` does, on a free port, and waits until it is ready. */
export async function startDemo(): Promise<DemoServer> {
  const data = mkdtempSync(join(tmpdir(), 'labor-bridge-screens-'));
  // The database runs as a user of its own where it is started by root.
  chmodSync(data, 0o755);
  const port = await freePort();
  const env = { ...process.env, PORT: port, DATA_DIR: data, DEMO_WORKERS: WORKERS, LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [join(PROJECT, 'dist', 'src', 'main.js')], { env, stdio: 'ignore' });
  const server = {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined);
    if (answer?.ok) return server;
    await new Promise((done) => setTimeout(done, 500));
  }
  await server.stop();
  throw new Error('the demo did not start; npm start says why');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<string> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(String(typeof address === 'object' ? address?.port : '')));
    });
  });
}
