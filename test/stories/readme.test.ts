import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '#config.js';
import { openGround } from '../support/ground.js';
import { freePort } from '../support/free-port.js';
import { PROJECT } from '../support/other-process.js';
import { blocksOf, tableOfCommands } from '../support/readme.js';
import { alive, Terminal } from '../support/terminal.js';

/** What of the project a clone has that the README's commands need. */
const PARTS = [
  'src',
  'build',
  'client',
  'dashboard',
  'migrations',
  'demo',
  'docs',
  'schema',
  'bench',
  'package.json',
  '.swcrc',
];

/** Commands that are not run here, and where they are. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci': 'whoever runs this test has run it',
  'npm test': 'it runs this test',
  'npm run test:long': 'the same stories with more rounds',
  'npm run check': 'npm test begins with it',
  'npm run template -- KIND [FILE]': 'commands.test.ts',
  'npm run import -- KIND FILE --as HANDLE': 'imports-of-lists.test.ts',
  'npm run screens': 'what it shows is in dashboard.test.ts',
};

/** Few people, so that the start is quick; all else is as the README has it. */
const WORKERS = '300';

const blocks = blocksOf('sh');
const block = (holding: string): string => {
  const found = blocks.filter((text) => text.includes(holding));
  if (found.length !== 1) throw new Error(`${found.length} blocks of the README hold ${holding}`);
  return String(found[0]);
};

