import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFileSync } from '@swc/core';

/** The folder of the project. */
export const PROJECT = resolve(import.meta.dirname, '..', '..');

/** For the environment of a process: most of a start is the compiling of packages, which the first does for all. */
export const COMPILED_ONCE = {
  NODE_COMPILE_CACHE: join(PROJECT, 'node_modules', '.cache', 'labor-bridge-compiled'),
};

/**
 * The rooms named, compiled as the build does it, in a folder of their own, so that a test can start another
 * node process on them and kill it. Everybody may read the folder.
 */
export function compiled(...rooms: string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'labor-bridge-compiled-'));
  chmodSync(home, 0o755);
  cpSync(join(PROJECT, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(home, 'node_modules'));
  for (const room of rooms) {
    for (const name of readdirSync(join(PROJECT, 'src', room))) {
      if (!name.endsWith('.ts')) continue;
      const source = join(PROJECT, 'src', room, name);
      const target = join(home, 'dist', 'src', room, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformFileSync(source, { cwd: PROJECT, swcrc: true, sourceMaps: false }).code);
    }
  }
  return home;
}

/** Another node process that speaks in lines. */
export interface OtherProcess {
  pid: number;
  process: ChildProcess;
  /** Its next line; fails with what it wrote to the error channel when it ends instead. */
  line(): Promise<string>;
  /** How it ended: the exit code, or the signal's name. */
  ended: Promise<number | string>;
}

/** Runs a module's text in `home` with this very node, as `user` when given. */
export function otherProcess(home: string, text: string, user?: { uid: number; gid: number }): OtherProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: tmpdir(), ...COMPILED_ONCE },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...user,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | string>((done) => {
    child.once('exit', (code, signal) => done(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid ?? 0,
    process: child,
    ended,
    line: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`it ended (${await ended}): ${complaint}`);
      return value;
    },
  };
}

/** Ends a process with no chance to say a word, and waits until it is gone. */
export async function killed(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}
