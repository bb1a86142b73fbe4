import { fillWithDemo } from '#command/fill-with-demo.js';
import { showProgress } from '#command/progress-bar.js';
import { stopOnSignal } from '#kernel/stop-on-signal.js';
import { startApp } from './app.js';
import { ConfigError, ownConfig } from './config.js';
import { greet, say } from './greeting.js';

const serve = process.argv.includes('--serve');
try {
  const config = ownConfig(serve ? 'serve' : 'start');
  const app = await startApp(config, {
    say,
    ...(serve
      ? {}
      : {
          fillWithDemo: (world, ownerUrl) =>
            fillWithDemo(world, ownerUrl, { workers: config.demoWorkers, onProgress: showProgress() }),
        }),
  });
  stopOnSignal(() => app.stop());
  greet(app, config);
} catch (fault) {
  const told =
    fault instanceof ConfigError || !(fault instanceof Error)
      ? String((fault as Error).message ?? fault)
      : fault.stack;
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
}
