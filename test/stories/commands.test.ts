import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openGround, type TestGround } from '../support/ground.js';
import { COMPILED_ONCE, PROJECT } from '../support/other-process.js';
import { rawWorkbook, textRow, zipped } from '../support/workbook-parts.js';
import { unzipped } from '../support/zip-reader.js';
import { ledger, ledgerCsv } from '../support/worker-sheets.js';

/** The same keys as the ground of the tests has. */
const keyOf = (name: string): string => Buffer.alloc(32, `${name} key of the tests`).toString('base64');

let home: string;
let world: TestGround;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'labor-bridge-commands-'));
  cpSync(join(PROJECT, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(home, 'node_modules'));
  mkdirSync(join(home, 'demo'));
  const swc = join(PROJECT, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  execFileSync(process.execPath, [swc, 'src', 'migrations', '-d', join(home, 'dist'), '--quiet'], {
    cwd: PROJECT,
  });
  world = await openGround();
});
afterAll(async () => {
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

interface Ended {
  code: number;
  out: string;
  told: string;
}

/** Runs one command as npm does, as a process of its own. */
function run(command: string, args: string[] = [], over: Record<string, string> = {}): Promise<Ended> {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: home,
    DATA_DIR: join(home, 'data'),
    DATABASE_URL: world.url,
    IDENTITY_KEYS: `test-1:${keyOf('identity')}`,
    IDENTITY_HMAC_KEY: keyOf('fingerprint'),
    CURSOR_KEY: keyOf('cursor'),
    ...COMPILED_ONCE,
    ...over,
  };
  const file = join(home, 'dist', 'src', 'command', `${command}.js`);
  return new Promise((done) => {
    execFile(process.execPath, [file, ...args], { env, cwd: home }, (fault, out, told) =>
      done({ code: fault ? Number(fault.code) : 0, out, told }),
    );
  });
}

/** A new key before the old one: what the database holds was sealed by either. */
const changedKeys = (): string =>
  `test-2:${Buffer.alloc(32, 'another key').toString('base64')},test-1:${keyOf('identity')}`;

const HEADING = '企业名称,岗位名称,招聘人数,工作城市,薪资待遇';
function fileOf(name: string, ...rows: string[]): string {
  const path = join(home, name);
  writeFileSync(path, `${[HEADING, ...rows].join('\r\n')}\r\n`);
  return path;
}

describe('npm run import', () => {
  test('says how many rows of what, and lists every refusal in a file', async () => {
    const file = fileOf(
      'a.csv',
      '佛山命令厂,普工,5人,佛山市,5000元/月',
      '佛山命令厂,焊工,若干,佛山市,5000元/月',
    );
    const refusals = join(home, 'refusals.csv');
    const { code, out } = await run('import', [
      'postings',
      file,
      '--as',
      'station@foshan',
      '--refusals',
      refusals,
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/created {9}1 /);
    expect(out).toMatch(/refused {9}1\n/);
    expect(out).toContain('HEADCOUNT_UNCLEAR');
    expect(readFileSync(refusals, 'utf8')).toContain('\r\n3,招聘人数,若干,HEADCOUNT_UNCLEAR,');
    expect(await world.look(`select source_file from job_posting where title = '普工'`)).toEqual([
      { source_file: 'a.csv' },
    ]);
  });

  test('writes nothing with --dry-run', async () => {
    const file = fileOf('dry.csv', '佛山试行厂,普工,5人,佛山市,5000元/月');
    const { code, out } = await run('import', ['postings', file, '--as', 'station@foshan', '--dry-run']);
    expect([code, out.includes('nothing written')]).toEqual([0, true]);
    expect(await world.look(`select name from organization where name = '佛山试行厂'`)).toEqual([]);
  });

  test('gives the refused rows of a workbook back as one, which can be mended and imported again', async () => {
    const path = join(home, 'a.xlsx');
    const rows = [
      HEADING.split(','),
      ['佛山表格厂', '普工', '5人', '佛山市', '5000元/月'],
      ['佛山表格厂', '焊工', '若干', '佛山市', '5000元/月'],
    ];
    const sheet = (lines: string[][]) => lines.map((cells, i) => textRow(i + 1, ...cells)).join('');
    writeFileSync(path, await rawWorkbook({ sheets: { 岗位: sheet(rows), 旧: '' }, hidden: ['旧'] }));
    const refusals = join(home, 'refused.xlsx');
    const as = ['--as', 'station@foshan'];
    const first = await run('import', ['postings', path, ...as, '--refusals', refusals]);
    expect([first.code, first.told]).toEqual([0, expect.stringContaining('旧  已隐藏 · hidden')]);
    const parts = await unzipped(readFileSync(refusals));
    const refused = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(refused).toContain('岗位!C3');
    const mended = refused.replace('>若干<', '>3人<');
    writeFileSync(path, await zipped({ ...Object.fromEntries(parts), 'xl/worksheets/sheet1.xml': mended }));
    const again = await run('import', ['postings', path, ...as, '--refusals', join(home, 'none.xlsx')]);
    expect(again.out).toMatch(/created {9}1 /);
    expect(existsSync(join(home, 'none.xlsx'))).toBe(false);
  });

  test('fails with one clear error and leaves no half list behind', async () => {
    const path = join(home, 'wrong.csv');
    writeFileSync(path, '企业名称,岗位名称\r\n佛山厂,普工\r\n');
    const refusals = join(home, 'none.csv');
    const { code, out, told } = await run('import', [
      'postings',
      path,
      '--as',
      'station@foshan',
      '--refusals',
      refusals,
    ]);
    expect([code, out, existsSync(refusals)]).toEqual([1, '', false]);
    expect(told).toMatch(/^COLUMNS_MISSING\n {2}表格缺少必需的列：招聘人数、工作城市。/);
  });

  test('is told once what the office calls a column: tried out by a dry run, kept by an import', async () => {
    const path = join(home, 'own.csv');
    writeFileSync(path, '厂子,岗位名称,招聘人数,工作城市,暗语\r\n佛山叫法厂,普工,5,佛山市,甲\r\n');
    const args = ['postings', path, '--as', 'station@foshan'];
    const map = ['--map', '厂子=企业名称', '--map', '暗语='];
    expect((await run('import', [...args, ...map, '--dry-run'])).out).toMatch(/created {9}1 /);
    const unknown = await run('import', args);
    expect([unknown.code, unknown.told.split('\n')[0]]).toEqual([1, 'COLUMNS_MISSING']);
    expect(unknown.told).toMatch(/unknown headings: 厂子 {2}暗语\n/);
    const { code, out } = await run('import', [...args, ...map]);
    expect([code, out.includes('暗语')]).toEqual([0, false]);
    expect((await run('import', args)).out).toMatch(/unchanged {5}1\n/);
  });

  test('reads nothing of a file that is too large', async () => {
    const path = join(home, 'large.csv');
    writeFileSync(path, HEADING);
    // A hole of NUL bytes, which would be told of first if a byte of them were read.
    truncateSync(path, 60 * 1024 * 1024);
    const { code, told } = await run('import', ['postings', path, '--as', 'station@foshan']);
    expect([code, told.split('\n')[0]]).toEqual([1, 'FILE_TOO_LARGE']);
  });

  test.each([
    ['FILE_NOT_FOUND', ['postings', 'nowhere.csv', '--as', 'station@foshan'], 1],
    ['NOT_A_FILE', ['postings', 'demo', '--as', 'station@foshan'], 1],
    ['UNKNOWN_HANDLE', ['postings', 'package.json', '--as', 'station@foshn'], 1],
    ['--as', ['postings', 'package.json'], 2],
  ])('tells %s', async (said, args, expected) => {
    const { code, out, told } = await run('import', args);
    expect([code, out]).toEqual([expected, '']);
    expect(told).toContain(said);
    if (said === 'UNKNOWN_HANDLE') expect(told).toContain('→ station@foshan');
  });
});

describe('npm run template', () => {
  test('makes an empty list of workers once, and writes over nothing', async () => {
    const file = join(home, 'workers.xlsx');
    expect(await run('template', ['workers', file])).toMatchObject({ code: 0, out: `${file}\n` });
    expect((await unzipped(readFileSync(file))).get('xl/worksheets/sheet1.xml')).toContain('*身份证号码');
    const again = await run('template', ['workers', file]);
    expect([again.code, again.told.split('\n')[0]]).toEqual([1, 'FILE_NOT_WRITABLE']);
  });
});

describe('npm run audit:picture', () => {
  test('prints what it compared; with a difference it fails', async () => {
    const clean = await run('audit-picture');
    expect(clean.code).toBe(0);
    expect(clean.out).toMatch(/pictures {4}4（/);
    expect(clean.out).toMatch(/differences {5}0\n/);
    await world.look('alter table job_posting disable trigger user');
    await world.look(`update job_posting set held = 1 where title = '普工'`);
    const found = await run('audit-picture');
    await world.look(`update job_posting set held = 0 where title = '普工'`);
    await world.look('alter table job_posting enable trigger user');
    expect(found.code).toBe(1);
    expect(found.out).toContain('岗位占用与推荐、到岗不一致');
  });
});

describe('the other commands', () => {
  test('migrate brings a database to this version once; the tools say so before it did', async () => {
    const name = `${new URL(world.url).pathname.slice(1)}_m`;
    const server = new Client({ connectionString: world.url });
    await server.connect();
    await server.query(`create database ${name}`);
    const DATABASE_URL = Object.assign(new URL(world.url), { pathname: `/${name}` }).toString();
    try {
      expect(await run('audit-picture', [], { DATABASE_URL })).toMatchObject({
        code: 1,
        out: '',
        told: expect.stringContaining('NOT_MIGRATED'),
      });
      const first = await run('migrate', [], { DATABASE_URL });
      expect([first.code, first.out.split('\n')]).toEqual([
        0,
        expect.arrayContaining(['Migration20261122000100_journal']),
      ]);
      expect(await run('migrate', [], { DATABASE_URL })).toMatchObject({ code: 0, out: '' });
    } finally {
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    }
  });

  test('token prints nothing but a token, and so nothing where no server is', async () => {
    const { code, out, told } = await run('token', ['county@liping'], { PORT: '1' });
    expect([code, out]).toEqual([1, '']);
    expect(told).toContain('SERVER_NOT_RUNNING');
  });

  test('keys:rotate seals under the new key what the old one sealed', async () => {
    const keys = changedKeys();
    const seal = world.ground.ground.vault.seal;
    const [region] = ['522631003'];
    await world.plant(
      `insert into worker (service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, education, work_ability)
       values ('${region}', '${region}', '${region}', '${region}', '杨**', 1, '1990-01-01', 'NONE', 'FULL')`,
    );
    await world.plant(
      `insert into worker_identity (worker_id, name_enc, id_number_enc, id_number_hmac) select id, '${seal('杨虚构')}', '${seal('x')}', '\\x00' from worker`,
    );
    expect((await run('rotate-keys', [], { IDENTITY_KEYS: keys })).out).toContain('sealed 1 identities');
    expect((await run('rotate-keys', [], { IDENTITY_KEYS: keys })).out).toContain('sealed 0 identities');
    expect(
      await world.look(`select name_enc from worker_identity where starts_with(name_enc, 'test-2.')`),
    ).toHaveLength(1);
  });

  test('demo:write writes the files that are there', async () => {
    expect((await run('demo-write')).code).toBe(0);
    for (const name of ['invented-employers.csv', 'invented-postings.csv'])
      expect(readFileSync(join(home, 'demo', name), 'utf8')).toBe(
        readFileSync(join(PROJECT, 'demo', name), 'utf8'),
      );
  });

  test('schema prints the graph with its descriptions', async () => {
    const { code, out } = await run('emit-schema', ['--stdout']);
    expect(code).toBe(0);
    expect(out).toContain('type Query {');
    expect(out).toContain('"""');
  });

  test('a setting that is wrong is told before anything is done', async () => {
    const { code, out, told } = await run('migrate', [], { PORT: 'four thousand' });
    expect([code, out]).toEqual([1, '']);
    expect(told).toContain('PORT');
  });
});

describe('npm run import -- workers', () => {
  test('says who is new, corrected or refused, and why', async () => {
    const path = join(home, 'workers.csv');
    const rows = [...ledger(40, { seed: 9, faulty: true })].map(({ row }) => ({ ...row, 村: '' }));
    writeFileSync(path, Buffer.concat([...ledgerCsv(rows)]));
    const refusals = join(home, 'refused-workers.csv');
    const args = ['workers', path, '--as', 'county@liping'];
    const env = { IDENTITY_KEYS: changedKeys() };
    const whole = await run('import', [...args, '--all-or-nothing'], env);
    expect([whole.code, whole.out.includes('refused as a whole')]).toEqual([1, true]);
    const { code, out } = await run('import', [...args, '--refusals', refusals], env);
    expect([code, whole.told.includes('judging')]).toEqual([0, true]);
    expect(out).toMatch(/created {9}39\n.*corrected {7}0\n.*unchanged {5}0\n.*refused {9}1\n/);
    expect(readFileSync(refusals, 'utf8')).toMatch(/\r\n34,证件号码,.*,BAD_CHECK_DIGIT,/);
    expect((await run('import', [...args, '--dry-run'], env)).out).toMatch(/unchanged {5}39\n/);
  });
});
