import { parseArgs } from 'node:util';
import { fillWithDemo } from '#command/fill-with-demo.js';
import { showProgress } from '#command/progress-bar.js';
import { stopOnSignal } from '#kernel/stop-on-signal.js';
import { startApp } from './app.js';
import { ConfigError, ownConfig } from './config.js';
import { greet, say } from './greeting.js';

try {
  const { values } = parseArgs({
    options: { serve: { type: 'boolean', default: false }, workers: { type: 'string' } },
  });
  const { serve } = values;
  const config = ownConfig(serve ? 'serve' : 'start');
  const app = await startApp(config, {
    say,
    ...(serve
      ? {}
      : {
          fillWithDemo: (world, ownerUrl) =>
            fillWithDemo(world, ownerUrl, {
              workers: values.workers === undefined ? config.demoWorkers : wholeNumber(values.workers),
              onProgress: showProgress(),
            }),
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

/** How many invented people `--workers` asks for; more than the demo's own setting where that is not enough. */
function wholeNumber(text: string): number {
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw new Error(`--workers: 应为整数 · give a whole number, not “${text.slice(0, 20)}”`);
}
