import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildPage } from './page.ts';
import { buildIfChanged, PROJECT } from './stamp.ts';

/** The program, from TypeScript to what node runs. */
await buildIfChanged({
  name: 'program',
  sources: ['src', 'migrations', '.swcrc', 'package.json'],
  sign: 'src/main.js',
  build: async () => {
    await promisify(execFile)('npm', ['run', '-s', 'compile'], { cwd: PROJECT });
  },
});

await buildIfChanged({
  name: 'dashboard',
  sources: ['dashboard', 'client/src', 'build/page.ts', 'package.json'],
  sign: 'dashboard/index.html',
  build: buildPage,
});
