import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sql, { raw } from 'sql-template-tag';
import { openGround } from '#ground.js';
import { readSheet } from '#sheet/read-sheet.js';
import { isWorkerHeading } from '#sheet/worker-columns.js';
import { openOperation } from '#store/open-operation.js';
import type { Client } from '../support/client.js';
import { VIEWERS } from '../support/expected-disclosure.js';
import { SECRETS } from '../support/ground.js';
import { PROJECT } from '../support/other-process.js';
import { blocksOf } from '../support/readme.js';
import {
  applyRun,
  cutPiece,
  digestOf,
  fileOf,
  openRun,
  pieceOf,
  type Run,
  runOf,
  sendBytes,
  sendPiece,
  sendWhole,
  sha256,
  type Told,
  whenIn,
} from '../support/imports.js';
import { viewersOf } from '../support/second-wall.js';
import { rawWorkbook, textRow } from '../support/workbook-parts.js';
import { type LedgerRow, ledgerRow } from '../support/worker-sheets.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

/** Pieces are so small that a short file has many. */
const PIECE = 32_768;
const MOST = 2_000_000;
const PAGE = readFileSync(join(PROJECT, 'docs', 'import.md'), 'utf8');

let world: World;
let county: Client;
beforeAll(async () => {
  world = await openWorld({
    env: { IMPORT_PIECE_BYTES: String(PIECE), IMPORT_LIMIT_BYTES: String(MOST), IMPORTS_OPEN: '6' },
  });
  county = await world.as('county@liping');
});
afterAll(() => world?.close());

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
let drawn = 0;
/** Good rows that no other story has. */
const good = (count: number): LedgerRow[] =>
  Array.from({ length: count }, () => ledgerRow(5, 2_000_000 + (drawn += 1)));
/** Two rows that nobody takes, of somebody whose name stands nowhere else. */
const faulty = (): LedgerRow[] => {
  const [one, two] = good(2);
  return [
    { ...one, 乡: '无此镇' },
    { ...two, 姓名: '罕见的姓名', 文化程度: '上过学' },
  ];
};
/** The ids of the people of these rows. */
async function workersOf(rows: readonly (LedgerRow | undefined)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const row of rows) {
    const { findWorkers } = await county.must<{ findWorkers: { nodes: { worker: { id: string } }[] } }>(
      'query($text: String!) { findWorkers(text: $text) { nodes { worker { id } } } }',
      { text: row?.['成员联系电话'] },
    );
    ids.push(findWorkers.nodes[0]?.worker.id ?? '');
  }
  return ids;
}
const CHECKED = { TOWN_UNKNOWN: 1, EDUCATION_UNKNOWN: 1 };
const reasonsOf = ({ refusals }: Run) =>
  Object.fromEntries(refusals.map(({ reason, rows }) => [reason, rows]));
const count = async (text: string): Promise<number> =>
  Number((await world.look(`select count(*) as n from ${text}`))[0]?.['n']);
const reasonOf = ({ status, errors }: Told) => [status, errors?.[0]?.extensions.reason];
const apply = `mutation($i: ApplyImportInput!) { applyImport(input: $i) { run { state } } }`;
const cancel = `mutation($i: IdInput!) { cancelImport(input: $i) { run { state missing } } }`;

