import { stopOnSignal } from '#kernel/stop-on-signal.js';
import { loadDemo } from '#demo/load-demo.js';
import { startApp } from './app.js';
import { ConfigError, ownConfig } from './config.js';
import { greet, say, showProgress } from './greeting.js';

const serve = process.argv.includes('--serve');
try {
  const config = ownConfig(serve ? 'serve' : 'start');
  const app = await startApp(config, {
    say,
    ...(serve
      ? {}
      : {
          loadDemo: (ground, ownerUrl) =>
            loadDemo({ ground, ownerUrl, workers: config.demoWorkers, onProgress: showProgress() }),
        }),
  });
  stopOnSignal(() => app.stop());
  greet(app, config);
} catch (fault) {
  process.stderr.write(
    `${fault instanceof ConfigError ? fault.message : fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
  );
  process.exitCode = 1;
}
