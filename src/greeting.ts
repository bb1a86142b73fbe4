import type { Message } from '#kernel/error.js';
import type { App } from './app.js';
import type { Config } from './config.js';

/** One step of the start, in both languages, on standard error: standard output stays for what tools read. */
export function say({ zh, en }: Message): void {
  process.stderr.write(`${zh} · ${en}\n`);
}

/** Prints where everything is, and how to get a token. */
export function greet(app: App, config: Config): void {
  const lines = [
    '',
    `劳桥 Labor Bridge 已就绪 · is ready`,
    `  GraphQL     ${app.url}/graphql  (WebSocket: ${app.url.replace('http', 'ws')}/graphql)`,
    ...(config.dashboard.on ? [`  大屏 Wall screen  ${app.url}/`] : []),
    ...(config.playground ? [`  操作台 Playground  ${app.url}/play/`] : []),
    `  状态 Health   ${app.url}/readyz  ${app.url}/metrics`,
    ...(app.databaseFolder ? [`  数据 Data     ${app.databaseFolder}`] : []),
  ];
  if (config.developmentSignIn && app.demo)
    lines.push(
      '',
      '  演示账号 Demo accounts (获取令牌 get a token: npm run -s token -- county@liping):',
      ...app.accounts.map((a) => `    ${a.handle.padEnd(20)} ${a.role.padEnd(16)} ${a.name}`),
    );
  lines.push('', '  按 Ctrl-C 停止 · Ctrl-C stops it', '');
  process.stdout.write(`${lines.join('\n')}\n`);
}
