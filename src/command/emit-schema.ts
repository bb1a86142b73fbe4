import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildGraph } from '#server/graph.js';
import { schemaText } from '#server/schema-text.js';
import { projectRoot } from '../project-root.js';
import { runCommand } from './run-command.js';

await runCommand('npm run schema --', (command) =>
  command
    .description('写出 schema/schema.graphql · writes schema/schema.graphql')
    .option('--stdout', '只输出，不写文件 · prints it and writes no file')
    .action(async ({ stdout }: { stdout?: boolean }) => {
      const text = schemaText(await buildGraph());
      if (stdout) {
        process.stdout.write(text);
        return;
      }
      const folder = join(projectRoot(), 'schema');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'schema.graphql'), text);
      process.stdout.write('schema/schema.graphql\n');
    }),
);
