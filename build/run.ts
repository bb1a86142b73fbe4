import { spawnSync } from 'node:child_process';
import { buildPage } from './page.ts';
import { buildIfChanged, PROJECT, sweep } from './stamp.ts';

/** The program, from TypeScript to what node runs. */
await buildIfChanged({
  name: 'program',
  sources: ['src', 'migrations', '.swcrc', 'package.json'],
  results: ['src', 'migrations'],
  build: async () => {
    const { status } = spawnSync('npm', ['run', '-s', 'compile'], { cwd: PROJECT, stdio: 'inherit' });
    if (status !== 0) process.exit(1);
    await Promise.all(['src', 'migrations'].map((folder) => sweep(folder)));
  },
});

await buildIfChanged({
  name: 'dashboard',
  sources: ['dashboard', 'client/src', 'build/page.ts', 'package.json'],
  results: ['dashboard'],
  build: buildPage,
});
