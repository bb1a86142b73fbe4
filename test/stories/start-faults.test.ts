import { randomBytes } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openGround, type TestGround } from '../support/ground.js';
import { COMPILED_ONCE, PROJECT } from '../support/other-process.js';
import { type Built, build } from '../support/server-process.js';
import { Terminal } from '../support/terminal.js';
import { KEYS } from '../support/world.js';

const START = 'node dist/src/main.js';
const SERVE = `${START} --serve`;
/** A line of a stack, which helps nobody who only typed a command. */
const STACK = /^\s+at /m;

let built: Built;
let ground: TestGround;
let taken: Server;
const terminals: Terminal[] = [];

beforeAll(async () => {
  built = build();
  symlinkSync(join(PROJECT, 'bench'), join(built.home, 'bench'));
  // Filled, and no demo: nothing is loaded into it.
  ground = await openGround({ demo: false });
  taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
}, 60_000);
afterAll(async () => {
  await Promise.all(terminals.map((each) => each.interrupt('SIGKILL')));
  await ground?.close();
  taken?.close();
  built?.remove();
});

/** A terminal in the folder of the program, with the settings of a working start. */
function terminal(over: Record<string, string> = {}): Terminal {
  const opened = new Terminal(built.home, {
    PATH: `${join(PROJECT, 'node_modules', '.bin')}:/usr/bin:/bin`,
    ...COMPILED_ONCE,
    HOME: built.home,
    DATA_DIR: join(built.home, 'data'),
    DATABASE_URL: ground.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...KEYS,
    ...over,
  });
  terminals.push(opened);
  return opened;
}

const at = (change: (url: URL) => void): string => {
  const url = new URL(ground.url);
  change(url);
  return url.toString();
};

describe('a start that cannot be says why, in both languages, what to do, and no more', () => {
  test.each<[string, () => Record<string, string>, string, RegExp]>([
    [
      'the port is taken',
      () => ({ PORT: String((taken.address() as AddressInfo).port) }),
      'PORT_TAKEN',
      /已被占用[\s\S]*is taken[\s\S]*export PORT=4001/,
    ],
    ['HOST is no name', () => ({ HOST: 'nobody.invalid' }), 'HOST_UNKNOWN', /找不到主机 nobody\.invalid/],
    [
      'no database answers',
      () => ({ DATABASE_URL: at((url) => Object.assign(url, { hostname: '127.0.0.1', port: '1' })) }),
      'DATABASE_UNREACHABLE',
      /连不上数据库 127\.0\.0\.1:1[\s\S]*DATABASE_URL/,
    ],
    [
      'the password is wrong',
      () => ({ DATABASE_URL: at((url) => Object.assign(url, { password: 'not-this-one' })) }),
      'DATABASE_LOGIN',
      /拒绝了用户名或密码[\s\S]*refuses this user or password/,
    ],
    [
      'there is no such database',
      () => ({ DATABASE_URL: at((url) => Object.assign(url, { pathname: '/lb_nowhere' })) }),
      'DATABASE_MISSING',
      /create database/,
    ],
  ])('%s', async (_why, settings, reason, said) => {
    const { printed, code } = await terminal(settings()).run(START);
    expect([code, printed]).toEqual([1, expect.stringMatching(said)]);
    expect(printed.trimStart().startsWith(`${reason}\n`)).toBe(true);
    expect(printed).not.toMatch(STACK);
    expect(printed).not.toContain('not-this-one');
  });

  // Where nothing can be made: Node's own making of folders tries for ever there.
  test.each([
    ['with keys to keep', { IDENTITY_KEYS: '', IDENTITY_HMAC_KEY: '', CURSOR_KEY: '' }],
    ['with keys that were given', {}],
  ])('DATA_DIR cannot be made, %s: at once', async (_what, keys) => {
    const it = terminal({ DATABASE_URL: '', DATA_DIR: '/proc/x', ...keys });
    const { printed, code } = await it.run(START, 10_000);
    expect([code, printed]).toEqual([
      1,
      expect.stringMatching(/\/proc\/x[\s\S]*ENOENT[\s\S]*DATA_DIR|DATA_DIR[\s\S]*\/proc\/x[\s\S]*ENOENT/),
    ]);
    expect(printed).toMatch(/可写的文件夹[\s\S]*a folder that you may write/);
    expect(printed).not.toMatch(STACK);
  });

  test('the keys are not those of the database, also to a command', async () => {
    const it = terminal({ IDENTITY_HMAC_KEY: randomBytes(32).toString('base64') });
    for (const command of [START, 'node dist/src/command/audit-picture.js']) {
      const { printed, code } = await it.run(command);
      expect([code, printed]).toEqual([
        1,
        expect.stringMatching(/IDENTITY_HMAC_KEY\n[\s\S]*请给回原来的密钥[\s\S]*Give the key that it was/),
      ]);
      expect(printed).not.toMatch(STACK);
    }
  });

  test('the other commands say the same', async () => {
    const DATABASE_URL = at((url) => Object.assign(url, { hostname: '127.0.0.1', port: '1' }));
    const { printed, code } = await terminal({ DATABASE_URL }).run('node dist/src/command/audit-picture.js');
    expect([code, printed]).toEqual([1, expect.stringContaining('DATABASE_UNREACHABLE')]);
    expect(printed).not.toMatch(STACK);
  });
});

