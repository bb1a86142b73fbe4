import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { isAlive } from './embedded-postmaster.js';
import { NATIVE_ENVIRONMENT } from './embedded-run.js';

/**
 * Who uses the server now: one file for each, named `<process>.<random>`. The last one out stops it. A holder
 * that is killed is struck out by its watchdog, a tiny shell that waits at the end of a pipe from us: the
 * system closes the pipe however we die.
 */
export interface Holder {
  leave(): Promise<void>;
}

/**
 * The watchdog. $1 is the place, $2 the holder's name. It does what our `stop` does, by the same lock, and
 * only to a process that works in this cluster. Built-in `read` instead of `cat`: it has no child to leave.
 */
const WATCHDOG = `
while read -r line; do :; done
cd "$1" || exit 0
rm -f "holders/$2"
sleep 0.3
ours() {
  if [ -d /proc/self ]; then [ "/proc/$1/cwd" -ef cluster ]; else ps -o args= -p "$1" | grep -q postgres; fi
}
tries=0
until (set -C; echo "$$" > lock) 2>/dev/null; do
  owner=$(cat lock 2>/dev/null)
  if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -f lock; fi
  tries=$((tries + 1))
  [ "$tries" -gt 600 ] && exit 0
  sleep 0.1
done
for holder in holders/*; do
  process=\${holder##*/}
  if kill -0 "\${process%%.*}" 2>/dev/null; then rm -f lock; exit 0; fi
done
server=$(head -n 1 cluster/postmaster.pid 2>/dev/null)
if [ -n "$server" ] && ours "$server"; then
  kill -INT "$server"
  waited=0
  while [ -f cluster/postmaster.pid ] && ours "$server"; do
    touch lock
    waited=$((waited + 1))
    [ "$waited" -eq 100 ] && kill -QUIT "$server"
    [ "$waited" -gt 150 ] && break
    sleep 0.1
  done
fi
rm -f lock
`;

/** Writes us down as a holder and sets the watchdog. The lock must be held. */
export async function hold(base: string): Promise<Holder> {
  const folder = join(base, 'holders');
  await mkdir(folder, { recursive: true });
  const name = `${process.pid}.${randomUUID()}`;
  const dog = spawn('/bin/sh', ['-c', WATCHDOG, 'labor-bridge-watchdog', base, name], {
    cwd: base,
    env: NATIVE_ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  dog.unref();
  (dog.stdin as Socket).unref();
  dog.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    dog.once('exit', () => resolve());
    dog.once('error', () => resolve());
  });
  await writeFile(join(folder, name), `${dog.pid ?? ''}\n`);
  return {
    leave: async () => {
      await rm(join(folder, name), { force: true });
      dog.ref();
      dog.kill('SIGKILL');
      await ended;
    },
  };
}

/** Whether anybody alive holds the server. */
export async function isHeld(base: string): Promise<boolean> {
  for (const name of await readdir(join(base, 'holders')).catch(() => []))
    if (await isAlive(Number.parseInt(name, 10))) return true;
  return false;
}

/** Strikes everybody out: right when no server runs, so that nobody can hold it. The lock must be held. */
export async function forgetHolders(base: string): Promise<void> {
  await rm(join(base, 'holders'), { recursive: true, force: true });
}
