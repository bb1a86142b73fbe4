import { fetchToken } from '#server/fetch-token.js';
import { ownConfig } from '../config.js';
import { runCommand } from './run-command.js';

/** An address on which a server listens everywhere is none to call it at. */
const EVERYWHERE = ['0.0.0.0', '::', '[::]'];

await runCommand('npm run -s token --', (command) =>
  command
    .description('向运行中的演示服务器领取账号令牌 · gets a token of a demo account from the running server')
    .argument('<handle>', '演示账号 · the demo account, e.g. county@liping')
    .action(async (handle: string) => {
      const { publicUrl, host, port, dataDir } = ownConfig('tool');
      const at = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
      const baseUrl = publicUrl ?? `http://${at}:${port}`;
      process.stdout.write(`${await fetchToken({ baseUrl, handle, dataDir })}\n`);
    }),
);