describe('the command line', () => {
  test.each([
    ['npm start', `${START} --help`, /Usage: npm start -- [\s\S]*--workers/],
    ['npm run serve', `${SERVE} --help`, /Usage: npm run serve -- (?![\s\S]*--workers)/],
    ['keys:rotate', 'node dist/src/command/rotate-keys.js --help', /Usage: npm run keys:rotate -- /],
    ['audit:picture', 'node dist/src/command/audit-picture.js --help', /Usage: npm run audit:picture -- /],
  ])('%s has help under the name that npm knows', async (_name, command, said) => {
    const { printed, code } = await terminal().run(command);
    expect([code, printed]).toEqual([0, expect.stringMatching(said)]);
    expect(printed).toContain('显示帮助');
  });

  test.each([
    ['an unknown option', `${START} --bogus`, '--bogus'],
    ['a number that is none', `${START} --workers abc`, '应为 0 至 10000000 的整数'],
    ['workers of production', `${SERVE} --workers 5`, '--workers'],
  ])('%s is told with the help, and nothing starts', async (_name, command, said) => {
    const { printed, code } = await terminal().run(command);
    expect([code, printed]).toEqual([2, expect.stringContaining(said)]);
    expect(printed).toMatch(/命令写法不对[\s\S]*Usage: npm/);
    expect(printed).not.toMatch(STACK);
  });

  test('--workers on a filled database says that it does nothing', async () => {
    const it = terminal();
    it.type(`${START} --workers 50`);
    await it.sees(/Ctrl-C stops it/);
    expect(it.printed).toMatch(/--workers 不起作用[\s\S]*--workers does nothing/);
    await it.interrupt('SIGTERM');
  });

  test('the bench tells what it can measure', async () => {
    const { printed, code } = await terminal().run('node bench/run.ts bogus');
    expect([code, printed]).toEqual([
      2,
      expect.stringMatching(
        /没有这项测量[\s\S]*list {2}six-lists {2}search {2}counts[\s\S]*storm {2}import {2}attacks/,
      ),
    ]);
  });
});

describe('production whose issuer is silent', () => {
  test('starts, says that nobody can sign in, and is ready as long as its migrations are done', async () => {
    const it = terminal({ OIDC_ISSUER: 'http://127.0.0.1:1' });
    it.type(SERVE);
    await it.sees(/没有回应[\s\S]*does not answer/);
    await it.sees(/Ctrl-C stops it/);
    const [, url = ''] = /(http:\S+)\/readyz/.exec(it.printed) ?? [];
    const readyz = async () => {
      const answer = await fetch(`${url}/readyz`);
      return [answer.status, await answer.json()];
    };
    expect(await readyz()).toEqual([
      200,
      { status: 'ready', database: true, migrations: true, follower: true, stopping: false },
    ]);

    // A program that is newer than its database must not be sent anybody.
    const [last] = await ground.look(
      'delete from migration where id = (select max(id) from migration) returning name',
    );
    expect(await readyz()).toEqual([
      503,
      { status: 'not ready', database: true, migrations: false, follower: true, stopping: false },
    ]);
    await ground.look('insert into migration (name) values ($1)', [last?.['name']]);
    await it.interrupt('SIGTERM');
  });
});

describe('the examples, where no server is', () => {
  test.each(['ask.mjs "{ viewer { handle } }"', 'open-posting.mjs', 'watch.mjs'])(
    '%s says so in a line',
    async (command) => {
      const { printed, code } = await terminal({ PORT: '1', TOKEN: 'none' }).run(
        `node docs/examples/${command}`,
      );
      expect([code, printed.trim()]).toEqual([
        1,
        expect.stringMatching(/^\S+127\.0\.0\.1:1 没有回应.*does not answer.*$/),
      ]);
    },
  );
});
