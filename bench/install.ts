import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the peers and the load generator where they are not yet, exactly as the lock file says. They are
 * kept out of the program's own dependencies: nobody who runs it should have to trust them.
 */
export function installPeers(say: (text: string) => void): void {
  const here = import.meta.dirname;
  // npm writes this file last, so a half-made installation is made again.
  if (existsSync(join(here, 'node_modules', '.package-lock.json'))) return;
  say('installing the peers (npm ci --prefix bench)');
  const npm = process.env['npm_execpath'];
  const [program, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const { status, stderr } = spawnSync(
    program,
    [...first, 'ci', '--no-audit', '--no-fund', '--prefix', here],
    {
      encoding: 'utf8',
      timeout: 300_000,
    },
  );
  if (status !== 0) throw new Error(`npm ci --prefix bench failed:\n${stderr}`);
}
