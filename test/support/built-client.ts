import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './other-process.js';

const CLIENT = join(PROJECT, 'client');

/** The page that an integrator reads. */
export const CLIENT_README = readFileSync(join(CLIENT, 'README.md'), 'utf8');

/** The pieces of JavaScript on that page, in order. */
export const CLIENT_EXAMPLES = [...CLIENT_README.matchAll(/```js\n([\s\S]*?)```/g)].map(
  ([, code = '']) => code,
);

/**
 * A folder of somebody who has installed the client package as it is published: built by its own configuration, with
 * the library of browsers and nothing of Node. Answers the folder; whoever asked for it takes it away.
 */
export function installClient(): string {
  const cache = join(PROJECT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  // Below the project, so that the package finds its two dependencies where this project has them.
  const home = mkdtempSync(join(cache, 'client-'));
  const installed = join(home, 'node_modules', 'labor-bridge-client');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(CLIENT, 'package.json'), join(installed, 'package.json'));
  const tsc = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', CLIENT, '--outDir', join(installed, 'dist')], { stdio: 'pipe' });
  return home;
}
