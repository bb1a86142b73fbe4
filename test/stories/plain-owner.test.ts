import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Embedded, startEmbedded } from '#store/embedded.js';
import { Client } from '../support/client.js';
import { COMPILED_ONCE, PROJECT } from '../support/other-process.js';
import { type Built, build } from '../support/server-process.js';
import { Terminal } from '../support/terminal.js';
import { KEYS } from '../support/world.js';

const WORKERS = 150;
const MIGRATE = 'node dist/src/command/migrate.js';
const AUDIT = 'node dist/src/command/audit-picture.js';

/** A server of its own: on it nobody has made the serving role yet. The owners are no superusers. */
describe('a server where the program is only the owner of its database', () => {
  let built: Built;
  let folder: string;
  let server: Embedded;
  let root: pg.Client;
  const terminals: Terminal[] = [];

  beforeAll(async () => {
    built = build();
    symlinkSync(join(PROJECT, 'demo'), join(built.home, 'demo'));
    folder = mkdtempSync(join(tmpdir(), 'labor-bridge-plain-'));
    chmodSync(folder, 0o755);
    server = await startEmbedded({ dataDir: folder, log: () => undefined, durable: false });
    root = new pg.Client({ connectionString: server.url });
    await root.connect();
    for (const [owner, may] of [
      ['first', 'createrole'],
      ['second', 'nocreaterole'],
    ] as const) {
      await root.query(`create role ${owner} login ${may} password 'of-the-tests'`);
      await root.query(`create database of_${owner} owner ${owner}`);
    }
  }, 60_000);
  afterAll(async () => {
    await Promise.all(terminals.map((each) => each.interrupt('SIGKILL')));
    await root?.end();
    await server?.stop();
    built?.remove();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const urlOf = (owner: string): string => {
    const url = Object.assign(new URL(server.url), { username: owner, password: 'of-the-tests' });
    return Object.assign(url, { pathname: `/of_${owner}` }).toString();
  };
  const terminal = (owner: string, over: Record<string, string> = {}): Terminal => {
    const opened = new Terminal(built.home, {
      PATH: `${join(PROJECT, 'node_modules', '.bin')}:/usr/bin:/bin`,
      ...COMPILED_ONCE,
      HOME: built.home,
      DATA_DIR: join(built.home, 'data'),
      DATABASE_URL: urlOf(owner),
      DEMO_WORKERS: String(WORKERS),
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...KEYS,
      ...over,
    });
    terminals.push(opened);
    return opened;
  };
  const baseUrl = (it: Terminal): string => /(http:\S+)\/graphql/.exec(it.printed)?.[1] ?? '';

  test('an owner who may make no role is told what a superuser must do', async () => {
    const { printed, code } = await terminal('second').run(MIGRATE);
    expect([code, printed]).toEqual([
      1,
      expect.stringMatching(
        /^\s*ROLE_NOT_MADE\n[\s\S]*请由超级用户执行[\s\S]*As a superuser: alter role OWNER createrole/,
      ),
    ]);
    expect(printed).not.toMatch(/^\s+at /m);
  });

  test('before the first migration the tools say so', async () => {
    const { printed, code } = await terminal('first').run(AUDIT);
    expect([code, printed]).toEqual([1, expect.stringContaining('NOT_MIGRATED')]);
  });

  test('an owner with CREATEROLE migrates, once', async () => {
    const { printed, code } = await terminal('first').run(MIGRATE);
    expect([code, printed]).toEqual([0, expect.stringContaining('migration(s) done')]);
    expect((await terminal('first').run(MIGRATE)).printed).toContain('the database was up to date');
    const { rows } = await root.query(
      `select rolsuper or rolbypassrls as above from pg_roles where rolname in ('first', 'labor_bridge_app')`,
    );
    expect(rows).toEqual([{ above: false }, { above: false }]);
  });

  test('the whole demo is loaded through the walls, and the start says how many of what', async () => {
    const it = terminal('first');
    it.type('node dist/src/main.js');
    await it.sees(/Ctrl-C stops it/, 120_000);
    expect(it.printed).toMatch(/演示数据 · the demo world\n {2}区划 regions +\d+\n/);
    expect(it.printed).toMatch(new RegExp(`劳动者 workers +${WORKERS}\\n`));
    expect(it.printed).toMatch(/真实岗位 real +[1-9]\d*\n/);
    const [, read, created, refused] =
      /读取 read +(\d+)\n +新增 created +(\d+) (?:[^\n]*\n){3} +拒收 refused +(\d+)\n拒收原因 · why refused\n/.exec(
        it.printed,
      ) ?? [];
    expect(Number(read)).toBe(Number(created) + Number(refused));
    expect(Number(created)).toBeGreaterThan(0);

    const tokens = (await (await fetch(`${baseUrl(it)}/play/tokens`)).json()) as {
      handle: string;
      token: string;
    }[];
    const county = new Client(
      baseUrl(it),
      tokens.find((t) => t.handle === 'county@liping')?.token,
      'county@liping',
    );
    const { registerWorker } = await county.must<{
      registerWorker: { worker: { id: string; name: string } };
    }>(
      `mutation { registerWorker(input: { name: "演示甲", idNumber: "999801199004129011", hukouRegion: "522631",
        serviceRegion: "522631", education: JUNIOR_HIGH, workAbility: FULL }) { worker { id name } } }`,
    );
    expect(registerWorker.worker.name).toBe('演示甲');
    const { picture } = await county.must<{ picture: { fourCounts: { laborBase: number } } }>(
      '{ picture(origin: "522631", destination: "440600") { fourCounts { laborBase } } }',
    );
    expect(picture.fourCounts.laborBase).toBeGreaterThan(0);
    expect((await terminal('first').run(AUDIT)).printed).toMatch(/differences +0\n/);
    await it.interrupt('SIGTERM');
  }, 150_000);

  test('and production serves it', async () => {
    const it = terminal('first', { OIDC_ISSUER: 'http://127.0.0.1:1' });
    it.type('node dist/src/main.js --serve');
    await it.sees(/Ctrl-C stops it/);
    expect(await (await fetch(`${baseUrl(it)}/readyz`)).json()).toMatchObject({ status: 'ready' });
    await it.interrupt('SIGTERM');
  });

  test('a second owner on the server is told to be granted the role, and then migrates', async () => {
    const refused = await terminal('second').run(MIGRATE);
    expect([refused.code, refused.printed]).toEqual([
      1,
      expect.stringMatching(/^\s*ROLE_NOT_GRANTED\n[\s\S]*grant labor_bridge_app to OWNER/),
    ]);
    await root.query('grant labor_bridge_app to second');
    expect(await terminal('second').run(MIGRATE)).toMatchObject({
      code: 0,
      printed: expect.stringContaining('migration(s) done'),
    });
  });
});
