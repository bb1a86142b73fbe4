import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventedFiles } from '#demo/invented-files.js';
import { projectRoot } from '../project-root.js';
import { runCommand } from './run-command.js';

await runCommand('npm run demo:write --', (command) =>
  command.description('重新生成 demo/invented-*.csv · writes demo/invented-*.csv anew').action(async () => {
    for (const { name, text } of inventedFiles()) {
      await writeFile(join(projectRoot(), 'demo', name), text);
      process.stdout.write(`demo/${name}\n`);
    }
  }),
);
