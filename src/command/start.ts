import { flushCompileCache } from 'node:module';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { stopOnSignal } from '#kernel/stop-on-signal.js';
import { startApp } from '../app.js';
import { ownConfig } from '../config.js';
import { greet, say } from '../greeting.js';
import { fillWithDemo } from './fill-with-demo.js';
import { showProgress } from './progress-bar.js';
import { runCommand } from './run-command.js';

/** The greatest number of invented workers, as DEMO_WORKERS has it. */
const MOST_WORKERS = 10_000_000;
const SETTINGS_ARE = '设置见 README.md 的“设置” · settings: README.md, “Settings”';

// The script `serve` says --serve before whatever its caller adds, and the help is told for what was called.
if (process.argv.includes('--serve')) await runCommand('npm run serve --', describeServe);
else await runCommand('npm start --', describeStart);

function describeServe(command: Command): Command {
  return command
    .description(`正式运行：自己的数据库和身份签发方 · production: your database and issuer\n${SETTINGS_ARE}`)
    .addOption(new Option('--serve').hideHelp())
    .action(async () => {
      const config = ownConfig('serve');
      const app = await startApp(config, { say });
      stopOnSignal(() => app.stop());
      greet(app, config);
      flushCompileCache();
    });
}

function describeStart(command: Command): Command {
  return command
    .description(
      `启动：自带数据库、演示数据、开发登录 · starts with its own database, the demo, a development sign-in\n${SETTINGS_ARE}`,
    )
    .option(
      '--workers <number>',
      '演示数据中的虚构劳动者人数，仅用于空数据库 · invented workers of the demo, for an empty database alone',
      wholeNumber,
    )
    .action(async ({ workers }: { workers?: number }) => {
      const config = ownConfig('start');
      const app = await startApp(config, {
        say,
        async fillWithDemo(world, ownerUrl) {
          const told = await fillWithDemo(world, ownerUrl, {
            workers: workers ?? config.demoWorkers,
            onProgress: showProgress(),
          });
          if (told !== undefined) process.stderr.write(told);
          else if (workers !== undefined)
            say({
              zh: '数据库中已有数据，--workers 不起作用；要另建演示数据，请把 DATA_DIR 设为新文件夹。',
              en: 'The database is filled already, so --workers does nothing. For another demo set DATA_DIR to a new folder.',
            });
          return told !== undefined;
        },
      });
      stopOnSignal(() => app.stop());
      greet(app, config);
      flushCompileCache();
    });
}

function wholeNumber(text: string): number {
  if (/^\d{1,8}$/.test(text) && Number(text) <= MOST_WORKERS) return Number(text);
  throw new InvalidArgumentError(
    `应为 0 至 ${MOST_WORKERS} 的整数 · give a whole number from 0 to ${MOST_WORKERS}.`,
  );
}