describe('a file that comes over the API', () => {
  test('is judged before anything is written, applied when the county says so, and changes nothing the second time', async () => {
    const file = fileOf([...good(30), ...faulty()]);
    const before = await count('worker');
    const told = await sendWhole(county, file);
    expect(told).toMatchObject({ status: 201, run: { state: 'RECEIVED', missing: [] } });
    const id = told.run?.id ?? '';
    const judged = await whenIn(county, id, 'JUDGED');
    expect(judged).toMatchObject({ state: 'JUDGED', rows: 32, created: 30, unchanged: 0, refused: 2 });
    expect(reasonsOf(judged)).toEqual(CHECKED);
    expect(await count('worker')).toBe(before);
    expect(await county.refusal(apply, { i: { id, mode: 'ALL_OR_NOTHING' } })).toMatchObject({
      reason: 'IMPORT_HAS_REFUSALS',
      field: 'input.mode',
    });
    expect(await applyRun(county, id)).toMatchObject({ state: 'APPLIED', rows: 32, created: 30, refused: 2 });
    expect(await count('worker')).toBe(before + 30);
    expect(await count(`import_piece where part = 'FILE'`)).toBe(0);
    const query = 'kind=workers&name=ledger.csv&key=whole-0001';
    const again = (await sendWhole(county, file, query)).run?.id ?? '';
    expect(await whenIn(county, again, 'JUDGED')).toMatchObject({ created: 0, unchanged: 30, refused: 2 });
    expect(await applyRun(county, again)).toMatchObject({ state: 'APPLIED', created: 0, unchanged: 30 });
    expect(await count('worker')).toBe(before + 30);
    // Whoever did not hear the answer sends it once more, and it is the same import.
    expect(await sendWhole(county, file, query)).toMatchObject({
      status: 201,
      run: { id: again, state: 'APPLIED' },
    });
  });

  test('may come in pieces, in any order, repeated and cut in the middle of one, and is the same file then', async () => {
    const file = fileOf(good(400));
    const over = { fileName: 'C:\\台账\\龙形.csv', idempotencyKey: 'pieces-1' };
    const run = await openRun(county, file, over);
    expect(run).toMatchObject({ state: 'RECEIVING', pieceBytes: PIECE, missing: numbers(run.pieces) });
    expect(run.pieces).toBeGreaterThanOrEqual(3);
    expect((await openRun(county, file, over)).id).toBe(run.id);
    await cutPiece(county, run, file, 2);
    expect((await runOf(county, run.id)).missing).toEqual(numbers(run.pieces));
    const [first = 0, ...rest] = numbers(run.pieces).toReversed();
    await Promise.all([...rest, ...rest].map((number) => sendPiece(county, run, file, number)));
    expect(await runOf(county, run.id)).toMatchObject({ state: 'RECEIVING', missing: [first] });
    expect(await sendPiece(county, run, file, first)).toMatchObject({
      run: { state: 'RECEIVED', missing: [] },
    });
    expect(await whenIn(county, run.id, 'JUDGED')).toMatchObject({ created: 400, refused: 0 });
    // Whoever did not hear the answer sends it once more.
    expect(await sendPiece(county, run, file, first)).toMatchObject({ status: 200 });
    expect(await applyRun(county, run.id, 'ALL_OR_NOTHING')).toMatchObject({
      state: 'APPLIED',
      created: 400,
    });
    expect(
      await world.look(`select distinct file_name from worker_source where file_sha256 = $1`, [sha256(file)]),
    ).toEqual([{ file_name: '龙形.csv' }]);
  });

  test('is written whole or not at all: who is merged meanwhile is named, and nothing is lost', async () => {
    const rows = good(4);
    await sendWhole(county, fileOf(rows), 'kind=workers&name=all.csv&key=whole-0002').then(
      async ({ run }) => {
        await whenIn(county, run?.id ?? '', 'JUDGED');
        await applyRun(county, run?.id ?? '');
      },
    );
    // The second of them learnt more, and there are two newcomers.
    const changed = rows.map((row, i) => (i === 1 ? { ...row, 文化程度: '本科' } : row));
    const file = fileOf([...changed, ...good(2)]);
    const id = (await sendWhole(county, file, 'kind=workers&name=all.csv&key=whole-0003')).run?.id ?? '';
    expect(await whenIn(county, id, 'JUDGED')).toMatchObject({ created: 2, corrected: 1, refused: 0 });
    const before = await count('worker');
    const [keep, give] = await workersOf([rows[0], rows[1]]);
    await county.must('mutation($i: MergeWorkersInput!) { mergeWorkers(input: $i) { worker { id } } }', {
      i: { keep, give, reason: '系同一人' },
    });
    expect(await applyRun(county, id, 'ALL_OR_NOTHING')).toMatchObject({
      state: 'JUDGED',
      fault: { reason: 'REFUSED_WHOLE' },
      created: 2,
      corrected: 0,
      unchanged: 3,
      refused: 1,
      refusals: [{ reason: 'WORKER_MERGED', rows: 1 }],
      refusedRows: expect.any(String),
    });
    expect(await count('worker')).toBe(before);
    expect(await applyRun(county, id)).toMatchObject({ state: 'APPLIED', created: 2, refused: 1 });
    expect(await count('worker')).toBe(before + 2);
  });

  test('comes, is cut into pieces, and is asked back as the page about it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'labor-bridge-import-'));
    const [whole = '', pieces = '', back = ''] = blocksOf('sh', PAGE);
    const file = fileOf([...good(250), ...faulty()]);
    writeFileSync(join(folder, 'ledger.csv'), file);
    writeFileSync(join(folder, 'ledger.xlsx'), file);
    const shell = async (script: string, env: Record<string, string>): Promise<string> => {
      const here = script.replace(/^URL=.*$/m, '').replace(/^TOKEN=.*$/m, '');
      const all = { ...process.env, URL: county.url, TOKEN: county.token ?? '', ...env };
      return (await promisify(execFile)('bash', ['-euc', here], { cwd: folder, env: all })).stdout;
    };
    const { run: first } = JSON.parse(await shell(whole, {})) as Told;
    expect(first).toMatchObject({ state: 'RECEIVED' });
    // While it is being judged, perhaps: nothing is kept of it then either.
    await county.must(cancel, { i: { id: first?.id } });
    const { id } = await openRun(county, file);
    await shell(pieces, { RUN: id, PIECE_BYTES: String(PIECE) });
    expect(await whenIn(county, id, 'JUDGED')).toMatchObject({ state: 'JUDGED', created: 250, refused: 2 });
    await shell(back, { RUN: id });
    expect(readFileSync(join(folder, 'refused.xlsx')).subarray(0, 2).toString()).toBe('PK');
    await county.must(cancel, { i: { id } });
    rmSync(folder, { recursive: true });
  });

  test('is told of as it is worked on', async () => {
    const watching = county.watch<{
      watchImports: { items?: object[]; changes?: { node: { state: string } | null }[] };
    }>(
      `subscription { watchImports(filter: { states: [RECEIVED, JUDGING, JUDGED] }) {
        ... on ImportSnapshot { items { id } } ... on ImportChanges { changes { op node { state rows missing openedBy } } } } }`,
    );
    await watching.next();
    const { run } = await sendWhole(county, fileOf(good(3)));
    const states: string[] = [];
    while (!states.includes('JUDGED'))
      for (const { node } of (await watching.next()).watchImports.changes ?? [])
        states.push(node?.state ?? '');
    expect(['RECEIVED', 'JUDGING', 'JUDGED']).toEqual(expect.arrayContaining(states));
    watching.stop();
    await county.must(cancel, { i: { id: run?.id } });
  });

  test('gives its refusals back, cell by cell and as a workbook that can be mended and sent again', async () => {
    const id = (await sendWhole(county, fileOf([...good(1), ...faulty()]))).run?.id ?? '';
    const { refusedRows } = await whenIn(county, id, 'JUDGED');
    const { importRefusals } = await county.must<{ importRefusals: { totalCount: number; nodes: object[] } }>(
      `query($id: ID!) { importRefusals(run: $id, first: 1) { totalCount nodes { sheet row cell heading value reason zh en } } }`,
      { id },
    );
    expect(importRefusals).toEqual({
      totalCount: 2,
      nodes: [
        expect.objectContaining({
          sheet: '',
          row: 3,
          heading: '乡',
          value: '无此镇',
          reason: 'TOWN_UNKNOWN',
        }),
      ],
    });
    const answer = await fetch(`${county.url}${refusedRows}`, {
      headers: { authorization: `Bearer ${county.token}` },
    });
    expect(answer.headers.get('content-disposition')).toContain('refused.xlsx');
    const rows = [];
    const bytes = Buffer.from(await answer.arrayBuffer());
    for await (const { cells } of readSheet(Readable.from([bytes]), { isHeading: isWorkerHeading }))
      rows.push(cells);
    expect(rows.map((cells) => cells['姓名'])).toEqual([expect.any(String), '罕见的姓名']);
    // Nothing of it lies readable in the database: neither the file, nor what was refused, nor the journal of the run.
    const kept = await world.look(
      `select encode(p.sealed, 'escape') as text from import_piece p union all select encode(value_enc, 'escape') from import_refusal
       union all select before::text || after::text from journal_entry where noun = 'import_run'`,
    );
    expect(kept.length).toBeGreaterThan(3);
    for (const { text } of kept) {
      expect(String(text)).not.toMatch(/无此镇|罕见的姓名|key_enc/);
      expect(String(text)).not.toContain(Buffer.from('罕见的姓名').toString('latin1'));
    }
    const mended = (
      await sendBytes(county, '/import?kind=workers&name=mended.xlsx', bytes, { method: 'POST' })
    ).run;
    expect(await whenIn(county, mended?.id ?? '', 'JUDGED')).toMatchObject({ rows: 2, refused: 2 });
    for (const run of [id, mended?.id]) await county.must(cancel, { i: { id: run } });
    expect(await county.refusal(apply, { i: { id, mode: 'ROW_BY_ROW' } })).toMatchObject({
      reason: 'IMPORT_STEP_NOT_ALLOWED',
    });
    expect(await count(`import_refusal join import_run r on r.id = run_id where r.state = 'CANCELLED'`)).toBe(
      0,
    );
  });

  test('is applied once, or cancelled, whoever asks for what at the same time', async () => {
    const id = (await sendWhole(county, fileOf(good(5)))).run?.id ?? '';
    await whenIn(county, id, 'JUDGED');
    const i = { id, mode: 'ROW_BY_ROW' };
    const asked = [county.send(apply, { i }), county.send(cancel, { i: { id } }), county.send(apply, { i })];
    const answers = await Promise.all(asked);
    expect(answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.reason) ?? [])).toEqual(
      ['IMPORT_STEP_NOT_ALLOWED', 'IMPORT_STEP_NOT_ALLOWED'],
    );
    const { state, created } = await whenIn(county, id, 'APPLIED');
    expect([state, created]).toEqual(answers[1]?.errors ? ['APPLIED', 5] : ['CANCELLED', 5]);
  });

  test('has the last word where its writing was asked for last, whenever it was opened', async () => {
    const [row = {}] = good(1);
    const opened: string[] = [];
    for (const 文化程度 of ['小学', '大专'])
      opened.push((await sendWhole(county, fileOf([{ ...row, 文化程度 }]))).run?.id ?? '');
    for (const id of opened) await whenIn(county, id, 'JUDGED');
    const keys = opened.map((id) => Buffer.from(id, 'base64url').toString().split(':')[1]);
    // Both in one transaction: nobody can have begun with either before the other was there.
    await world.plant(
      `update import_run set state = 'APPLYING', mode = 'ROW_BY_ROW', applied_by = opened_by,
       updated_at = now() - interval '1 second' * (case id when '${keys[1]}' then 2 else 1 end)
       where id in ('${keys.join("','")}')`,
    );
    for (const id of opened) expect((await whenIn(county, id, 'APPLIED')).state).toBe('APPLIED');
    expect(
      await world.look(
        `select distinct w.education from worker w join worker_source s on s.worker_id = w.id where s.file_sha256 = $1`,
        [sha256(fileOf([{ ...row, 文化程度: '小学' }]))],
      ),
    ).toEqual([{ education: 'PRIMARY' }]);
  });

  test('is done by the county itself, in its name, and by the system where it is the system’s', async () => {
    const id = (await sendWhole(county, fileOf(good(2)))).run?.id ?? '';
    await whenIn(county, id, 'JUDGED');
    await applyRun(county, id);
    const entries = await world.look(
      `select distinct verb, coalesce(a.handle, actor) as actor from journal_entry j left join account a on a.id::text = j.actor
       where noun = 'import_run' and noun_id = $1`,
      [Buffer.from(id, 'base64url').toString().split(':')[1]],
    );
    expect(entries.map(({ verb, actor }) => `${verb} ${actor}`).toSorted()).toEqual([
      'import.apply county@liping',
      'import.carry system:imports',
      'import.open county@liping',
      'import.upload county@liping',
      'sheet.importWorkers county@liping',
    ]);
  });
});

