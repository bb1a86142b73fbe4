import { spawn } from 'node:child_process';

/** The operating system's user as whom a program runs. */
export interface OsUser {
  uid: number;
  gid: number;
}

/**
 * The whole environment of a native program that we start. Ours is not passed on: PGHOST, PGOPTIONS, LANG
 * or LD_PRELOAD of the caller would change what PostgreSQL does.
 */
export const NATIVE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** How a program ended: `code` is null when it could not be started or a signal ended it. */
export interface Ended {
  code: number | null;
  output: string;
}

/** Runs a program to its end as `user`, for at most `limitMs` milliseconds; never throws. */
export function run(
  file: string,
  args: readonly string[],
  options: { user?: OsUser; cwd?: string; limitMs: number },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: NATIVE_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.limitMs,
      killSignal: 'SIGKILL',
      uid: options.user?.uid,
      gid: options.user?.gid,
    });
    let output = '';
    const gather = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
