import { migrate } from '#store/migrate.js';
import { runCommand } from './run-command.js';
import { withDatabase } from './with-store.js';

await runCommand('npm run migrate --', (command) =>
  command.description('把数据库升级到本版本 · brings the database to this version').action(async () => {
    const names = await withDatabase((ownerUrl) => migrate(ownerUrl));
    for (const name of names) process.stdout.write(`${name}\n`);
    process.stderr.write(
      names.length === 0
        ? '数据库已是最新版本 · the database was up to date\n'
        : `已执行 ${names.length} 个迁移 · ${names.length} migration(s) done\n`,
    );
  }),
);