describe('the README, followed line by line in a fresh clone', () => {
  const clone = mkdtempSync(join(tmpdir(), 'labor-bridge-clone-'));
  const terminals: Terminal[] = [];
  const ran = new Set<string>();
  let port: string;
  let first: Terminal;
  let second: Terminal;
  let third: Terminal;

  /** A terminal of somebody who has Node and npm and nothing of ours set. */
  const terminal = (more: Record<string, string> = {}): Terminal => {
    const path = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((folder) => !folder.includes('node_modules'));
    const opened = new Terminal(clone, {
      PATH: path.join(delimiter),
      HOME: process.env['HOME'] ?? tmpdir(),
      PORT: port,
      DEMO_WORKERS: WORKERS,
      ...more,
    });
    terminals.push(opened);
    return opened;
  };
  const follow = async (where: Terminal, text: string) => {
    ran.add(text);
    return where.run(text);
  };
  /** The figure of this name that was printed last. */
  const figure = (name: string, printed: string): number =>
    Number([...printed.matchAll(new RegExp(`${name}"?:? +(\\d+)`, 'g'))].at(-1)?.[1] ?? Number.NaN);

  beforeAll(async () => {
    for (const part of PARTS)
      cpSync(join(PROJECT, part), join(clone, part), {
        recursive: true,
        filter: (from) => !from.includes('node_modules') && !from.includes('/results/'),
      });
    symlinkSync(join(PROJECT, 'node_modules'), join(clone, 'node_modules'));
    chmodSync(clone, 0o755);
    port = String(await freePort());
    first = terminal();
    second = terminal();
    third = terminal();
  });
  afterAll(async () => {
    await Promise.all(terminals.map((each) => each.interrupt('SIGKILL')));
    rmSync(clone, { recursive: true, force: true });
  });

  test('npm start: its own database, the demo, the addresses and the accounts', async () => {
    const start = block('npm start');
    ran.add(start);
    first.type(start);
    await first.sees(/Ctrl-C stops it/, 120_000);
    expect(first.printed).toContain(`http://127.0.0.1:${port}/play/`);
    expect(first.printed).toMatch(/county@liping +COUNTY_BUREAU/);
    expect(first.printed).toContain(join(clone, '.data'));
    expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toMatchObject({ status: 'ready' });
  }, 150_000);

  test('started once more beside it, it says that its port is taken', async () => {
    const { printed, code } = await third.run(block('npm start'), 30_000);
    expect([code, printed]).toEqual([
      1,
      expect.stringMatching(new RegExp(`PORT[^]*${port}|${port}[^]*PORT`)),
    ]);
  }, 40_000);

  test('the picture of a pair with a token: four counts', async () => {
    const { printed, code } = await follow(second, block('docs/examples/ask.mjs'));
    expect([code, printed]).toEqual([0, expect.stringContaining('"position"')]);
    const counts = ['laborBase', 'intentToDestination', 'trainingWilling', 'suitablePosts'];
    expect(counts.map((name) => figure(name, printed))).toEqual(counts.map(() => expect.any(Number)));
    expect(figure('suitablePosts', printed)).toBeGreaterThan(0);
  }, 60_000);

  test('the count moves before the watcher’s eyes by the places of the posting', async () => {
    const watch = block('docs/examples/watch.mjs');
    ran.add(watch);
    const from = second.printed.length;
    second.type(watch);
    await second.sees(/suitablePosts \d+/, 30_000, from);
    const before = figure('suitablePosts', second.printed.slice(from));

    const { printed, code } = await follow(third, block('docs/examples/open-posting.mjs'));
    expect([code, printed]).toEqual([0, expect.stringMatching(/装配工 × 12 +OPEN/)]);
    await second.sees(new RegExp(`suitablePosts ${before + 12}\\b`), 10_000, from);
    await second.sees(/新岗位 posting +装配工 × 12/, 10_000, from);
    await second.interrupt();
  }, 60_000);

  test('the same without a socket: an event with its place', async () => {
    const events = block('curl -sN');
    ran.add(events);
    const watching = terminal();
    await watching.run('export TOKEN=$(npm run -s token -- county@liping)');
    watching.type(events);
    await watching.sees(/^retry: \d+/m, 10_000);
    const opened = await third.run(block('docs/examples/open-posting.mjs'));
    expect(opened.code).toBe(0);
    await watching.sees(/^event: next\r?\nid: \S+\r?\ndata: .*装配工/m, 10_000);
    await watching.interrupt();
  }, 60_000);

  test('audit:picture finds nothing, beside the running server', async () => {
    const { printed, code } = await follow(third, block('audit:picture'));
    expect([code, printed]).toEqual([0, expect.stringMatching(/differences +0\n/)]);
    expect(figure('postings', printed)).toBeGreaterThan(0);
  }, 60_000);

  test('import: two rows would be taken, three are refused with a reason', async () => {
    const { printed, code } = await follow(third, block('npm run import'));
    expect([code, printed]).toEqual([0, expect.stringMatching(/created +2 [\s\S]*refused +3\n/)]);
    for (const reason of ['HEADCOUNT_UNCLEAR', 'UNLAWFUL_SEX', 'NOT_YOUR_CITY'])
      expect(printed).toContain(reason);
  }, 60_000);

  test.each([
    ['npm run migrate', /the database was up to date/],
    ['npm run keys:rotate', /sealed 0 identities anew/],
    ['npm run -s token -- observer@guizhou', /^[\w-]+\.[\w-]+\.[\w-]+$/m],
    ['npm run schema', /schema\/schema\.graphql/],
    ['npm run bench -- --help', /npm run bench/],
  ])(
    '%s',
    async (command, said) => {
      const { printed, code } = await follow(third, command);
      expect([code, printed]).toEqual([0, expect.stringMatching(said)]);
    },
    60_000,
  );

  test('npm run schema wrote what is in the repository', () => {
    const file = join('schema', 'schema.graphql');
    expect(readFileSync(join(clone, file), 'utf8')).toBe(readFileSync(join(PROJECT, file), 'utf8'));
  });

  test('npm run serve names every secret that it lacks, and starts nothing', async () => {
    const { printed, code } = await follow(third, 'npm run serve');
    const needed = SETTINGS.filter(({ en }) => en.includes('Required by npm run serve')).map(
      ({ name }) => name,
    );
    expect(needed.length).toBeGreaterThanOrEqual(5);
    expect([code, needed.filter((name) => !printed.includes(`  ${name}\n`))]).toEqual([1, []]);
  }, 60_000);

  test('npm run serve, with a PostgreSQL and an issuer: no demo, no sign-in, nothing without a token', async () => {
    const ground = await openGround();
    // As a database is on which nobody has started yet: it knows no keys.
    await ground.look('delete from key_check');
    const itsPort = String(await freePort());
    const production = terminal({ PORT: itsPort });
    try {
      const serve = block('npm run serve');
      ran.add(serve);
      production.type(serve.replace(/DATABASE_URL=\S+/, `DATABASE_URL='${ground.url}'`));
      await production.sees(/Ctrl-C stops it/);
      expect(production.printed).not.toContain('county@liping');
      const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${itsPort}${path}`, init);
      expect((await ask('/readyz')).status).toBe(200);
      expect([(await ask('/play/')).status, (await ask('/oidc/accounts')).status]).toEqual([404, 404]);
      const body = JSON.stringify({ query: '{ viewer { handle } }' });
      const refused = await ask('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(await refused.text()).toContain('UNAUTHENTICATED');
      expect(await production.interrupt('SIGTERM')).toBeLessThan(6_000);
    } finally {
      await production.interrupt('SIGKILL');
      await ground.close();
    }
  }, 60_000);

  test('Ctrl-C stops it within five seconds and leaves no process behind', async () => {
    const pidFile = join(clone, '.data', 'postgres', 'cluster', 'postmaster.pid');
    const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    expect(alive(postmaster)).toBe(true);
    expect(await first.interrupt()).toBeLessThan(6_000);
    expect([alive(postmaster), existsSync(pidFile)]).toEqual([false, false]);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  }, 60_000);

  test('has no other command: what it tells people to run was run here, or is told where', () => {
    const told = [
      ...blocks,
      ...tableOfCommands(),
      ...['quick-start', 'operations'].flatMap((page) =>
        blocksOf('sh', readFileSync(join(PROJECT, 'docs', `${page}.md`), 'utf8')),
      ),
    ];
    const names = (command: string): string =>
      /npm (?:run (?:-s )?)?[\w:]+/.exec(command)?.[0].replace('-s ', '') ?? command;
    const known = new Set([...ran].map(names));
    expect(told.filter((each) => !ran.has(each) && !known.has(names(each)) && !(each in ELSEWHERE))).toEqual(
      [],
    );
  });
});