describe('what is no good', () => {
  test('a piece that is not what its sender says, or not the one before, is refused and changes nothing', async () => {
    const file = fileOf(good(300));
    const run = await openRun(county, file);
    const at = (number: unknown) => `/import/${run.id}/pieces/${number}`;
    const piece = pieceOf(file, run, 1);
    const headers = { 'content-digest': digestOf(piece) };
    const put = (body: Buffer, over: Record<string, string> = {}, number: unknown = 1) =>
      sendBytes(county, at(number), body, { headers: { ...headers, ...over } });
    const other = Buffer.alloc(PIECE, 'x');
    expect(reasonOf(await put(other))).toEqual([400, 'PIECE_DAMAGED']);
    expect(reasonOf(await put(piece, { 'content-digest': 'md5=:AAAA:' }))).toEqual([400, 'DIGEST_MISSING']);
    expect(reasonOf(await put(piece.subarray(1)))).toEqual([400, 'PIECE_SIZE']);
    expect(reasonOf(await put(Buffer.alloc(PIECE + 1)))).toEqual([413, 'BODY_TOO_LARGE']);
    expect(reasonOf(await put(Buffer.alloc(0)))).toEqual([400, 'FILE_EMPTY']);
    for (const number of [0, 99, -1, 1.5, 'one'])
      expect(reasonOf(await put(piece, {}, number))).toEqual([400, 'PIECE_UNKNOWN']);
    expect(reasonOf(await put(piece, { 'content-type': 'text/csv' }))).toEqual([415, 'BYTES_WANTED']);
    expect(reasonOf(await sendBytes(county, '/import/nothing/pieces/1', piece, { headers }))).toEqual([
      400,
      'NOT_AN_ID',
    ]);
    expect((await runOf(county, run.id)).missing).toContain(1);
    expect((await put(piece)).status).toBe(200);
    expect(reasonOf(await put(other, { 'content-digest': digestOf(other) }))).toEqual([409, 'PIECE_DIFFERS']);
    await county.must(cancel, { i: { id: run.id } });
    expect(reasonOf(await put(piece))).toEqual([409, 'IMPORT_STEP_NOT_ALLOWED']);
  });

  test.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['garbage', 'NUL_BYTE', () => Buffer.alloc(5_000)],
    ['a text that is no list', 'HEADING_NOT_FOUND', () => Buffer.from('甲,乙\n1,2\n')],
    ['an old workbook', 'OLD_WORKBOOK', () => Buffer.from('d0cf11e0a1b11ae1'.repeat(40), 'hex')],
    [
      'a zip bomb',
      'PACKED_TOO_TIGHTLY',
      () =>
        rawWorkbook({ sheets: { 表: textRow(1, ...Object.keys(ledgerRow(5, 1))) + ' '.repeat(12_000_000) } }),
    ],
  ])('%s fails with %s, and nothing of it is kept', async (_what, reason, make) => {
    const id = (await sendWhole(county, await make())).run?.id ?? '';
    expect(await whenIn(county, id, 'JUDGED')).toMatchObject({ state: 'FAILED', fault: { reason }, rows: 0 });
    expect(await count(`import_piece join import_run r on r.id = run_id where r.state = 'FAILED'`)).toBe(0);
  });

  test('a sheet that is not read is named, with why: nobody thinks that its people are brought', async () => {
    const [row] = good(1);
    const [headings, cells] = [Object.keys(row ?? {}), Object.values(row ?? {})];
    const table = textRow(1, ...headings) + textRow(2, ...cells);
    const file = await rawWorkbook({
      sheets: {
        台账: table,
        示例: table,
        汇总: textRow(1, '姓名', '联系电话') + textRow(2, '某某', '1'),
        旧表: table,
      },
      hidden: ['旧表'],
    });
    const id = (await sendWhole(county, file)).run?.id ?? '';
    expect(await whenIn(county, id, 'JUDGED')).toMatchObject({
      created: 1,
      skippedSheets: [
        { sheet: '示例', why: 'EXAMPLE' },
        { sheet: '汇总', why: 'NO_HEADING' },
        { sheet: '旧表', why: 'HIDDEN' },
      ],
    });
    await county.must(cancel, { i: { id } });
  });

  test('a file that is not the one that was announced fails, whatever its pieces said', async () => {
    const file = fileOf(good(3));
    const run = await openRun(county, file, { sha256: '0'.repeat(64) });
    await sendPiece(county, run, file, 1);
    expect(await whenIn(county, run.id, 'JUDGED')).toMatchObject({ fault: { reason: 'FILE_DIFFERS' } });
  });

  test('a file that cannot be announced so is refused with the field', async () => {
    const open = `mutation($i: OpenImportInput!) { openImport(input: $i) { run { id } } }`;
    const input = { kind: 'WORKERS', fileName: 'a.csv', bytes: 10, sha256: 'A'.repeat(64) };
    for (const [wrong, reason, field] of [
      [{ sha256: 'short' }, 'SHA256_MALFORMED', 'input.sha256'],
      [{ bytes: 0 }, 'FILE_EMPTY', 'input.bytes'],
      [{ bytes: MOST + 1 }, 'FILE_TOO_LARGE', 'file'],
      [{ fileName: 'folder/' }, 'TEXT_LENGTH', 'input.fileName'],
    ] as const)
      expect(await county.refusal(open, { i: { ...input, ...wrong } })).toMatchObject({ reason, field });
    expect(reasonOf(await sendWhole(county, Buffer.from('x'), 'kind=weather&name=a'))).toEqual([
      400,
      'IMPORT_KIND',
    ]);
    const opened = [];
    for (let i = 0; i < 6; i += 1) opened.push(await openRun(county, Buffer.from(`${i}`)));
    expect(await county.refusal(open, { i: input })).toMatchObject({
      code: 'CONFLICT',
      reason: 'TOO_MANY_IMPORTS',
    });
    for (const { id } of opened) await county.must(cancel, { i: { id } });
  });
});

describe('whose it is', () => {
  test('another county, and every other side, sees and touches nothing of it', async () => {
    const file = fileOf([...good(1), ...faulty()]);
    const id = (await sendWhole(county, file)).run?.id ?? '';
    await whenIn(county, id, 'JUDGED');
    const run = await openRun(county, file);
    const congjiang = await world.as('county@congjiang');
    expect(
      await congjiang.must(
        `query($id: ID!) { importRun(id: $id) { id } importRuns { totalCount } importRefusals(run: $id) { totalCount } }`,
        { id },
      ),
    ).toEqual({ importRun: null, importRuns: { totalCount: 0 }, importRefusals: { totalCount: 0 } });
    for (const client of [congjiang, ...(await others())]) {
      const bringsNothing = client.handle === 'observer@province';
      const [status, reason] = bringsNothing ? [403, 'NOT_ALLOWED'] : [404, 'NOT_FOUND'];
      for (const [mutation, i] of [
        [apply, { id, mode: 'ROW_BY_ROW' }],
        [cancel, { id }],
      ] as const)
        expect([client.handle, await client.refusal(mutation, { i })]).toMatchObject([
          client.handle,
          { reason },
        ]);
      expect([client.handle, reasonOf(await sendPiece(client, run, file, 1))]).toEqual([
        client.handle,
        [status, reason],
      ]);
      const workbook = await fetch(`${client.url}/import/${id}/refused.xlsx`, {
        headers: { authorization: `Bearer ${client.token}` },
      });
      expect([client.handle, workbook.status]).toEqual([client.handle, status]);
      if (client === congjiang) continue;
      expect(reasonOf(await sendWhole(client, file))).toEqual([403, 'NOT_ALLOWED']);
      if (!bringsNothing) continue;
      expect(await client.refusal('{ importRuns { totalCount } }')).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(reasonOf(await sendPiece(world.stranger(), run, file, 1))).toEqual([401, 'NO_TOKEN']);
    expect(await runOf(county, run.id)).toMatchObject({ state: 'RECEIVING', missing: [1] });
    await secondWall();
    for (const one of [id, run.id]) await county.must(cancel, { i: { id: one } });
  });

  const others = () =>
    Promise.all(['station@foshan', 'employer@foshan', 'observer@province'].map((h) => world.as(h)));

  /** Without a condition of whose it is: the county's own office and the system read rows, and nobody else. */
  async function secondWall(): Promise<void> {
    const { ground, close } = await openGround({ url: world.url, pool: 2, secrets: SECRETS });
    try {
      for (const [handle, viewer] of await viewersOf(world.url, VIEWERS)) {
        const { rows } = await openOperation(ground, viewer).read(
          ...['import_run', 'import_piece', 'import_refusal'].map((table) =>
            raw(`select count(*)::int as n from ${table}`),
          ),
        );
        const isOurs = handle === 'county@liping' || handle === 'system';
        expect([handle, rows.map(([row]) => Number(row?.['n']) > 0)]).toEqual([
          handle,
          [isOurs, isOurs, isOurs],
        ]);
        if (handle === 'system') continue;
        const changed = await openOperation(ground, viewer).transact('import.upload', async (inside) => [
          ...(isOurs ? [] : await inside.run(sql`update import_run set rows = 99 returning id`)),
          ...(await inside.run(sql`delete from import_piece returning run_id`)),
          ...(await inside.run(sql`delete from import_refusal returning run_id`)),
        ]);
        expect([handle, changed]).toEqual([handle, []]);
      }
    } finally {
      await close();
    }
  }
});

describe('however it ends', () => {
  test('a server that is cut off from everything and stopped while it writes leaves nothing undone and nothing twice', async () => {
    const before = await count('worker');
    const id = (await sendWhole(county, fileOf([...good(600), ...faulty()]))).run?.id ?? '';
    await whenIn(county, id, 'JUDGED');
    await county.must(apply, { i: { id, mode: 'ROW_BY_ROW' } });
    const begun = async () =>
      (await count(`import_run where state = 'APPLYING' and reached_row is null`)) === 0;
    while (!(await begun())) await new Promise((done) => setTimeout(done, 5));
    await world.look(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await world.restart();
    expect(await whenIn(county, id, 'APPLIED')).toMatchObject({
      ...{ state: 'APPLIED', rows: 602, created: 600, corrected: 0, unchanged: 0, refused: 2 },
    });
    expect(reasonsOf(await runOf(county, id))).toEqual(CHECKED);
    expect(await count('worker')).toBe(before + 600);
    expect(await count(`worker_source where row > 500 and file_name = 'ledger.csv'`)).toBe(101);
  });

  test('nothing is written in the name of somebody whose account was closed', async () => {
    const officer = await world.as('officer@liping');
    const id = (await sendWhole(officer, fileOf(good(2)))).run?.id ?? '';
    await whenIn(officer, id, 'JUDGED');
    const before = await count('worker');
    await world.plant(`update account set status = 'REVOKED' where handle = 'officer@liping';
      update import_run set state = 'APPLYING', mode = 'ROW_BY_ROW', applied_by = opened_by
      where opened_by = (select id from account where handle = 'officer@liping')`);
    const ended = `import_run where state = 'FAILED' and fault ->> 'reason' = 'ACCOUNT_REVOKED'`;
    while ((await count(ended)) === 0) await new Promise((done) => setTimeout(done, 20));
    expect(await count('worker')).toBe(before);
  });

  test('whatever nobody goes on with is cancelled after a day, and refusals are erased a week after the end', async () => {
    const id = (await sendWhole(county, fileOf([...good(1), ...faulty()]))).run?.id ?? '';
    await whenIn(county, id, 'JUDGED');
    const run = await openRun(county, Buffer.from('x'));
    const later = (hours: number) =>
      world.plant(
        `update import_run set updated_at = now() - interval '${hours} hours' where key_enc is not null`,
      );
    await later(23);
    await world.app.tick();
    expect((await runOf(county, id)).state).toBe('JUDGED');
    expect(await count(`import_refusal`)).toBeGreaterThan(2);
    await later(25);
    await world.app.tick();
    for (const one of [id, run.id])
      expect(await runOf(county, one)).toMatchObject({
        state: 'CANCELLED',
        fault: { reason: 'LEFT_FOR_A_DAY' },
      });
    expect(await count(`import_refusal`)).toBeGreaterThan(0);
    await later(169);
    await world.app.tick();
    expect(await count(`import_refusal`)).toBe(0);
    expect(await count(`import_piece`)).toBe(0);
    expect(await count(`import_run where key_enc is not null`)).toBe(0);
  });
});
